mod builder;
mod name;
mod seeds;
mod settings;
mod state;
mod versions;

pub use builder::HostBuilder;
pub use seeds::SeedError;
pub(crate) use settings::Settings;
pub use state::Unloaded;

use crate::aws::{LocalBucket, LocalSecret};
use crate::caches::CacheStore;
use crate::code_cache::CodeCache;
use crate::engine::HostEngine;
use crate::functions::Functions;
use crate::invoked::Invoked;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::observe::{Faults, InvocationRecord, RecordError, Replayed};
use crate::pool::Pool;
use crate::profiler::GuestProfile;
use crate::spawn::SpawnOutcome;
use crate::tokens::{DisposableToken, TokenAuthority};
use crate::topics::Topic;
use momento_functions_models::VirtualClock;
use momento_functions_models::cache::Cache;
use momento_functions_models::dynamodb::Table;
use momento_functions_models::http_script::Scripts;
use momento_functions_models::token::TokenError;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::sync::watch;

/// Runs functions: deploys them by cache and name, and finds them again.
///
/// A clone is the same host.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    engine: Arc<HostEngine>,
    code_cache: Option<CodeCache>,
    settings: Arc<Settings>,
    functions: Arc<Functions>,
    /// What the folder of state has and this host cannot load.
    unloaded: OnceLock<Vec<Unloaded>>,
}

impl Host {
    /// Starts with the default limits and the clock of the operating system.
    pub fn builder() -> HostBuilder {
        HostBuilder::default()
    }

    /// Returns the limits that every function of the host is held to.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.0.settings.limits
    }

    /// Returns what the host keeps for invocations. Hosts with the same stack, fuel, memory and pool
    /// share it.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        self.0.engine.pool()
    }

    /// Returns the folder that compiled code is kept in, if it is: see
    /// [`HostBuilder::code_cache`].
    #[must_use]
    pub fn code_cache(&self) -> Option<&Path> {
        self.0.code_cache.as_ref().map(CodeCache::folder)
    }

    /// Gives the clock of a host that has a virtual one.
    ///
    /// # Panics
    ///
    /// The host has another clock: see [`HostBuilder::virtual_clock`].
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "a clock that does not move would let a test pass that tests nothing"
    )]
    pub fn clock(&self) -> &VirtualClock {
        match self.0.settings.clock.as_virtual() {
            Some(clock) => clock,
            None => panic!(
                "the clock of this host cannot be moved: make the host by Host::builder().virtual_clock()"
            ),
        }
    }

    /// Gives the cache of this name, which all its functions share, to seed it and to look into it.
    ///
    /// [`Host::cache_store`] gives it wherever it is.
    ///
    /// # Panics
    ///
    /// The caches are not in memory: the configuration has a `[local.cache]`.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// host.cache("default").set(b"key", b"value", 60_000)?;
    /// assert_eq!(host.cache("default").get(b"key")?.as_deref(), Some(&b"value"[..]));
    /// assert_eq!(host.cache("other").get(b"key")?, None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "a cache that no function sees would pass for an empty one"
    )]
    pub fn cache(&self, name: &str) -> Arc<Cache> {
        match self.0.settings.cache(name).in_memory() {
            Some(cache) => cache,
            None => panic!("the caches of this host are on a server: ask Host::cache_store"),
        }
    }

    /// Gives the cache of this name, in memory or on a server, to seed it and to look into it.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// let cache = host.cache_store("default");
    /// cache.set(b"key", b"value", 60_000).await?;
    /// assert_eq!(cache.get(b"key").await?.as_deref(), Some(&b"value"[..]));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn cache_store(&self, name: &str) -> CacheStore {
        self.0.settings.cache(name)
    }

    /// Names a topic of a cache, for its messages to be read.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::{Host, TopicEvent};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// let mut news = host.topic("default", "news").subscribe()?;
    /// host.topic("default", "news").publish("hello")?;
    /// let Some(TopicEvent::Message { message, .. }) = news.try_next() else {
    ///     panic!("there is a message");
    /// };
    /// assert_eq!(message.as_bytes(), b"hello");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn topic(&self, cache: &str, name: &str) -> Topic {
        Topic::new(self.0.settings.topics.of(cache), name)
    }

    /// Gives the local stand-in of a DynamoDB table, to seed it and to look into it; none when the
    /// configuration declares no table of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::dynamodb::Item;
    /// use momento_functions_test_host::{Configuration, Host, LocalTable};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut configuration = Configuration::default();
    /// configuration.local.dynamodb.insert("users".to_owned(), LocalTable::new("id"));
    /// let host = Host::builder().configuration(configuration).build()?;
    /// let users = host.table("users").ok_or("it is declared")?;
    /// users.put(Item::from_json(br#"{"id": {"S": "u1"}, "name": {"S": "Ada"}}"#)?)?;
    /// assert_eq!(users.items().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Arc<Table>> {
        self.0.settings.dynamodb.table(name)
    }

    /// Names a secret of the stand-in for Secrets Manager, to put new values.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// host.secret("password").put("open sesame")?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn secret(&self, name: &str) -> LocalSecret {
        LocalSecret::new(self.0.settings.secrets.local(), name)
    }

    /// Gives a bucket of the stand-in for S3, to seed it and to look into it.
    ///
    /// # Panics
    ///
    /// Objects are not in memory: the configuration has a folder or an endpoint for them.
    ///
    /// # Examples
    ///
    /// See [`LocalBucket`].
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "a bucket that no function sees would pass for an empty one"
    )]
    pub fn bucket(&self, name: &str) -> LocalBucket {
        match self.0.settings.s3.bucket(name) {
            Some(bucket) => bucket,
            None => panic!("the objects of this host are in a folder or on a server: look there"),
        }
    }

    /// Gives the scripts that answer the HTTP requests of functions.
    ///
    /// As soon as there is a script, no request of a function goes to the network: one that no script
    /// answers ends the invocation, with
    /// [`InvocationErrorKind::UnscriptedRequest`](crate::InvocationErrorKind::UnscriptedRequest), and is kept
    /// for [`Scripts::unmatched`] and [`Scripts::verify`]. A script stands where the server would: redirects
    /// are followed, egress is judged, requests are signed and timeouts apply. It is not asked for what the
    /// host's own configuration names, AWS's services for example.
    ///
    /// # Limits
    ///
    /// A request's body is read whole before it is answered, up to the limit of requests' bodies.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::http_script::Reply;
    /// use momento_functions_test_host::{Deployment, Host, Request};
    ///
    /// let host = Host::builder().build()?;
    /// let proxy = host.deploy("proxy", Deployment::from_file("proxy.wasm")?)?;
    /// let upstream = host
    ///     .http()
    ///     .on("POST", "https://api.test/v1/*")
    ///     .with_header("content-type", "text/plain")
    ///     .respond(Reply::status(201).body("made"));
    /// let outcome = proxy.invoke(Request::post("/?upstream=https://api.test/v1/things")).await;
    /// assert_eq!(outcome.response.status, 201);
    /// upstream.assert_called(1);
    /// host.http().verify();
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn http(&self) -> Scripts {
        self.0.settings.scripts.clone()
    }

    /// Waits until every spawned function has run, those included that they spawn themselves.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::{Deployment, Host, Request};
    ///
    /// let host = Host::builder().build()?;
    /// let start = host.deploy("start", Deployment::from_file("start.wasm")?)?;
    /// host.deploy("work", Deployment::from_file("work.wasm")?)?;
    /// assert_eq!(start.invoke(Request::post("/")).await.response.status, 202);
    /// host.spawned().await;
    /// assert!(host.cache("default").get(b"result")?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn spawned(&self) {
        self.0.settings.spawns.idle().await;
    }

    /// Tells what the host has counted until now: invocations, failures, time, bytes.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.0.settings.counters.snapshot()
    }

    /// Gives the faults that are ordered on the host's calls, to order more.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::calls::cache;
    /// use momento_functions_test_host::{Host, ServiceFault};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// let fault = host.faults().on(cache::get).nth(3).fail(ServiceFault::Timeout);
    /// // … invoke a function …
    /// assert_eq!(fault.count(), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.settings.faults
    }

    /// Records the invocations of web functions from now on: each is written to a file of its own in this
    /// folder, which is made if it is not there, when its answer has left.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    ///
    /// # Limits
    ///
    /// See [`HostBuilder::observe_calls`]. An invocation with more calls is recorded as far as it is kept, and
    /// cannot be run again.
    pub fn record(&self, folder: impl AsRef<Path>) -> std::io::Result<()> {
        self.0.settings.recorder.begin(folder.as_ref())
    }

    /// Runs a recorded invocation again: what its host calls got is what they get, so that it needs no
    /// network and changes nothing. The function is the one of the record's cache and name.
    ///
    /// Sleeps go by the host's clock: on a virtual one they take no time.
    ///
    /// # Errors
    ///
    /// There is no such function, or the record cannot be run.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime whose timers are enabled.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::{Deployment, Host, InvocationRecord};
    ///
    /// let host = Host::builder().virtual_clock().build()?;
    /// host.deploy("proxy", Deployment::from_file("proxy.wasm")?)?;
    /// let record = InvocationRecord::from_file("records/proxy.json")?;
    /// host.replay(&record).await?.assert_same();
    /// # Ok(())
    /// # }
    /// ```
    pub async fn replay(&self, record: &InvocationRecord) -> Result<Replayed, RecordError> {
        let function = self.function(&record.cache, &record.function);
        let function = function.ok_or_else(|| RecordError::NoFunction {
            cache: record.cache.clone(),
            function: record.function.clone(),
        })?;
        function.replay(record).await
    }

    /// Has `observe` called with what came of each spawned function, whoever spawned it, from now on
    /// and for as long as the host lives. It must not block.
    pub fn on_spawned(&self, observe: impl Fn(&SpawnOutcome) + Send + Sync + 'static) {
        self.0.settings.spawns.observe(observe);
    }

    /// Has `observe` called with what is known of each invocation when it has ended, of web functions and of
    /// spawn functions, from now on and for as long as the host lives. Several may observe; none may block.
    /// Invocations that were not let in are not told of.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// host.on_invoked(|invoked| println!("{} took {:?}", invoked.function, invoked.duration));
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_invoked(&self, observe: impl Fn(&Arc<Invoked>) + Send + Sync + 'static) {
        self.0.settings.journal.observe(observe);
    }

    /// Lists the invocations that have ended last, the newest first, as far as the host keeps them:
    /// [`HostBuilder::keep_invoked`].
    #[must_use]
    pub fn invoked(&self) -> Vec<Arc<Invoked>> {
        self.0.settings.journal.kept()
    }

    /// Tells whether invocations that have ended are kept.
    pub(crate) fn keeps_invoked(&self) -> bool {
        self.0.settings.journal.keeps()
    }

    /// Tells whether host calls are written down.
    pub(crate) fn observes_calls(&self) -> bool {
        self.0.settings.observed
    }

    /// Tells of each change to the functions from now on.
    pub(crate) fn functions_changed(&self) -> watch::Receiver<()> {
        self.0.functions.changed()
    }

    /// Gives a cache, if somebody has asked for it: whoever only looks makes none.
    pub(crate) fn known_cache(&self, name: &str) -> Option<CacheStore> {
        self.0.settings.caches.find(name)
    }

    /// Counts the caches that somebody has asked for.
    pub(crate) fn count_caches(&self) -> usize {
        self.0.settings.caches.count()
    }

    /// Tells whether a cache has topics already, or fewer than `most` caches have.
    pub(crate) fn has_room_for_topics_of(&self, cache: &str, most: usize) -> bool {
        self.0.settings.topics.has_room_for(cache, most)
    }

    /// Lists the caches that somebody has asked for, by name.
    pub(crate) fn cache_names(&self) -> Vec<String> {
        self.0.settings.caches.names()
    }

    /// Gives where functions have spent their time until now, and begins anew:
    /// [`HostBuilder::profile_guests`]. A function that was never invoked has no profile.
    #[must_use]
    pub fn take_profiles(&self) -> Vec<GuestProfile> {
        self.0.settings.profiler.take()
    }

    /// Makes a disposable token, as a function of this host can.
    ///
    /// `permissions` is the JSON text that the interface `momento:token/token` describes; `id` is what
    /// a function that is called with the token gets as its token metadata.
    ///
    /// # Errors
    ///
    /// The time is 0 or more than 90,000 seconds, or the permissions are not as they should be.
    ///
    /// # Limits
    ///
    /// 20 statements, 16 KiB of permissions, and 1 KiB of id.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// let permissions = r#"{"explicit": {"permissions": [{"function_permissions": {
    ///     "role": "FunctionInvoke",
    ///     "all_caches": null,
    ///     "function_selector": {"function_name_prefix": "public-"}
    /// }}]}}"#;
    /// let token = host.disposable_token(3600, permissions, Some("ada"))?;
    /// assert!(!token.api_key.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn disposable_token(
        &self,
        valid_for_seconds: u32,
        permissions: &str,
        id: Option<&str>,
    ) -> Result<DisposableToken, TokenError> {
        let tokens = &self.0.settings.tokens;
        tokens.make(
            valid_for_seconds,
            permissions.to_owned(),
            id.map(str::to_owned),
        )
    }

    pub(crate) fn tokens(&self) -> &TokenAuthority {
        &self.0.settings.tokens
    }
}

/// SPN.9: what waits to be run is dropped with the host.
impl Drop for Inner {
    fn drop(&mut self) {
        self.settings.spawns.close();
    }
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host")
            .field("limits", self.limits())
            .field("functions", &self.0.functions)
            .finish_non_exhaustive()
    }
}
