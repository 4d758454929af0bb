use super::entry::Entry;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The keys of a shard by their last use and by their deadline.
#[derive(Debug, Default)]
pub(super) struct Ages {
    uses: BTreeMap<u64, Bytes>,
    deadlines: BTreeSet<(Duration, Bytes)>,
}

impl Ages {
    pub(super) fn add(&mut self, key: &Bytes, entry: &Entry) {
        self.uses.insert(entry.queued, key.clone());
        self.deadlines.insert((entry.deadline, key.clone()));
    }

    pub(super) fn remove(&mut self, key: &Bytes, entry: &Entry) {
        self.uses.remove(&entry.queued);
        self.deadlines.remove(&(entry.deadline, key.clone()));
    }

    /// Returns the first key in the queue for eviction, and the tick that it is queued under.
    pub(super) fn oldest(&self) -> Option<(u64, &Bytes)> {
        self.uses.first_key_value().map(|(tick, key)| (*tick, key))
    }

    /// Returns the key whose time is over first, and when that is.
    pub(super) fn next_deadline(&self) -> Option<(Duration, &Bytes)> {
        self.deadlines
            .first()
            .map(|(deadline, key)| (*deadline, key))
    }
}
