use crate::caches::CacheStore;
use crate::compiled::{Compiled, Entry};
use crate::error::{InvocationError, SpawnError};
use crate::host::Settings;
use crate::invocation::{self, ResponseBody};
use crate::observe::{InvocationRecord, RecordError, Replayed};
use crate::outcome::Outcome;
use crate::places::Place;
use crate::request::Request;
use crate::spawn::Spawned;
use crate::time::Stopwatch;
use bytes::Bytes;
use momento_functions_models::topic::Topics;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;
use tokio::sync::Semaphore;

/// Which entry point a function has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FunctionKind {
    /// Answers HTTP requests: `momento:web-function/guest-function-web#invoke`.
    WebV2,
    /// Answers HTTP requests by the older contract: `momento:functions/guest-function-web#post`.
    WebV1,
    /// Runs in the background: `momento:spawn-function/guest-function-spawn#spawned`.
    SpawnV2,
    /// Runs in the background by the older contract: `momento:functions/guest-function-spawn#spawned`.
    SpawnV1,
    /// Runs tests: `wasi:cli/run#run`. Nothing that can be deployed is of this kind.
    Test,
}

impl FunctionKind {
    /// All that can be deployed, in their order.
    pub(crate) const ALL: [Self; 4] = [Self::WebV2, Self::WebV1, Self::SpawnV2, Self::SpawnV1];

    /// Returns a short name of the kind, fit for programs: `web_v2`, for example.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WebV2 => "web_v2",
            Self::WebV1 => "web_v1",
            Self::SpawnV2 => "spawn_v2",
            Self::SpawnV1 => "spawn_v1",
            Self::Test => "test",
        }
    }

    /// Returns whether the function runs in the background, and answers no HTTP request.
    #[must_use]
    pub fn is_spawn(self) -> bool {
        !matches!(self, Self::WebV2 | Self::WebV1)
    }
}

/// A function that is deployed, in one of its versions.
#[derive(Clone)]
pub struct Function(Arc<Inner>);

struct Inner {
    cache: String,
    name: String,
    version: u64,
    description: Option<String>,
    updated_at: SystemTime,
    environment: BTreeMap<String, String>,
    compiled: Arc<Compiled>,
    permits: Arc<Semaphore>,
    /// The items of the function's cache, and its topics: found once, not by every invocation.
    items: CacheStore,
    topics: Arc<Topics>,
    settings: Arc<Settings>,
}

/// What a deployment adds to its component.
pub(crate) struct Manifest {
    pub(crate) cache: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) environment: BTreeMap<String, String>,
}

impl Function {
    /// Makes the first version of a function, or the one after `previous`.
    pub(crate) fn new(
        manifest: Manifest,
        compiled: Arc<Compiled>,
        settings: Arc<Settings>,
        previous: Option<&Function>,
    ) -> Self {
        // The limit is the function's: its versions share one count.
        let permits = previous.map_or_else(
            || {
                Arc::new(Semaphore::new(
                    settings.limits.concurrency().min(Semaphore::MAX_PERMITS),
                ))
            },
            |previous| Arc::clone(&previous.0.permits),
        );
        Self(Arc::new(Inner {
            items: settings.cache(&manifest.cache),
            topics: settings.topics.of(&manifest.cache),
            cache: manifest.cache,
            name: manifest.name,
            version: previous.map_or(1, |previous| previous.version() + 1),
            description: manifest.description,
            updated_at: settings.clock.wall(),
            environment: manifest.environment,
            compiled,
            permits,
            settings,
        }))
    }

    /// Returns the function's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns the cache that the function belongs to.
    #[must_use]
    pub fn cache(&self) -> &str {
        &self.0.cache
    }

    /// Returns the function's version: 1 for the first deployment, and one more for each after it.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// Returns what the deployment says of the function.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// Returns when this version was deployed.
    #[must_use]
    pub fn updated_at(&self) -> SystemTime {
        self.0.updated_at
    }

    /// Returns which entry point the function has.
    #[must_use]
    pub fn kind(&self) -> FunctionKind {
        self.0.compiled.kind()
    }

    /// Invokes the function and collects its answer.
    ///
    /// # Limits
    ///
    /// Of an answer's body 256 MiB are collected: a longer one ends the invocation, with
    /// [`InvocationErrorKind::Cancelled`](crate::InvocationErrorKind::Cancelled).
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime whose timers are enabled.
    pub async fn invoke(&self, request: Request) -> Outcome {
        let watch = Stopwatch::start(&*self.settings().clock);
        // Awaited here, since it is large, and each call that it is handed to would copy it.
        let answer = self.begin(request).await;
        Outcome::collect(watch, answer).await
    }

    /// Runs a recorded invocation again with this function, as [`Host::replay`](crate::Host::replay) does.
    ///
    /// # Errors
    ///
    /// The record cannot be run.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime whose timers are enabled.
    pub async fn replay(&self, record: &InvocationRecord) -> Result<Replayed, RecordError> {
        let missing = |name: &&String| !self.environment().contains_key(*name);
        let missing: Vec<&str> = record
            .variables
            .iter()
            .filter(missing)
            .map(|name| &**name)
            .collect();
        if !missing.is_empty() {
            return Err(RecordError::Variables(missing.join(", ")));
        }
        let outcome = self.invoke(record.to_request()?).await;
        Replayed::new(outcome, record.clone())
    }

    /// Invokes the function and resolves when the head of its answer is known.
    ///
    /// Polling the body drives the invocation on; dropping it ends the invocation. The response's
    /// extensions hold the [`InvocationId`](crate::InvocationId) and, if the invocation failed, the
    /// [`InvocationError`](crate::InvocationError), with its status and caller's text as the response.
    /// An invocation that fails after its head makes the body fail.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime whose timers are enabled.
    pub async fn start(&self, request: Request) -> http::Response<ResponseBody> {
        let mut response = invocation::start(self, request).await;
        if let Some(id) = response.body().invocation() {
            response.extensions_mut().insert(id);
        }
        response
    }

    /// Does as [`start`](Self::start), for callers that ask the body for the id.
    pub(crate) async fn begin(&self, request: Request) -> http::Response<ResponseBody> {
        invocation::start(self, request).await
    }

    /// Starts a spawn function in the background, as `spawn` does for another function of its cache.
    ///
    /// It runs whether the handle is kept or not.
    ///
    /// # Errors
    ///
    /// The function is no spawn function, a limit forbids it, or the host was dropped.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime whose timers are enabled.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::{Deployment, Host, SpawnResult};
    ///
    /// let host = Host::builder().build()?;
    /// let report = host.deploy("report", Deployment::from_file("report.wasm")?)?;
    /// let outcome = report.spawn("2026-01")?.outcome().await;
    /// assert_eq!(outcome.result?, SpawnResult::Ok);
    /// # Ok(())
    /// # }
    /// ```
    pub fn spawn(&self, payload: impl Into<Bytes>) -> Result<Spawned, SpawnError> {
        let spawned = self.settings().spawns.push(self, payload.into());
        if let Err(SpawnError::Limit(_)) = &spawned {
            self.settings().counters.refuse_spawn();
        }
        spawned
    }

    /// Tells how the function is entered on this thread.
    pub(crate) fn entry(&self) -> &Entry {
        self.0.compiled.entry()
    }

    /// Takes what the sandbox of an invocation needs of the pool, and waits for it in line.
    pub(crate) async fn place(&self) -> Result<Place<'_>, InvocationError> {
        self.0.compiled.place().await
    }

    /// Takes what the sandbox of an invocation needs of the pool, if that is free.
    pub(crate) fn try_place(&self) -> Result<Place<'_>, InvocationError> {
        self.0.compiled.try_place()
    }

    /// Gives the cache that the function reads and writes.
    pub(crate) fn items(&self) -> CacheStore {
        self.0.items.clone()
    }

    pub(crate) fn topics(&self) -> &Arc<Topics> {
        &self.0.topics
    }

    pub(crate) fn permits(&self) -> &Arc<Semaphore> {
        &self.0.permits
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn environment(&self) -> &BTreeMap<String, String> {
        &self.0.environment
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function")
            .field("cache", &self.cache())
            .field("name", &self.name())
            .field("version", &self.version())
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}
