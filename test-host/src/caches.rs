//! The caches of a host: in memory, or on a server.

mod configuration;
mod scripts;
mod server;
mod server_answer;
mod server_lists;
mod spans;
mod store;
mod store_lists;

use crate::error::HostError;
use crate::http_client::Way;
use crate::valkey::{Configured, LocalValkey};
pub use configuration::LocalCache;
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

    fn make(&self, name: &str, clock: &Arc<dyn Clock>) -> CacheStore {
        let limits = self.limits.clone();
        match &self.server {
            None => CacheStore::memory(Arc::new(Cache::new(Arc::clone(clock), limits))),
            Some(server) => {
                let at = Arc::clone(&server.at);
                let cache = ServerCache::new(at, server.prefix(name), limits);
                CacheStore::server(cache)
            }
        }
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
