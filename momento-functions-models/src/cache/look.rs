use super::entry::{Entry, ItemKind, Kind};
use super::span::{EndIndex, StartIndex};
use super::store::Cache;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::time::Duration;

/// What can be told of an item without its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSummary {
    /// The key, or the name of a list.
    pub key: Bytes,
    /// What is under the key.
    pub kind: ItemKind,
    /// How many bytes a value has, or how many values a list.
    pub size: u64,
    /// How long it is still there.
    pub ttl: Duration,
}

/// Looks for people at what is kept. Looking is no use: it keeps nothing from being evicted.
impl Cache {
    /// Lists the items whose key begins with `prefix`, by key: the first `most` after the key `after`.
    ///
    /// All keys are gone through, and a shard is locked for as long as its keys take.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_models::{ManualClock, cache::{Cache, CacheLimits}};
    /// use std::sync::Arc;
    ///
    /// let cache = Cache::new(Arc::new(ManualClock::default()), CacheLimits::default());
    /// cache.set(b"user:2", b"Grace", 60_000)?;
    /// cache.set(b"user:1", b"Ada", 60_000)?;
    /// let users = cache.browse(b"user:", None, 10);
    /// assert_eq!(users[0].key, "user:1");
    /// assert_eq!(cache.browse(b"user:", Some(b"user:1"), 10)[0].key, "user:2");
    /// # Ok::<(), momento_functions_models::ServiceError>(())
    /// ```
    #[must_use]
    pub fn browse(&self, prefix: &[u8], after: Option<&[u8]>, most: usize) -> Vec<ItemSummary> {
        let mut found = BTreeMap::new();
        self.each_shard(|shard, moment| {
            for (key, entry) in shard.entries() {
                let is_last = |(last, _): (&Bytes, _)| found.len() >= most && *last < *key;
                if key.starts_with(prefix)
                    && after.is_none_or(|after| **key > *after)
                    && !found.last_key_value().is_some_and(is_last)
                {
                    found.insert(key.clone(), summary(key, entry, moment.now));
                    if found.len() > most {
                        found.pop_last();
                    }
                }
            }
        });
        found.into_values().collect()
    }

    /// Looks at the item of `key`: of a list at `most` values from `first` on, else at the one value.
    #[must_use]
    pub fn look(&self, key: &[u8], first: u32, most: u32) -> Option<(ItemSummary, Vec<Bytes>)> {
        self.call(key, |shard, moment| {
            let (key, entry) = shard.entry(key)?;
            let values = match &entry.kind {
                Kind::Scalar(value) => vec![value.value().clone()],
                Kind::List(list) => list.fetch(
                    StartIndex::Inclusive(clamped(first)),
                    EndIndex::Exclusive(clamped(first.saturating_add(most))),
                ),
            };
            Some((summary(key, entry, moment.now), values))
        })
    }
}

/// Indexes of the contract are signed; those from the front are not negative.
fn clamped(index: u32) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

fn summary(key: &Bytes, entry: &Entry, now: Duration) -> ItemSummary {
    let (kind, size) = match &entry.kind {
        Kind::Scalar(value) => (ItemKind::Scalar, value.value().len() as u64),
        Kind::List(list) => (ItemKind::List, list.length().into()),
    };
    ItemSummary {
        key: key.clone(),
        kind,
        size,
        ttl: entry.deadline.saturating_sub(now),
    }
}
