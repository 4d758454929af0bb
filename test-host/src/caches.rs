//! The caches of a host: in memory, or on a server.

mod configuration;
mod log;
mod look;
mod scripts;
mod server;
mod server_answer;
mod server_lists;
mod server_look;
mod spans;
mod store;
mod store_lists;

use crate::error::{HostError, StateError};
use crate::http_client::Way;
use crate::state::StateFolder;
use crate::valkey::{Configured, LocalValkey};
pub use configuration::LocalCache;
use log::CacheLog;
pub(crate) use look::{Page, Part};
use momento_functions_models::Clock;
use momento_functions_models::cache::{Cache, CacheLimits};
use server::ServerCache;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
pub use store::CacheStore;

/// The caches of a host by name: each is made when it is first asked for.
#[derive(Default)]
pub(crate) struct Caches {
    pub(crate) limits: CacheLimits,
    /// Where they are, if not in memory.
    server: Option<Server>,
    /// What is written of those in memory, if it is.
    log: Option<Arc<CacheLog>>,
    made: RwLock<HashMap<String, CacheStore>>,
}

struct Server {
    at: Arc<Configured>,
    prefix: String,
}

impl Caches {
    /// Puts the caches on a server, if the configuration names one.
    ///
    /// # Errors
    ///
    /// It is configured in a way that cannot work.
    pub(crate) fn place(&mut self, at: Option<LocalCache>, way: &Way) -> Result<(), HostError> {
        let Some(at) = at else {
            return Ok(());
        };
        let mut server = LocalValkey::new(at.url);
        server.cluster = at.cluster;
        server.timeout_milliseconds = at.timeout_milliseconds;
        self.server = Some(Server {
            at: Arc::new(Configured::new("local.cache", &server, way)?),
            prefix: at.prefix,
        });
        Ok(())
    }

    /// Gives the cache that all functions of this name's cache share.
    pub(crate) fn get(&self, name: &str, clock: &Arc<dyn Clock>) -> CacheStore {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(cache) = made.get(name) {
            return cache.clone();
        }
        drop(made);
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        let cache = made.entry(name.to_owned());
        cache.or_insert_with(|| self.make(name, clock)).clone()
    }

    /// Gives a cache, if somebody has asked for it.
    pub(crate) fn find(&self, name: &str) -> Option<CacheStore> {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        made.get(name).cloned()
    }

    /// Counts the caches that somebody has asked for.
    pub(crate) fn count(&self) -> usize {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        made.len()
    }

    /// Lists the caches that somebody has asked for, by name.
    pub(crate) fn names(&self) -> Vec<String> {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let mut names: Vec<String> = made.keys().cloned().collect();
        names.sort();
        names
    }

    fn make(&self, name: &str, clock: &Arc<dyn Clock>) -> CacheStore {
        let limits = self.limits.clone();
        match &self.server {
            None => CacheStore::memory(Arc::new(self.in_memory(name, clock))),
            Some(server) => {
                let at = Arc::clone(&server.at);
                let cache = ServerCache::new(at, server.prefix(name), limits);
                CacheStore::server(cache)
            }
        }
    }
}

impl Caches {
    /// Has what is in memory written to a folder, and brings back what is written there: STA.9.
    pub(crate) fn keep(
        &mut self,
        folder: &Arc<StateFolder>,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), StateError> {
        if self.server.is_some() {
            return Err(StateError::Unsuitable {
                reason: "the caches are on the server that `[local.cache]` in momento.toml names, which keeps them \
                         itself: leave that out, or `--persist cache`"
                    .to_owned(),
            });
        }
        self.log = Some(CacheLog::open(Arc::clone(folder), clock)?);
        Ok(())
    }

    fn in_memory(&self, name: &str, clock: &Arc<dyn Clock>) -> Cache {
        let cache = Cache::new(Arc::clone(clock), self.limits.clone());
        let Some(log) = &self.log else {
            return cache;
        };
        let cache = cache.with_journal(log.journal(name));
        let items = log.items(name).unwrap_or_else(|error| {
            tracing::error!(cache = name, %error, "what was kept of the cache cannot be read");
            Vec::new()
        });
        for (key, item) in items {
            if let Err(error) = cache.restore(&key, &item) {
                tracing::warn!(cache = name, %error, "an item of the cache is not brought back");
            }
        }
        cache
    }
}

impl Server {
    /// What the keys of a cache begin with. The name has no colon but the one after it, so that no key of
    /// one cache is one of another.
    fn prefix(&self, cache: &str) -> String {
        let name = cache.replace('%', "%25").replace(':', "%3A");
        format!("{}{name}:", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http_client::HttpClient;

    /// CACHE.7
    #[test]
    fn no_key_of_one_cache_is_one_of_another() {
        let mut caches = Caches::default();
        let at = LocalCache::new("redis://localhost");
        let way = HttpClient::default().trusted_way();
        caches.place(Some(at), &way).unwrap();
        let server = caches.server.unwrap();
        assert_eq!(server.prefix("default"), "momento:default:");
        let [one, other, third] = ["a", "a:b", "a%3Ab"].map(|name| server.prefix(name));
        assert_eq!(one, "momento:a:");
        assert!(!other.starts_with(&one) && !third.starts_with(&other));
    }
}
