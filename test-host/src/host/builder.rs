use super::{Host, Inner, Settings};
use crate::aws::{DynamoDb, Lambda, Roles, S3, SecretsManager};
use crate::caches::Caches;
use crate::code_cache::CodeCache;
use crate::configuration::Configuration;
use crate::egress::EgressPolicy;
use crate::engine::HostEngine;
use crate::error::{HostError, StateError};
use crate::functions::Functions;
use crate::http_client::{HttpClient, Scripted};
use crate::invoked::Journal;
use crate::limits::Limits;
use crate::metrics::Counters;
use crate::observe::{Faults, Recorder};
use crate::profiler::Profiler;
use crate::seed::Seed;
use crate::spawn::SpawnQueue;
use crate::state::{FunctionStore, StateFolder};
use crate::time;
use crate::tokens;
use crate::topics::TopicsByCache;
use crate::valkey;
use momento_functions_models::cache::CacheLimits;
use momento_functions_models::http_script::Scripts;
use momento_functions_models::topic::TopicLimits;
use momento_functions_models::{Clock, SystemClock};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Names a folder for compiled code to every host that is not told one.
const CODE_CACHE_VARIABLE: &str = "MOMENTO_FUNCTIONS_CODE_CACHE";

/// Where objects are, in the folder of state.
const OBJECTS_FOLDER: &str = "objects";

/// How many old versions of a function are kept.
const OLD_VERSIONS: usize = 100;

/// Makes a [`Host`].
#[must_use]
pub struct HostBuilder {
    limits: Limits,
    clock: Arc<dyn Clock>,
    seed: Option<u64>,
    stdio: bool,
    caches: Caches,
    topics: TopicsByCache,
    code_cache: CodeCacheChoice,
    configuration: Configuration,
    observed: bool,
    keep_invoked: usize,
    profile_guests: bool,
    scripted_http: bool,
    old_versions: usize,
    state: Option<PathBuf>,
    persist_caches: bool,
    persist_objects: bool,
}

/// Whether and where compiled code is kept.
enum CodeCacheChoice {
    Nowhere,
    In(PathBuf),
    /// Where the environment says, else in this folder; nowhere if it cannot be used.
    Default(Option<PathBuf>),
}

impl Default for HostBuilder {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            clock: Arc::new(SystemClock::default()),
            seed: None,
            stdio: false,
            caches: Caches::default(),
            topics: TopicsByCache::default(),
            code_cache: CodeCacheChoice::Default(None),
            configuration: Configuration::default(),
            observed: false,
            keep_invoked: 0,
            profile_guests: false,
            scripted_http: false,
            old_versions: OLD_VERSIONS,
            state: None,
            persist_caches: false,
            persist_objects: false,
        }
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

    /// Gives the host a [`VirtualClock`](crate::VirtualClock) of its own, which [`Host::clock`] moves, and which
    /// moves by itself to the next deadline when every live invocation waits for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    /// use std::time::Duration;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().virtual_clock().build()?;
    /// host.cache("default").set(b"key", b"value", 86_400_000)?;
    /// host.clock().advance(Duration::from_secs(86_400));
    /// assert_eq!(host.cache("default").get(b"key")?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn virtual_clock(self) -> Self {
        self.clock(Arc::new(time::virtual_clock()))
    }

    /// Has all random numbers follow from a seed: those that functions draw, the ids of invocations, and
    /// the key that disposable tokens are signed with. Without a seed they come from the system.
    ///
    /// The nth invocation of a function draws the same numbers each time, whatever other functions do
    /// meanwhile. An id begins with the time: with a [virtual clock](Self::virtual_clock) it is the same
    /// each time, too.
    ///
    /// A seed is for tests: whoever knows it can make the host's tokens.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Host;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let nothing = r#"{"explicit": {"permissions": []}}"#;
    /// let token = || -> Result<_, Box<dyn std::error::Error>> {
    ///     let host = Host::builder().virtual_clock().seed(1).build()?;
    ///     Ok(host.disposable_token(60, nothing, None)?.api_key)
    /// };
    /// assert_eq!(token()?, token()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
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
        self.caches.limits = limits;
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

    /// Writes down the host calls of each invocation, with their arguments and answers, for
    /// [`Outcome::calls`](crate::Outcome::calls). Bodies are kept with them.
    ///
    /// # Limits
    ///
    /// Of one invocation 10,000 calls and 64 MiB are kept; what came after is told to be cut.
    pub fn observe_calls(mut self, observed: bool) -> Self {
        self.observed = observed;
        self
    }

    /// Keeps what is known of the last `count` invocations that have ended, for [`Host::invoked`]. Their host
    /// calls are among it if they are [written down](Self::observe_calls).
    ///
    /// # Limits
    ///
    /// All together take at most 32 MiB: the oldest go first.
    pub fn keep_invoked(mut self, count: usize) -> Self {
        self.keep_invoked = count;
        self
    }

    /// Takes samples of what functions do, about one a millisecond of work, for [`Host::take_profiles`]. All
    /// threads use one copy of each function's code then, and so hold each other up a little.
    ///
    /// # Limits
    ///
    /// Of each of 256 versions of functions 1,000,000 samples are taken.
    pub fn profile_guests(mut self, profiled: bool) -> Self {
        self.profile_guests = profiled;
        self
    }

    /// Has the scripts of [`Host::http`] alone answer the HTTP requests of functions, even when there is no
    /// script: none goes to the network.
    pub fn scripted_http(mut self) -> Self {
        self.scripted_http = true;
        self
    }

    /// Sets how many old versions of each function are kept: those that are neither the latest nor pinned. The
    /// default is 100. What is kept can be pinned and called by its number, and takes the memory of its code.
    pub fn keep_versions(mut self, old: usize) -> Self {
        self.old_versions = old;
        self
    }

    /// Keeps functions in a folder, for the next host: all their versions, with their environments, descriptions
    /// and limits, and which are pinned. What a call has returned of is kept, even if the process is killed then,
    /// or the machine loses its power.
    ///
    /// The folder is made if it is not there, for the user alone, and belongs to one host at a time. A version
    /// that cannot be loaded any more, of a component that is damaged or that has come to be over a limit, stays
    /// where it is, and [`Host::unloaded`] tells of it. All versions are compiled when the host is made: a
    /// [code cache](Self::code_cache) makes that quick.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::{Deployment, Host};
    ///
    /// let host = Host::builder().state("state").build()?;
    /// host.deploy("greeter", Deployment::from_file("greeter.wasm")?)?;
    /// drop(host);
    /// let host = Host::builder().state("state").build()?;
    /// assert!(host.function("default", "greeter").is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn state(mut self, folder: impl Into<PathBuf>) -> Self {
        self.state = Some(folder.into());
        self
    }

    /// Keeps what functions write to their caches in the [folder of state](Self::state), too: single values and
    /// lists, with the time that they live.
    ///
    /// What a function was told to be written is there for the next host, even if the process is killed then; a
    /// machine that loses its power may lose the last writes. A change of a list writes all of that list, so
    /// that many pushes onto a long one are slow.
    pub fn persist_caches(mut self) -> Self {
        self.persist_caches = true;
        self
    }

    /// Keeps what functions put into the stand-in for S3 in the [folder of state](Self::state), too: the
    /// configuration's `[local.s3]` with a folder there.
    pub fn persist_objects(mut self) -> Self {
        self.persist_objects = true;
        self
    }

    fn open_state(&self) -> Result<Option<Arc<StateFolder>>, StateError> {
        match &self.state {
            Some(folder) => Ok(Some(Arc::new(StateFolder::open(folder)?))),
            None if self.persist_caches || self.persist_objects => Err(StateError::Unsuitable {
                reason: "there is no folder to keep it in: name one (`--state DIR`)".to_owned(),
            }),
            None => Ok(None),
        }
    }

    /// Keeps compiled code in a folder, for the next process: mapping it takes a fraction of a
    /// millisecond where compiling takes tens. Without this call the variable
    /// `MOMENTO_FUNCTIONS_CODE_CACHE` may name a folder, which is used if it can be; else nothing is kept.
    ///
    /// The files are machine code that the process runs: others must not be able to write to the folder.
    /// It is made if it is not there, for the user alone, and holds at most 1 GiB. Many processes may use
    /// it at once; a file that is broken, or of another version of wasmtime, is written anew.
    pub fn code_cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.code_cache = CodeCacheChoice::In(folder.into());
        self
    }

    /// Keeps compiled code in a folder, unless the environment names another one; and nowhere if the
    /// folder cannot be used, which [`Host::code_cache`] tells.
    pub fn default_code_cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.code_cache = CodeCacheChoice::Default(Some(folder.into()));
        self
    }

    /// Keeps no compiled code, whatever the environment says.
    pub fn no_code_cache(mut self) -> Self {
        self.code_cache = CodeCacheChoice::Nowhere;
        self
    }

    /// Opens the folder for compiled code, if there is to be one.
    pub(crate) fn open_code_cache(&self) -> Result<Option<CodeCache>, HostError> {
        self.code_cache.open()
    }

    /// Makes the host. Hosts with the same stack, fuel, memory and pool share one engine, and compiled code;
    /// that of the 64 components that were deployed last, at most 256 MiB and of two engines, stays for the
    /// next host.
    ///
    /// # Errors
    ///
    /// The engine cannot be made: its pool does not fit into the address space, for example. A setting
    /// of the configuration, or the folder of state, cannot be used.
    pub fn build(mut self) -> Result<Host, HostError> {
        let code_cache = self.code_cache.open()?;
        let engine = HostEngine::shared(&self.limits)?;
        let folder = self.open_state()?;
        let (store, stored) = match &folder {
            Some(folder) => {
                let (store, stored) = FunctionStore::open(Arc::clone(folder))?;
                (Some(store), stored)
            }
            None => (None, Vec::new()),
        };
        let mut configuration = self.configuration;
        if let (Some(folder), true) = (&folder, self.persist_objects) {
            keep_objects(&mut configuration, folder)?;
        }
        let functions = Arc::new(Functions::new(self.old_versions, store));
        let Configuration {
            egress, aws, local, ..
        } = configuration;
        let scripts = Scripts::default();
        let http = HttpClient::new(&egress)?.scripted(Scripted {
            scripts: scripts.clone(),
            only: self.scripted_http,
            policy: EgressPolicy::new(&egress),
            clock: Arc::clone(&self.clock),
            limit: self.limits.request_body(),
        });
        let way = http.trusted_way();
        self.caches.place(local.cache, &way)?;
        if let (Some(folder), true) = (&folder, self.persist_caches) {
            self.caches.keep(folder, &self.clock)?;
        }
        let secrets = SecretsManager::new(&self.clock).at(aws.secrets_manager.as_ref())?;
        secrets.define(local.secrets)?;
        let seed = Seed::new(self.seed);
        let settings = Arc::new(Settings {
            valkey: valkey::Clusters::new(&local.valkey, &way)?,
            roles: Roles::new(aws.roles, http.trusted())?,
            http,
            scripts,
            dynamodb: DynamoDb::new(&local.dynamodb, aws.dynamodb.as_ref())?,
            s3: S3::new(aws.s3.as_ref(), &local.s3)?,
            secrets,
            lambda: Lambda::new(aws.lambda.as_ref(), local.lambda)?,
            functions: Arc::downgrade(&functions),
            spawns: SpawnQueue::new(&self.limits),
            faults: Faults::seeded(self.seed.unwrap_or_default()),
            observed: self.observed,
            recorder: Recorder::default(),
            journal: Journal::keeping(self.keep_invoked),
            profiler: Profiler::new(self.profile_guests),
            tokens: tokens::authority(
                Arc::clone(&self.clock),
                &mut seed.source("tokens").stream(0),
            )?,
            limits: self.limits,
            counters: Counters::default(),
            clock: self.clock,
            seed,
            stdio: self.stdio,
            _slices: engine.slices()?,
            caches: self.caches,
            topics: self.topics,
        });
        drop(folder);
        let host = Host(Arc::new(Inner {
            engine,
            code_cache,
            settings,
            functions,
            unloaded: OnceLock::new(),
        }));
        host.restore(stored);
        Ok(host)
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

impl CodeCacheChoice {
    fn open(&self) -> Result<Option<CodeCache>, HostError> {
        match self {
            Self::Nowhere => Ok(None),
            Self::Default(folder) => {
                let named = std::env::var_os(CODE_CACHE_VARIABLE).filter(|named| !named.is_empty());
                let folder = named.map(PathBuf::from).or_else(|| folder.clone());
                Ok(folder.as_deref().and_then(if_possible))
            }
            Self::In(folder) => {
                CodeCache::open(folder)
                    .map(Some)
                    .map_err(|source| HostError::CodeCache {
                        folder: folder.clone(),
                        source,
                    })
            }
        }
    }
}

/// STA.10
fn keep_objects(configuration: &mut Configuration, folder: &StateFolder) -> Result<(), StateError> {
    let unsuitable = |where_they_are: &str| {
        let reason =
            format!("objects are {where_they_are}: leave that out, or `--persist objects`");
        Err(StateError::Unsuitable { reason })
    };
    if configuration.aws.s3.is_some() {
        return unsuitable("at the endpoint that `[aws.s3]` in momento.toml names");
    }
    if configuration.local.s3.folder.is_some() {
        return unsuitable("kept in the folder that `[local.s3]` in momento.toml names");
    }
    configuration.local.s3.folder = Some(folder.path().join(OBJECTS_FOLDER));
    Ok(())
}

fn if_possible(folder: &Path) -> Option<CodeCache> {
    CodeCache::open(folder)
        .inspect_err(|error| {
            tracing::warn!(folder = %folder.display(), %error, "compiled code is not kept");
        })
        .ok()
}
