use super::ages::Ages;
use super::budget::Budget;
use super::entry::{Entry, Kind, item_cost};
use super::hash::Hashed;
use super::list::List;
use super::refusal::{Eviction, Refusal};
use crate::ServiceError;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// When a call to the cache happens: the clock's time, and its place in the order of all calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) now: Duration,
    pub(super) tick: u64,
}

/// The items of some keys.
///
/// Whatever a shard keeps, it has taken from the budget.
#[derive(Debug)]
pub(super) struct Shard {
    entries: HashMap<Bytes, Entry>,
    ages: Ages,
    budget: Arc<Budget>,
}

impl Shard {
    pub(super) fn new(budget: Arc<Budget>) -> Self {
        Self {
            entries: HashMap::new(),
            ages: Ages::default(),
            budget,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn ages(&self) -> &Ages {
        &self.ages
    }

    /// Gives all items, which are not used by that.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&Bytes, &Entry)> {
        self.entries.iter()
    }

    /// Gives the item of `key`, which is not used by that.
    pub(super) fn entry(&self, key: &[u8]) -> Option<(&Bytes, &Entry)> {
        self.entries.get_key_value(key)
    }

    /// Drops the items whose time is over, and tells how many there were.
    pub(super) fn sweep(&mut self, now: Duration) -> usize {
        let mut dropped = 0;
        while let Some((deadline, key)) = self.ages.next_deadline() {
            if deadline > now {
                break;
            }
            let key = key.clone();
            self.remove(&key);
            dropped += 1;
        }
        dropped
    }

    /// Returns the item of `key`, which is used by that.
    pub(super) fn kind(&mut self, key: &[u8], moment: Moment) -> Option<&mut Kind> {
        let entry = self.entries.get_mut(key)?;
        entry.used = moment.tick;
        Some(&mut entry.kind)
    }

    pub(super) fn scalar(
        &mut self,
        key: &[u8],
        moment: Moment,
    ) -> Result<Option<&Arc<Hashed>>, ServiceError> {
        let kind = self.kind(key, moment);
        kind.map(|kind| kind.scalar()).transpose()
    }

    pub(super) fn list(
        &mut self,
        key: &[u8],
        moment: Moment,
    ) -> Result<Option<&mut List>, ServiceError> {
        self.kind(key, moment).map(Kind::list).transpose()
    }

    /// Removes the item of `key`, and tells whether there was one.
    pub(super) fn remove(&mut self, key: &[u8]) -> bool {
        let Some((key, entry)) = self.entries.remove_entry(key) else {
            return false;
        };
        self.ages.remove(&key, &entry);
        self.budget.give(entry.kind.cost(&key));
        true
    }

    /// Stores a value in place of what is there, of whichever kind that is.
    pub(super) fn store(
        &mut self,
        key: &[u8],
        value: &Arc<Hashed>,
        deadline: Duration,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let kind = Kind::Scalar(Arc::clone(value));
        let own = self.cost(key);
        let growth = kind.cost(key).saturating_sub(own);
        self.take(own, growth)?;
        let surplus = (own + growth) - kind.cost(key);
        self.forget(key);
        self.insert(key, kind, deadline, moment);
        self.budget.give(surplus);
        Ok(())
    }

    /// Puts the item of `key` back as it was before a change. Where its room is another's by now, there is none.
    pub(super) fn put_back(&mut self, key: &[u8], before: Option<Entry>) {
        let own = self.cost(key);
        let cost = before.as_ref().map_or(0, |entry| entry.kind.cost(key));
        let has_room = cost <= own || self.budget.take(cost - own);
        self.forget(key);
        let Some(entry) = before.filter(|_| has_room) else {
            return self.budget.give(own);
        };
        self.budget.give(own.saturating_sub(cost));
        let key = Bytes::copy_from_slice(key);
        self.ages.add(&key, &entry);
        self.entries.insert(key, entry);
    }

    /// Has `change` work on the list of `key`, which it makes when there is none.
    ///
    /// `growth` is the most that the list may grow by.
    pub(super) fn grow_list(
        &mut self,
        key: &[u8],
        growth: u64,
        deadline: Duration,
        moment: Moment,
        change: impl FnOnce(&mut List),
    ) -> Result<u32, Refusal> {
        let is_new = self.list(key, moment)?.is_none();
        let made = if is_new { item_cost(key) } else { 0 };
        self.take(self.cost(key), made + growth)?;
        if is_new {
            self.insert(key, Kind::List(List::default()), deadline, moment);
        }
        let length = self.change_list(key, growth, moment, |list| {
            change(list);
            list.length()
        })?;
        Ok(length.unwrap_or(0))
    }

    /// Has `change` work on the list of `key`, then drops a list that is empty. `paid` is what was
    /// taken from the budget for the change.
    pub(super) fn change_list<R>(
        &mut self,
        key: &[u8],
        paid: u64,
        moment: Moment,
        change: impl FnOnce(&mut List) -> R,
    ) -> Result<Option<R>, ServiceError> {
        let Some(list) = self.list(key, moment)? else {
            return Ok(None);
        };
        let paid = paid + list.cost();
        let result = change(list);
        let (cost, is_empty) = (list.cost(), list.is_empty());
        self.budget.give(paid - cost);
        if is_empty {
            self.remove(key);
        }
        Ok(Some(result))
    }

    /// Sets when the time of an item is over.
    pub(super) fn set_deadline(&mut self, key: &[u8], deadline: Duration) {
        self.reage(key, |entry| entry.deadline = deadline);
    }

    /// Tries to make room by the first item of the queue, unless that is `spared`.
    pub(super) fn evict(&mut self, spared: &[u8], moment: Moment) -> Eviction {
        let Some((tick, key)) = self.ages.oldest() else {
            return Eviction::Empty;
        };
        let key = key.clone();
        if key == spared {
            self.reage(&key, |entry| entry.queued = moment.tick);
            return Eviction::Spared;
        }
        let used = self.entries.get(&key).map_or(tick, |entry| entry.used);
        if used > tick {
            self.reage(&key, |entry| entry.queued = entry.used);
            return Eviction::Requeued;
        }
        self.remove(&key);
        Eviction::Evicted(key)
    }

    fn cost(&self, key: &[u8]) -> u64 {
        let entry = self.entries.get(key);
        entry.map_or(0, |entry| entry.kind.cost(key))
    }

    fn take(&self, own: u64, growth: u64) -> Result<(), Refusal> {
        if growth == 0 || self.budget.take(growth) {
            return Ok(());
        }
        Err(Refusal::NoRoom { own, growth })
    }

    fn insert(&mut self, key: &[u8], kind: Kind, deadline: Duration, moment: Moment) {
        let entry = Entry {
            kind,
            deadline,
            used: moment.tick,
            queued: moment.tick,
        };
        let key = Bytes::copy_from_slice(key);
        self.ages.add(&key, &entry);
        self.entries.insert(key, entry);
    }

    /// Removes an item whose cost stays taken.
    fn forget(&mut self, key: &[u8]) {
        if let Some((key, entry)) = self.entries.remove_entry(key) {
            self.ages.remove(&key, &entry);
        }
    }

    fn reage(&mut self, key: &[u8], change: impl FnOnce(&mut Entry)) {
        let Some((key, mut entry)) = self.entries.remove_entry(key) else {
            return;
        };
        self.ages.remove(&key, &entry);
        change(&mut entry);
        self.ages.add(&key, &entry);
        self.entries.insert(key, entry);
    }
}
