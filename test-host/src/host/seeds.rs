//! What caches hold before the first invocation.

use super::Host;
use crate::caches::CacheStore;
use crate::configuration::{SeedBytes, SeedItem, SeedValue, Seeds};
use momento_functions_models::ServiceError;
use momento_functions_models::cache::ListTtl;
use std::path::PathBuf;
use std::{fs, io};

/// A cache could not be seeded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SeedError {
    /// A file that holds a value cannot be read.
    #[error("cannot read {}, which the cache `{cache}` is seeded with: {source}", path.display())]
    File {
        /// The cache.
        cache: String,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The cache takes no such item.
    #[error("the cache `{cache}` cannot be seeded with `{key}`: {source}")]
    Refused {
        /// The cache.
        cache: String,
        /// The item's key.
        key: String,
        /// What the cache says.
        source: ServiceError,
    },
}

impl Host {
    /// Puts items into caches, wherever those are. An item takes the place of one with its key.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or a cache does not take an item; what came before it stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::{Host, Seeds};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = Host::builder().build()?;
    /// let seeds = Seeds::from_toml("[cache.default]\ngreeting = 'Hello'")?;
    /// host.seed_caches(&seeds).await?;
    /// let greeting = host.cache_store("default").get(b"greeting").await?;
    /// assert_eq!(greeting.as_deref(), Some(b"Hello".as_slice()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn seed_caches(&self, seeds: &Seeds) -> Result<(), SeedError> {
        for (cache, items) in &seeds.cache {
            let store = self.cache_store(cache);
            for (key, item) in items {
                put(&store, cache, key, item).await?;
            }
        }
        Ok(())
    }
}

async fn put(store: &CacheStore, cache: &str, key: &str, item: &SeedItem) -> Result<(), SeedError> {
    let ttl = item.ttl.unwrap_or(store.limits().ttl());
    let milliseconds = u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX);
    let put = match &item.value {
        SeedValue::Single(value) => {
            let value = bytes(cache, value)?;
            store.set(key.as_bytes(), &value, milliseconds).await
        }
        SeedValue::List(values) => {
            let values = values.iter().map(|value| bytes(cache, value));
            let values = values.collect::<Result<Vec<_>, _>>()?;
            put_list(store, key.as_bytes(), &values, milliseconds).await
        }
    };
    put.map_err(|source| SeedError::Refused {
        cache: cache.to_owned(),
        key: key.to_owned(),
        source,
    })
}

/// A server may hold the list of an earlier start.
async fn put_list(
    store: &CacheStore,
    name: &[u8],
    values: &[Vec<u8>],
    milliseconds: u64,
) -> Result<(), ServiceError> {
    store.delete(name).await?;
    let ttl = ListTtl {
        milliseconds,
        refresh: true,
    };
    store
        .list_concatenate_back(name, values, ttl, u32::MAX)
        .await
        .map(drop)
}

fn bytes(cache: &str, value: &SeedBytes) -> Result<Vec<u8>, SeedError> {
    match value {
        SeedBytes::Inline(bytes) => Ok(bytes.clone()),
        SeedBytes::File(path) => fs::read(path).map_err(|source| SeedError::File {
            cache: cache.to_owned(),
            path: path.clone(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    async fn seeded(host: &Host, text: &str) -> Result<(), SeedError> {
        let seeds = Seeds::from_toml(&format!("[cache.c]\n{text}")).unwrap();
        host.seed_caches(&seeds).await
    }

    /// CFG.5
    #[tokio::test]
    async fn seeds_are_items_of_the_cache_until_their_time_is_over() {
        let host = Host::builder().virtual_clock().build().unwrap();
        let text = "short = { text = 'x', ttl = '1s' }\nlong = 'y'\nlist = ['a', 'b']";
        seeded(&host, text).await.unwrap();
        let cache = host.cache_store("c");
        assert_eq!(cache.get(b"short").await.unwrap().unwrap(), "x");
        host.clock().advance(Duration::from_secs(1));
        assert_eq!(cache.get(b"short").await.unwrap(), None);
        assert_eq!(cache.get(b"long").await.unwrap().unwrap(), "y");
        seeded(&host, "list = ['c']").await.unwrap();
        assert_eq!(cache.list_length(b"list").await.unwrap(), Some(1));
    }

    /// CFG.5
    #[tokio::test]
    async fn a_seed_that_cannot_be_is_named() {
        let host = Host::builder().build().unwrap();
        let told = seeded(&host, "page = { file = 'missing' }").await;
        let told = told.unwrap_err().to_string();
        assert!(told.contains("missing") && told.contains("`c`"), "{told}");
        let told = seeded(&host, "k = { text = 'hunter2', ttl = '9999h' }").await;
        let told = told.unwrap_err().to_string();
        assert!(told.contains("`k`") && told.contains("86400000"), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}
