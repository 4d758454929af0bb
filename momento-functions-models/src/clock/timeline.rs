//! What a virtual clock knows of those who work on it and of those who wait for it.

use std::collections::{BTreeMap, HashMap};
use std::task::Waker;
use std::time::Duration;

/// A wait: its deadline, and a number that no other has.
pub(super) type Key = (Duration, u64);

#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub(super) elapsed: Duration,
    waiting: BTreeMap<Key, Waker>,
    activities: HashMap<u64, Status>,
    /// How many activities do not wait for the clock.
    busy: usize,
    holds: usize,
    /// Tells one quiet moment from the next.
    moment: u64,
    numbers: u64,
}

/// What one activity is at.
#[derive(Debug, Clone, Copy)]
struct Status {
    busy: bool,
    /// Whether it was woken since it was last polled.
    woken: bool,
}

impl Timeline {
    /// Gives a number that no wait and no activity has.
    pub(super) fn number(&mut self) -> u64 {
        self.numbers = self.numbers.wrapping_add(1);
        self.numbers
    }

    /// Has `waker` woken at a deadline that is to come. Gives back the waker that it replaces, which must
    /// not be dropped under the lock: what it holds may be the last of a task that waits here, too.
    pub(super) fn wait(&mut self, key: Key, waker: &Waker) -> Option<Waker> {
        match self.waiting.get(&key) {
            Some(known) if known.will_wake(waker) => None,
            _ => self.waiting.insert(key, waker.clone()),
        }
    }

    pub(super) fn give_up(&mut self, key: &Key) -> Option<Waker> {
        self.waiting.remove(key)
    }

    /// Moves the time on, and gives who is to be woken.
    pub(super) fn advance(&mut self, by: Duration) -> Vec<Waker> {
        self.move_to(self.elapsed.saturating_add(by))
    }

    fn move_to(&mut self, now: Duration) -> Vec<Waker> {
        self.elapsed = now;
        let later = match now.checked_add(Duration::from_nanos(1)) {
            Some(later) => self.waiting.split_off(&(later, 0)),
            None => BTreeMap::new(),
        };
        let due = std::mem::replace(&mut self.waiting, later);
        due.into_values().collect()
    }

    pub(super) fn begin(&mut self) -> u64 {
        let number = self.number();
        let status = Status {
            busy: true,
            woken: false,
        };
        self.activities.insert(number, status);
        self.busy += 1;
        number
    }

    pub(super) fn end(&mut self, activity: u64) {
        let ended = self.activities.remove(&activity);
        self.busy -= usize::from(ended.is_some_and(|status| status.busy));
    }

    /// Notes that an activity is polled.
    pub(super) fn enter(&mut self, activity: u64) {
        self.set(activity, |_| Status {
            busy: true,
            woken: false,
        });
    }

    /// Notes that an activity waits for the clock. One that was woken meanwhile does not.
    pub(super) fn leave(&mut self, activity: u64) {
        self.set(activity, |status| Status {
            busy: status.woken,
            ..status
        });
    }

    pub(super) fn wake(&mut self, activity: u64) {
        self.set(activity, |_| Status {
            busy: true,
            woken: true,
        });
    }

    fn set(&mut self, activity: u64, change: impl FnOnce(Status) -> Status) {
        if let Some(status) = self.activities.get_mut(&activity) {
            let changed = change(*status);
            self.busy -= usize::from(status.busy);
            self.busy += usize::from(changed.busy);
            *status = changed;
        }
    }

    pub(super) fn hold(&mut self) {
        self.holds += 1;
    }

    pub(super) fn release(&mut self) {
        self.holds = self.holds.saturating_sub(1);
    }

    pub(super) fn is_held(&self) -> bool {
        self.holds > 0
    }

    /// Names this moment, if all wait for the clock, and nobody holds it.
    pub(super) fn quiet(&mut self) -> Option<u64> {
        if self.busy > 0 || self.is_held() || self.waiting.is_empty() {
            return None;
        }
        self.moment = self.moment.wrapping_add(1);
        Some(self.moment)
    }

    /// Moves on to the next deadline, if it is still as quiet as it was in that moment.
    pub(super) fn pass(&mut self, moment: u64) -> Vec<Waker> {
        if self.moment != moment || self.busy > 0 || self.is_held() {
            return Vec::new();
        }
        match self.waiting.keys().next() {
            Some((deadline, _)) => self.move_to(self.elapsed.max(*deadline)),
            None => Vec::new(),
        }
    }
}
