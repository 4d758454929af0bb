//! What people see of a cache: its keys page by page, and its items.

use super::store::{CacheStore, Store};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::ItemSummary;
use std::sync::Arc;

/// Some items of a cache.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<ItemSummary>,
    /// Where the next page begins; what it means is the cache's own affair.
    pub(crate) next: Option<Bytes>,
}

/// Which part of an item is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    /// The first value of a list.
    pub(crate) first: u32,
    /// How many values of a list; 0 for none of any kind.
    pub(crate) most: u32,
    /// How many bytes of a single value are enough.
    pub(crate) bytes: u32,
}

/// An item, and what was asked for of it.
pub(crate) type Seen = Option<(ItemSummary, Vec<Bytes>)>;

/// In memory, looking is no use: it keeps nothing from being evicted.
impl CacheStore {
    /// Lists items whose key begins with `prefix`: in memory the next `most` in the order of their keys, on
    /// a server about so many as it has them.
    pub(crate) async fn browse(
        &self,
        prefix: &[u8],
        after: Option<Bytes>,
        most: usize,
    ) -> Result<Page, ServiceError> {
        let cache = match &self.0 {
            Store::Memory(cache) => Arc::clone(cache),
            Store::Server(cache) => return Box::pin(cache.browse(prefix, after, most)).await,
        };
        let prefix = prefix.to_vec();
        // A million keys take their time.
        let found = tokio::task::spawn_blocking(move || {
            cache.browse(&prefix, after.as_deref(), most.saturating_add(1))
        });
        let items = found.await.map_err(|_| ServiceError::InternalError)?;
        Ok(page(items, most))
    }

    /// Looks at the item of a key.
    pub(crate) async fn look(&self, key: &[u8], part: Part) -> Result<Seen, ServiceError> {
        match &self.0 {
            Store::Memory(cache) => Ok(cache.look(key, part.first, part.most)),
            Store::Server(cache) => Box::pin(cache.look(key, part)).await,
        }
    }
}

fn page(mut items: Vec<ItemSummary>, most: usize) -> Page {
    let is_more = items.len() > most;
    items.truncate(most);
    let last = items.last().map(|item| item.key.clone());
    Page {
        items,
        next: last.filter(|_| is_more),
    }
}
