use crate::caches::Caches;
use crate::configuration::Configuration;
use crate::deployment::Deployment;
use crate::engine::HostEngine;
use crate::error::{DeployError, HostError};
use crate::function::{Function, Manifest};
use crate::limits::Limits;
use crate::tokens::{DisposableToken, TokenAuthority};
use crate::topics::{Topic, TopicsByCache};
use momento_functions_models::cache::{Cache, CacheLimits};
use momento_functions_models::token::TokenError;
use momento_functions_models::topic::TopicLimits;
use momento_functions_models::{Clock, SystemClock};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

const DEFAULT_CACHE: &str = "default";

/// Runs functions: deploys them by cache and name, and finds them again.
///
/// A clone is the same host.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    engine: Arc<HostEngine>,
    settings: Arc<Settings>,
    caches: RwLock<HashMap<String, BTreeMap<String, Function>>>,
}

/// What a host's functions share.
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) clock: Arc<dyn Clock>,
    /// Whether what a function writes to stdout and stderr goes to its log; else a write traps.
    pub(crate) stdio: bool,
    pub(crate) caches: Caches,
    pub(crate) topics: TopicsByCache,
    pub(crate) tokens: TokenAuthority,
}

/// Makes a [`Host`].
#[must_use]
pub struct HostBuilder {
    limits: Limits,
    clock: Arc<dyn Clock>,
    stdio: bool,
    caches: Caches,
    topics: TopicsByCache,
    configuration: Configuration,
}

impl Settings {
    pub(crate) fn cache(&self, name: &str) -> Arc<Cache> {
        self.caches.get(name, &self.clock)
    }
}

impl Host {
    /// Starts with the default limits and the clock of the operating system.
    pub fn builder() -> HostBuilder {
        HostBuilder {
            limits: Limits::default(),
            clock: Arc::new(SystemClock::default()),
            stdio: false,
            caches: Caches::default(),
            topics: TopicsByCache::default(),
            configuration: Configuration::default(),
        }
    }

    /// Returns the limits that every function of the host is held to.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.0.settings.limits
    }

    /// Deploys a function to the cache `default`, or a new version of it.
    ///
    /// # Errors
    ///
    /// See [`DeployError`]; an error replaces nothing.
    pub fn deploy(
        &self,
        name: &str,
        deployment: impl Into<Deployment>,
    ) -> Result<Function, DeployError> {
        self.deploy_to(DEFAULT_CACHE, name, deployment)
    }

    /// Deploys a function to a cache, or a new version of it. Compiling takes its time: an async
    /// caller should be on a thread that may block.
    ///
    /// # Errors
    ///
    /// See [`DeployError`]; an error replaces nothing.
    pub fn deploy_to(
        &self,
        cache: &str,
        name: &str,
        deployment: impl Into<Deployment>,
    ) -> Result<Function, DeployError> {
        self.put(cache, name, deployment.into())
    }

    fn put(&self, cache: &str, name: &str, from: Deployment) -> Result<Function, DeployError> {
        check_cache(cache)?;
        check_name(name)?;
        self.check_size(&from)?;
        let compiled = self.0.engine.compile(&from.wasm, &self.0.settings.limits)?;
        let manifest = Manifest {
            cache: cache.to_owned(),
            name: name.to_owned(),
            description: from.description,
            environment: from.environment,
        };
        let mut caches = self.write();
        let functions = caches.entry(cache.to_owned()).or_default();
        let settings = Arc::clone(&self.0.settings);
        let function = Function::new(manifest, compiled, settings, functions.get(name));
        functions.insert(name.to_owned(), function.clone());
        Ok(function)
    }

    /// Finds a function.
    #[must_use]
    pub fn function(&self, cache: &str, name: &str) -> Option<Function> {
        self.read().get(cache)?.get(name).cloned()
    }

    /// Lists the functions of a cache by name.
    #[must_use]
    pub fn functions(&self, cache: &str) -> Vec<Function> {
        self.read()
            .get(cache)
            .map(|all| all.values().cloned().collect())
            .unwrap_or_default()
    }

    /// Lists the caches that have functions, by name.
    #[must_use]
    pub fn caches(&self) -> Vec<String> {
        let mut caches: Vec<String> = self.read().keys().cloned().collect();
        caches.sort();
        caches
    }

    /// Deletes a function and tells whether there was one. Invocations that run go on.
    pub fn delete(&self, cache: &str, name: &str) -> bool {
        let mut caches = self.write();
        let Some(functions) = caches.get_mut(cache) else {
            return false;
        };
        let deleted = functions.remove(name).is_some();
        if functions.is_empty() {
            caches.remove(cache);
        }
        deleted
    }

    /// Gives the cache of this name, which all its functions share, to seed it and to look into it.
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
    pub fn cache(&self, name: &str) -> Arc<Cache> {
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

    fn check_size(&self, deployment: &Deployment) -> Result<(), DeployError> {
        let size = deployment.wasm.len() as u64;
        let limit = self.limits().component();
        if size > limit {
            Err(DeployError::TooLarge { size, limit })
        } else {
            Ok(())
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<String, BTreeMap<String, Function>>> {
        self.0.caches.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<String, BTreeMap<String, Function>>> {
        self.0
            .caches
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host")
            .field("limits", self.limits())
            .field("functions", &*self.read())
            .finish_non_exhaustive()
    }
}

impl HostBuilder {
    /// Sets what every function of the host is held to.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the clock that everything asks for the time, functions included.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Sends what a function writes to stdout and stderr to its log; else a write ends the
    /// invocation, as on the service.
    pub fn stdio(mut self, to_log: bool) -> Self {
        self.stdio = to_log;
        self
    }

    /// Sets what each cache accepts, and how much it keeps.
    pub fn cache_limits(mut self, limits: CacheLimits) -> Self {
        self.caches = Caches::new(limits);
        self
    }

    /// Sets how large the messages of topics may be, and how many wait for one subscriber.
    pub fn topic_limits(mut self, limits: TopicLimits) -> Self {
        self.topics.limits = limits;
        self
    }

    /// Sets what surrounds the functions: the content of `momento.toml`.
    pub fn configuration(mut self, configuration: Configuration) -> Self {
        self.configuration = configuration;
        self
    }

    /// Makes the host. Hosts with the same stack, fuel, memory and pool share one engine.
    ///
    /// # Errors
    ///
    /// The engine cannot be made: its pool does not fit into the address space, for example.
    pub fn build(self) -> Result<Host, HostError> {
        let engine = HostEngine::shared(&self.limits)?;
        let settings = Arc::new(Settings {
            limits: self.limits,
            tokens: TokenAuthority::new(Arc::clone(&self.clock))?,
            clock: self.clock,
            stdio: self.stdio,
            caches: self.caches,
            topics: self.topics,
        });
        Ok(Host(Arc::new(Inner {
            engine,
            settings,
            caches: RwLock::default(),
        })))
    }
}

impl fmt::Debug for HostBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostBuilder")
            .field("limits", &self.limits)
            .field("configuration", &self.configuration)
            .finish_non_exhaustive()
    }
}

fn check_cache(name: &str) -> Result<(), DeployError> {
    if name == "manage" {
        return Err(invalid(name, "the path of this cache manages functions"));
    }
    check_name(name)
}

/// A name stands in a URL as it is.
fn check_name(name: &str) -> Result<(), DeployError> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    match name {
        "" => Err(invalid(name, "it is empty")),
        "." | ".." => Err(invalid(name, "it means a folder in a URL")),
        _ if name.len() > 255 => Err(invalid(name, "it has more than 255 bytes")),
        _ if !name.chars().all(legal) => Err(invalid(
            name,
            "only letters, digits, `-`, `_`, `.` and `~` are allowed",
        )),
        _ => Ok(()),
    }
}

fn invalid(name: &str, reason: &'static str) -> DeployError {
    DeployError::InvalidName {
        name: name.to_owned(),
        reason,
    }
}
