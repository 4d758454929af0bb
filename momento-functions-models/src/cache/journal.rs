use super::entry::{Entry, ItemKind, Kind};
use super::shard::{Moment, Shard};
use super::store::Cache;
use crate::ServiceError;
use bytes::Bytes;
use std::fmt::Debug;
use std::io;
use std::time::SystemTime;

/// Is told of each change of a cache before whoever made it: for a cache that outlives its process.
pub trait CacheJournal: Debug + Send + Sync {
    /// Notes what is under a key from now on. A single value is the first of its values, and the only one.
    ///
    /// # Errors
    ///
    /// It was not noted, which the caller of the cache is told. The item is as it was before.
    fn put(&self, key: &[u8], item: &JournalItem) -> io::Result<()>;

    /// Notes that nothing is under a key from now on: it was removed, or dropped for want of room.
    ///
    /// # Errors
    ///
    /// It was not noted, which the caller of the cache is told who removed it. The item is there as before, unless
    /// it was dropped for want of room.
    fn remove(&self, key: &[u8]) -> io::Result<()>;
}

/// An item of a cache, as it is noted and brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalItem {
    /// Which kind of item it is.
    pub kind: ItemKind,
    /// Its values.
    pub values: Vec<Bytes>,
    /// When its time is over.
    pub deadline: SystemTime,
}

impl Cache {
    /// Has each change noted from now on.
    #[must_use]
    pub fn with_journal(mut self, journal: Box<dyn CacheJournal>) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Brings an item back that was noted, unless its time is over.
    ///
    /// # Errors
    ///
    /// It is larger than the cache.
    pub fn restore(&self, key: &[u8], item: &JournalItem) -> Result<(), ServiceError> {
        let Ok(left) = item.deadline.duration_since(self.clock().wall()) else {
            return Ok(());
        };
        self.put_back(key, item, self.clock().monotonic().saturating_add(left))
    }

    /// Does a call that may change the item of a key, and has the change noted: one that cannot be is undone.
    pub(super) fn change<R, E: From<ServiceError>>(
        &self,
        key: &[u8],
        call: impl FnOnce(&mut Shard, Moment) -> Result<R, E>,
    ) -> Result<R, E> {
        self.call(key, |shard, moment| {
            let Some(journal) = &self.journal else {
                return call(shard, moment);
            };
            let before = shard.entry(key).map(|(_, entry)| entry.clone());
            let result = call(shard, moment)?;
            let after = shard.entry(key).map(|(_, entry)| entry);
            let noted = self.note(&**journal, key, (before.as_ref(), after), moment);
            if noted.is_err() {
                shard.put_back(key, before);
                return Err(ServiceError::InternalError.into());
            }
            Ok(result)
        })
    }

    fn note(
        &self,
        journal: &dyn CacheJournal,
        key: &[u8],
        (before, entry): (Option<&Entry>, Option<&Entry>),
        moment: Moment,
    ) -> io::Result<()> {
        let Some(entry) = entry else {
            return journal.remove(key);
        };
        if before.is_some_and(|before| before.is_same(entry)) {
            return Ok(());
        }
        let (kind, values) = match &entry.kind {
            Kind::Scalar(value) => (ItemKind::Scalar, vec![value.value().clone()]),
            Kind::List(list) => (ItemKind::List, list.values()),
        };
        let left = entry.deadline.saturating_sub(moment.now);
        let item = JournalItem {
            kind,
            values,
            deadline: self.clock().wall() + left,
        };
        journal.put(key, &item)
    }
}
