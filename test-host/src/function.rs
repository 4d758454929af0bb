mod kind;

pub use kind::FunctionKind;

use crate::backtrace::DebugInfo;
use crate::caches::CacheStore;
use crate::code_cache::{ContentHash, content_hash, hexadecimal};
use crate::compiled::{Compiled, Entry};
use crate::deployment::Deployment;
use crate::error::{InvocationError, SpawnError};
use crate::function_limits::FunctionLimits;
use crate::functions::Versions;
use crate::host::Settings;
use crate::invocation::{self, ResponseBody};
use crate::limits::Limits;
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

/// A function that is deployed, in one of its versions.
#[derive(Clone)]
pub struct Function(Arc<Inner>);

struct Inner {
    cache: String,
    name: String,
    description: Option<String>,
    environment: BTreeMap<String, String>,
    /// What the deployment asked for, and what comes of it.
    own_limits: FunctionLimits,
    told_limits: FunctionLimits,
    limits: Limits,
    code: Code,
    issue: Issue,
    /// The items of the function's cache, and its topics: found once, not by every invocation.
    items: CacheStore,
    topics: Arc<Topics>,
    settings: Arc<Settings>,
}

/// What a deployment adds to its component.
#[derive(Clone)]
pub(crate) struct Manifest {
    pub(crate) cache: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) limits: FunctionLimits,
}

/// A function's component, compiled, and what tells it from all others.
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) sha256: ContentHash,
    pub(crate) size: u64,
}

/// Which version of a function this is.
#[derive(Clone)]
pub(crate) struct Issue {
    pub(crate) version: u64,
    pub(crate) created_at: SystemTime,
    pub(crate) permits: Arc<Semaphore>,
}

impl Issue {
    /// Makes the first version of a function.
    pub(crate) fn first(settings: &Settings) -> Self {
        Self {
            version: 1,
            created_at: settings.clock.wall(),
            permits: permits(settings),
        }
    }

    /// Makes a version anew that the folder of state has.
    pub(crate) fn stored(version: u64, created_at: SystemTime, versions: &Versions) -> Self {
        Self {
            version,
            created_at,
            permits: Arc::clone(versions.permits()),
        }
    }

    /// Makes the version after those that there are.
    pub(crate) fn after(versions: &Versions, settings: &Settings) -> Self {
        Self {
            version: versions.latest() + 1,
            created_at: settings.clock.wall(),
            permits: Arc::clone(versions.permits()),
        }
    }
}

/// LIM.5: counts the invocations of a function.
pub(crate) fn permits(settings: &Settings) -> Arc<Semaphore> {
    let limit = settings.limits.concurrency();
    Arc::new(Semaphore::new(limit.min(Semaphore::MAX_PERMITS)))
}

impl Function {
    /// Makes a version that is held to these limits.
    pub(crate) fn new(
        manifest: Manifest,
        limits: Limits,
        code: Code,
        issue: Issue,
        settings: Arc<Settings>,
    ) -> Self {
        Self(Arc::new(Inner {
            items: settings.cache(&manifest.cache),
            topics: settings.topics.of(&manifest.cache),
            cache: manifest.cache,
            name: manifest.name,
            description: manifest.description,
            environment: manifest.environment,
            own_limits: manifest.limits,
            told_limits: FunctionLimits::of(&limits),
            limits,
            code,
            issue,
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
        self.0.issue.version
    }

    /// Returns what the deployment says of the function.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// Returns when this version was deployed.
    #[must_use]
    pub fn created_at(&self) -> SystemTime {
        self.0.issue.created_at
    }

    /// Returns how many bytes the version's component has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.0.code.size
    }

    /// Returns the SHA-256 of the version's component, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        hexadecimal(&self.0.code.sha256)
    }

    /// Returns what an invocation of this version is held to: the version's own limits, else the host's.
    #[must_use]
    pub fn limits(&self) -> &FunctionLimits {
        &self.0.told_limits
    }

    /// Lists the names of the version's environment variables. Their values may be secrets, and are not told.
    pub fn environment_names(&self) -> impl Iterator<Item = &str> {
        self.0.environment.keys().map(String::as_str)
    }

    /// Returns which entry point the function has.
    #[must_use]
    pub fn kind(&self) -> FunctionKind {
        self.0.code.compiled.kind()
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
        match self.settings().profiler.is_on() {
            // All samples are of one copy of the code.
            true => self.0.code.compiled.home(),
            false => self.0.code.compiled.entry(),
        }
    }

    /// Tells which lines the function's code is of, if its component says it.
    pub(crate) fn debug_info(&self) -> Option<&Arc<DebugInfo>> {
        self.0.code.compiled.debug_info()
    }

    /// Takes what the sandbox of an invocation needs of the pool, and waits for it in line.
    pub(crate) async fn place(&self) -> Result<Place<'_>, InvocationError> {
        self.0.code.compiled.place().await
    }

    /// Takes what the sandbox of an invocation needs of the pool, if that is free.
    pub(crate) fn try_place(&self) -> Result<Place<'_>, InvocationError> {
        self.0.code.compiled.try_place()
    }

    /// Gives the cache that the function reads and writes.
    pub(crate) fn items(&self) -> CacheStore {
        self.0.items.clone()
    }

    pub(crate) fn topics(&self) -> &Arc<Topics> {
        &self.0.topics
    }

    pub(crate) fn permits(&self) -> &Arc<Semaphore> {
        &self.0.issue.permits
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Tells what invocations are held to, the host's limits included that no version has of its own.
    pub(crate) fn held_to(&self) -> &Limits {
        &self.0.limits
    }

    /// Tells whether a deployment would make a version that is like this one.
    pub(crate) fn is_made_of(&self, deployment: &Deployment) -> bool {
        self.0.environment == deployment.environment
            && self.0.description == deployment.description
            && self.0.own_limits == deployment.limits
            && self.0.code.sha256 == content_hash(&deployment.wasm)
    }

    pub(crate) fn code(&self) -> &Code {
        &self.0.code
    }

    /// Tells what was deployed beside the component.
    pub(crate) fn manifest(&self) -> Manifest {
        Manifest {
            cache: self.0.cache.clone(),
            name: self.0.name.clone(),
            description: self.0.description.clone(),
            environment: self.0.environment.clone(),
            limits: self.0.own_limits.clone(),
        }
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
