use crate::aws::{Caller, DynamoDb, Lambda, Roles, S3, SecretsManager};
use crate::caches::{CacheStore, Caches};
use crate::engine::Slices;
use crate::functions::Functions;
use crate::http_client::HttpClient;
use crate::invoked::Journal;
use crate::limits::Limits;
use crate::metrics::Counters;
use crate::observe::{Faults, Observer, Recorder, Replay};
use crate::profiler::Profiler;
use crate::seed::Seed;
use crate::spawn::SpawnQueue;
use crate::tokens::TokenAuthority;
use crate::topics::TopicsByCache;
use crate::valkey;
use momento_functions_models::Clock;
use momento_functions_models::http_script::Scripts;
use std::sync::{Arc, Weak};

/// What a host's functions share.
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) counters: Counters,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) seed: Seed,
    /// Whether what a function writes to stdout and stderr goes to its log; else a write traps.
    pub(crate) stdio: bool,
    pub(crate) caches: Caches,
    pub(crate) topics: TopicsByCache,
    pub(crate) valkey: valkey::Clusters,
    pub(crate) http: HttpClient,
    /// What answers the HTTP requests of functions in a test.
    pub(crate) scripts: Scripts,
    pub(crate) roles: Roles,
    pub(crate) dynamodb: DynamoDb,
    /// Weak, since each function has these settings.
    pub(crate) functions: Weak<Functions>,
    pub(crate) spawns: SpawnQueue,
    pub(crate) tokens: TokenAuthority,
    pub(crate) s3: S3,
    pub(crate) secrets: SecretsManager,
    pub(crate) lambda: Lambda,
    pub(crate) faults: Faults,
    /// Whether host calls are written down.
    pub(crate) observed: bool,
    pub(crate) recorder: Recorder,
    pub(crate) journal: Journal,
    pub(crate) profiler: Profiler,
    /// Held: else a busy guest would hold up others.
    pub(crate) _slices: Arc<Slices>,
}

impl Settings {
    pub(crate) fn cache(&self, name: &str) -> CacheStore {
        self.caches.get(name, &self.clock)
    }

    /// Makes who writes down the host calls of one invocation, where somebody wants to know.
    pub(crate) fn observer(&self, replay: Option<Replay>) -> Option<Observer> {
        let wanted =
            self.observed || replay.is_some() || self.faults.is_any() || self.recorder.is_on();
        wanted.then(|| Observer::new(&self.clock, &self.faults, replay))
    }

    /// Gives what a call to AWS takes.
    pub(crate) fn caller(&self) -> Caller<'_> {
        Caller {
            http: &self.http,
            roles: &self.roles,
            clock: &self.clock,
        }
    }
}
