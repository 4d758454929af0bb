use momento_functions_models::Clock;
use momento_functions_models::cache::{Cache, CacheLimits};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The caches of a host by name: each is made when it is first asked for.
#[derive(Default)]
pub(crate) struct Caches {
    limits: CacheLimits,
    made: RwLock<HashMap<String, Arc<Cache>>>,
}

impl Caches {
    pub(crate) fn new(limits: CacheLimits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Gives the cache that all functions of this name's cache share.
    pub(crate) fn get(&self, name: &str, clock: &Arc<dyn Clock>) -> Arc<Cache> {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(cache) = made.get(name) {
            return Arc::clone(cache);
        }
        drop(made);
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(Cache::new(Arc::clone(clock), self.limits.clone()));
        Arc::clone(made.entry(name.to_owned()).or_insert_with(make))
    }
}
