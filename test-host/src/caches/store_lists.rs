use super::store::{CacheStore, Store, ask};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{EndIndex, ListRange, ListTtl, Popped, StartIndex};

/// Lists.
impl CacheStore {
    /// Does [`Cache::list_concatenate_front`](crate::Cache::list_concatenate_front).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_concatenate_front(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]> + Sync],
        ttl: ListTtl,
        truncate_back_to: u32,
    ) -> Result<u32, ServiceError> {
        ask!(self.list_concatenate_front(name, values, ttl, truncate_back_to))
    }

    /// Does [`Cache::list_concatenate_back`](crate::Cache::list_concatenate_back).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_concatenate_back(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]> + Sync],
        ttl: ListTtl,
        truncate_front_to: u32,
    ) -> Result<u32, ServiceError> {
        ask!(self.list_concatenate_back(name, values, ttl, truncate_front_to))
    }

    /// Does [`Cache::list_push_front`](crate::Cache::list_push_front).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_push_front(
        &self,
        name: &[u8],
        value: &[u8],
        ttl: ListTtl,
        truncate_back_to: u32,
    ) -> Result<u32, ServiceError> {
        self.list_concatenate_front(name, &[value], ttl, truncate_back_to)
            .await
    }

    /// Does [`Cache::list_push_back`](crate::Cache::list_push_back).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_push_back(
        &self,
        name: &[u8],
        value: &[u8],
        ttl: ListTtl,
        truncate_front_to: u32,
    ) -> Result<u32, ServiceError> {
        self.list_concatenate_back(name, &[value], ttl, truncate_front_to)
            .await
    }

    /// Does [`Cache::list_pop_front`](crate::Cache::list_pop_front).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_pop_front(&self, name: &[u8]) -> Result<Option<Popped>, ServiceError> {
        ask!(self.list_pop_front(name))
    }

    /// Does [`Cache::list_pop_back`](crate::Cache::list_pop_back).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_pop_back(&self, name: &[u8]) -> Result<Option<Popped>, ServiceError> {
        ask!(self.list_pop_back(name))
    }

    /// Does [`Cache::list_erase`](crate::Cache::list_erase).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_erase(
        &self,
        name: &[u8],
        ranges: &[ListRange],
    ) -> Result<Option<u32>, ServiceError> {
        ask!(self.list_erase(name, ranges))
    }

    /// Does [`Cache::list_erase_all`](crate::Cache::list_erase_all).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_erase_all(&self, name: &[u8]) -> Result<Option<u32>, ServiceError> {
        ask!(self.list_erase_all(name))
    }

    /// Does [`Cache::list_remove`](crate::Cache::list_remove).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_remove(
        &self,
        name: &[u8],
        value: &[u8],
    ) -> Result<Option<u32>, ServiceError> {
        ask!(self.list_remove(name, value))
    }

    /// Does [`Cache::list_fetch`](crate::Cache::list_fetch).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_fetch(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
    ) -> Result<Option<Vec<Bytes>>, ServiceError> {
        ask!(self.list_fetch(name, start, end))
    }

    /// Does [`Cache::list_length`](crate::Cache::list_length).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_length(&self, name: &[u8]) -> Result<Option<u32>, ServiceError> {
        ask!(self.list_length(name))
    }

    /// Does [`Cache::list_retain`](crate::Cache::list_retain).
    ///
    /// # Errors
    ///
    /// As for [`CacheStore`].
    pub async fn list_retain(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
        ttl: ListTtl,
    ) -> Result<Option<u32>, ServiceError> {
        ask!(self.list_retain(name, start, end, ttl))
    }
}
