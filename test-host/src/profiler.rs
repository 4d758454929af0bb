//! Where functions spend their time: samples of their stacks at the ends of time slices.

use crate::engine::TIME_SLICE;
use crate::function::Function;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use wasmtime::{AsContext, GuestProfiler};

/// How many samples are taken of one function: some 16 minutes of work.
const MAX_SAMPLES: u64 = 1_000_000;

/// How many functions are looked at.
const MAX_FUNCTIONS: usize = 256;

/// Where one version of a function has spent its time.
#[derive(Clone)]
#[non_exhaustive]
pub struct GuestProfile {
    /// The function's cache.
    pub cache: String,
    /// The function's name.
    pub function: String,
    /// The function's version.
    pub version: u64,
    /// How many samples there are, about one a millisecond of work. Waiting for host calls is not in them.
    pub samples: u64,
    /// The profile, as <https://profiler.firefox.com> reads it: JSON in its processed format.
    pub json: Vec<u8>,
}

/// The functions that are looked at, if any are.
#[derive(Debug, Default)]
pub(crate) struct Profiler {
    on: bool,
    samplers: Mutex<Samplers>,
}

type Samplers = BTreeMap<Key, Arc<Sampler>>;

/// Cache, name and version.
type Key = (String, String, u64);

/// Takes samples of one function, whichever of its invocations is at work.
pub(crate) struct Sampler(Mutex<Taken>);

struct Taken {
    samples: u64,
    profiler: Option<GuestProfiler>,
}

impl Profiler {
    pub(crate) fn new(on: bool) -> Self {
        Self {
            on,
            samplers: Mutex::default(),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.on
    }

    /// Gives who takes samples of a function, if somebody is to.
    pub(crate) fn of(&self, function: &Function) -> Option<Arc<Sampler>> {
        if !self.on {
            return None;
        }
        let (cache, name) = (function.cache().to_owned(), function.name().to_owned());
        let key = (cache, name, function.version());
        let mut samplers = self.samplers();
        if let Some(known) = samplers.get(&key) {
            return Some(Arc::clone(known));
        }
        if samplers.len() >= MAX_FUNCTIONS {
            return None;
        }
        let sampler = Arc::new(Sampler::new(function)?);
        samplers.insert(key, Arc::clone(&sampler));
        Some(sampler)
    }

    /// Ends all that was begun, and gives what came of it.
    pub(crate) fn take(&self) -> Vec<GuestProfile> {
        let samplers = std::mem::take(&mut *self.samplers());
        let profiles = samplers.into_iter();
        profiles
            .filter_map(|(key, sampler)| sampler.finish(key))
            .collect()
    }

    fn samplers(&self) -> MutexGuard<'_, Samplers> {
        self.samplers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sampler {
    fn new(function: &Function) -> Option<Self> {
        let entry = function.entry();
        let component = entry.component().clone();
        let name = function.name();
        let made = GuestProfiler::new_component(entry.engine(), name, TIME_SLICE, component, []);
        let profiler = made
            .inspect_err(|error| tracing::warn!(%error, function = name, "it is not profiled"))
            .ok()?;
        Some(Self(Mutex::new(Taken {
            samples: 0,
            profiler: Some(profiler),
        })))
    }

    /// Takes a sample of a guest that is at work.
    pub(crate) fn sample(&self, store: impl AsContext) {
        let mut taken = self.taken();
        if taken.samples >= MAX_SAMPLES {
            return;
        }
        if let Some(profiler) = &mut taken.profiler {
            profiler.sample(store, TIME_SLICE);
            taken.samples += 1;
        }
    }

    fn finish(&self, (cache, function, version): Key) -> Option<GuestProfile> {
        let (samples, profiler) = {
            let mut taken = self.taken();
            (taken.samples, taken.profiler.take()?)
        };
        let mut json = Vec::new();
        let written = profiler.finish(&mut json);
        written
            .inspect_err(|error| tracing::warn!(%error, function, "a profile cannot be written"))
            .ok()?;
        Some(GuestProfile {
            cache,
            function,
            version,
            samples,
            json,
        })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sampler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sampler")
            .field("samples", &self.taken().samples)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for GuestProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuestProfile")
            .field("function", &self.function)
            .field("version", &self.version)
            .field("samples", &self.samples)
            .field("bytes", &self.json.len())
            .finish_non_exhaustive()
    }
}
