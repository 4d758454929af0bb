use super::server::ServerCache;
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{Cache, CacheLimits, SetIf, SetIfHash, ValueHash};
use std::fmt;
use std::sync::Arc;

/// A cache of a host, wherever its items are: in memory, or on a server of `[local.cache]`.
///
/// The calls are those of [`Cache`], and do the same. A clone is the same cache.
///
/// # Errors
///
/// As for [`Cache`]; and of a server:
/// - [`ServiceError::FailedPrecondition`]: it cannot be reached, or refuses the call: it is loading,
///   read-only, without the key's slot
/// - [`ServiceError::PermissionDenied`]: it does not let this user in, or do this
/// - [`ServiceError::LimitExceeded`]: it has no memory left, or the call moves more than one call may
/// - [`ServiceError::Timeout`]: no answer came in time; a write may have been done
/// - [`ServiceError::InternalError`]: the connection broke off, or the answer is none to the call; a
///   write may have been done
///
/// The next call finds a server that is back.
///
/// # Limits
///
/// A call of a server sends at most 32 MiB, adds at most 1,000,000 values to a list, and gets at most
/// 32 MiB or 500,000 values. Of what it got, an invocation, or who has one of these, holds at most
/// 128 MiB. What is kept is bounded by the server's `maxmemory`, not by
/// [`CacheLimits::bytes`].
#[derive(Clone)]
pub struct CacheStore(pub(super) Store);

#[derive(Clone)]
pub(super) enum Store {
    Memory(Arc<Cache>),
    Server(Box<ServerCache>),
}

/// Asks the cache, wherever it is. In memory that takes neither a wait nor an allocation; a call of
/// a server is boxed, so that it does not make the others larger.
macro_rules! ask {
    ($store:ident.$call:ident($($argument:expr),*)) => {
        match &$store.0 {
            Store::Memory(cache) => cache.$call($($argument),*),
            Store::Server(cache) => Box::pin(cache.$call($($argument),*)).await,
        }
    };
}
pub(super) use ask;

impl CacheStore {
    pub(super) fn memory(cache: Arc<Cache>) -> Self {
        Self(Store::Memory(cache))
    }

    pub(super) fn server(cache: ServerCache) -> Self {
        Self(Store::Server(Box::new(cache)))
    }

    pub(crate) fn in_memory(self) -> Option<Arc<Cache>> {
        match self.0 {
            Store::Memory(cache) => Some(cache),
            Store::Server(_) => None,
        }
    }

    /// Returns what the cache accepts.
    #[must_use]
    pub fn limits(&self) -> &CacheLimits {
        match &self.0 {
            Store::Memory(cache) => cache.limits(),
            Store::Server(cache) => cache.limits(),
        }
    }

    /// Does [`Cache::get`].
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn get(&self, key: &[u8]) -> Result<Option<Bytes>, ServiceError> {
        ask!(self.get(key))
    }

    /// Does [`Cache::get_with_hash`].
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn get_with_hash(
        &self,
        key: &[u8],
    ) -> Result<Option<(Bytes, ValueHash)>, ServiceError> {
        ask!(self.get_with_hash(key))
    }

    /// Does [`Cache::set`].
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn set(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
    ) -> Result<(), ServiceError> {
        ask!(self.set(key, value, ttl_milliseconds))
    }

    /// Does [`Cache::set_if`].
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn set_if(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
        condition: SetIf<'_>,
    ) -> Result<bool, ServiceError> {
        ask!(self.set_if(key, value, ttl_milliseconds, condition))
    }

    /// Does [`Cache::set_if_hash`].
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn set_if_hash(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
        condition: SetIfHash<'_>,
    ) -> Result<Option<ValueHash>, ServiceError> {
        ask!(self.set_if_hash(key, value, ttl_milliseconds, condition))
    }

    /// Does [`Cache::delete`].
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn delete(&self, key: &[u8]) -> Result<(), ServiceError> {
        ask!(self.delete(key))
    }
}

impl fmt::Debug for CacheStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Store::Memory(cache) => cache.fmt(f),
            Store::Server(cache) => cache.fmt(f),
        }
    }
}
