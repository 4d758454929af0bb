use super::budget::Budget;
use super::journal::CacheJournal;
use super::limits::CacheLimits;
use super::refusal::{Eviction, Refusal};
use super::shard::{Moment, Shard};
use crate::{Clock, ServiceError};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const SHARDS: usize = 32;

/// The items of one cache, shared by all its functions.
///
/// Values of keys and lists share one key space. An item is missing from its deadline on. When
/// there is no room, items whose time is over go first, then those that were not used for longest.
///
/// # Limits
///
/// [`CacheLimits`] says what is accepted. What is kept never passes [`CacheLimits::bytes`]: an item
/// that alone would is refused.
///
/// # Examples
///
/// ```
/// use momento_functions_models::{ManualClock, cache::{Cache, CacheLimits}};
/// use std::{sync::Arc, time::Duration};
///
/// let clock = Arc::new(ManualClock::default());
/// let cache = Cache::new(clock.clone(), CacheLimits::default());
/// cache.set(b"key", b"value", 60_000)?;
/// assert_eq!(cache.get(b"key")?.as_deref(), Some(&b"value"[..]));
///
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(cache.get(b"key")?, None);
/// # Ok::<(), momento_functions_models::ServiceError>(())
/// ```
#[derive(Debug)]
pub struct Cache {
    clock: Arc<dyn Clock>,
    limits: CacheLimits,
    budget: Arc<Budget>,
    slots: [Slot; SHARDS],
    hasher: RandomState,
    ticks: AtomicU64,
    pub(super) journal: Option<Box<dyn CacheJournal>>,
}

/// A shard, and what can be known of it without its lock.
#[derive(Debug)]
struct Slot {
    shard: Mutex<Shard>,
    /// The tick of the first key in the queue for eviction; `u64::MAX` when there is none.
    oldest: AtomicU64,
    /// The first deadline in milliseconds, rounded down; `u64::MAX` when there is none.
    deadline: AtomicU64,
}

impl Slot {
    fn new(budget: &Arc<Budget>) -> Self {
        Self {
            shard: Mutex::new(Shard::new(Arc::clone(budget))),
            oldest: AtomicU64::new(u64::MAX),
            deadline: AtomicU64::new(u64::MAX),
        }
    }

    /// Has `call` work on the shard, where no item is left whose time is over.
    fn with<R>(&self, moment: Moment, call: impl FnOnce(&mut Shard) -> R) -> R {
        let mut shard = self.shard.lock().unwrap_or_else(PoisonError::into_inner);
        shard.sweep(moment.now);
        let result = call(&mut shard);
        let oldest = shard.ages().oldest().map(|(tick, _)| tick);
        let deadline = shard.ages().next_deadline().map(|(at, _)| milliseconds(at));
        self.oldest
            .store(oldest.unwrap_or(u64::MAX), Ordering::Relaxed);
        self.deadline
            .store(deadline.unwrap_or(u64::MAX), Ordering::Relaxed);
        result
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX - 1)
}

impl Cache {
    /// Makes an empty cache.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, limits: CacheLimits) -> Self {
        let budget = Arc::new(Budget::new(limits.bytes()));
        Self {
            clock,
            slots: std::array::from_fn(|_| Slot::new(&budget)),
            limits,
            budget,
            hasher: RandomState::new(),
            ticks: AtomicU64::new(0),
            journal: None,
        }
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Returns what the cache accepts.
    #[must_use]
    pub fn limits(&self) -> &CacheLimits {
        &self.limits
    }

    /// Returns how many bytes are kept, with what items cost beside their keys and values.
    #[must_use]
    pub fn used_bytes(&self) -> u64 {
        self.budget.used()
    }

    /// Returns how many items there are.
    #[must_use]
    pub fn items(&self) -> usize {
        let moment = self.moment();
        let counts = self.slots.iter().map(|slot| slot.with(moment, |s| s.len()));
        counts.sum()
    }

    /// Drops the items whose time is over, also those that nobody asks for again.
    pub fn sweep(&self) {
        let moment = self.moment();
        let now = milliseconds(moment.now);
        let is_due = |slot: &&Slot| slot.deadline.load(Ordering::Relaxed) <= now;
        self.slots
            .iter()
            .filter(is_due)
            .for_each(|slot| slot.with(moment, |_| ()));
    }

    pub(super) fn deadline(&self, ttl_milliseconds: u64) -> Result<Duration, ServiceError> {
        let ttl = self.limits.time_to_live(ttl_milliseconds)?;
        Ok(self.clock.monotonic().saturating_add(ttl))
    }

    /// Has `look` see each shard in turn.
    pub(super) fn each_shard(&self, mut look: impl FnMut(&Shard, Moment)) {
        let moment = self.moment();
        for slot in &self.slots {
            slot.with(moment, |shard| look(shard, moment));
        }
    }

    /// Does a call that needs no room.
    pub(super) fn call<R>(&self, key: &[u8], call: impl FnOnce(&mut Shard, Moment) -> R) -> R {
        let moment = self.moment();
        self.slot(key).with(moment, |shard| call(shard, moment))
    }

    /// Does a call that may need room, which is then made.
    pub(super) fn write<R>(
        &self,
        key: &[u8],
        mut write: impl FnMut(&mut Shard, Moment) -> Result<R, Refusal>,
    ) -> Result<R, ServiceError> {
        self.with_room(key, || self.change(key, &mut write))
    }

    /// Tries until there is room for the item of `key`, which is made.
    pub(super) fn with_room<R>(
        &self,
        key: &[u8],
        mut attempt: impl FnMut() -> Result<R, Refusal>,
    ) -> Result<R, ServiceError> {
        loop {
            match attempt() {
                Ok(result) => return Ok(result),
                Err(Refusal::Error(error)) => return Err(error),
                Err(Refusal::NoRoom { own, growth }) => self.make_room(key, own, growth)?,
            }
        }
    }

    /// Evicts until there is room for the item of `key`, whose cost is `own`, to grow.
    ///
    /// Another writer may take the room: who calls this tries again.
    fn make_room(&self, key: &[u8], own: u64, growth: u64) -> Result<(), ServiceError> {
        let (needed, bound) = (own.saturating_add(growth), self.budget.bound());
        if needed > bound {
            return Err(ServiceError::LimitExceeded(format!(
                "the cache keeps at most {bound} bytes; this item would need {needed}"
            )));
        }
        self.sweep();
        while !self.budget.has_room(growth) && self.evict(key) {}
        Ok(())
    }

    /// Evicts the item that was not used for longest, but not that of `spared`; tells whether there
    /// was one.
    fn evict(&self, spared: &[u8]) -> bool {
        let mut was_spared = false;
        loop {
            let moment = self.moment();
            let oldest = |slot: &&Slot| slot.oldest.load(Ordering::Relaxed);
            let Some(slot) = self.slots.iter().min_by_key(oldest) else {
                return false;
            };
            let evict = |shard: &mut Shard| {
                let eviction = shard.evict(spared, moment);
                if let (Eviction::Evicted(key), Some(journal)) = (&eviction, &self.journal) {
                    // The item is gone, whether that is noted or not: what is written then is in its place.
                    let _ = journal.remove(key);
                }
                eviction
            };
            match slot.with(moment, evict) {
                Eviction::Evicted(_) => return true,
                Eviction::Requeued => {}
                Eviction::Spared if !was_spared => was_spared = true,
                Eviction::Spared | Eviction::Empty => return false,
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "the index is a remainder")]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "any bits of a hash will do"
    )]
    fn slot(&self, key: &[u8]) -> &Slot {
        &self.slots[self.hasher.hash_one(key) as usize % SHARDS]
    }

    fn moment(&self) -> Moment {
        Moment {
            now: self.clock.monotonic(),
            tick: self.ticks.fetch_add(1, Ordering::Relaxed),
        }
    }
}
