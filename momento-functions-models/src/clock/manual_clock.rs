use super::Clock;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, SystemTime};

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct ManualClock {
    start: SystemTime,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    elapsed: Duration,
    waiting: Vec<(Duration, Waker)>,
}

impl State {
    fn register(&mut self, deadline: Duration, waker: &Waker) {
        let same = |known: &(Duration, Waker)| known.0 == deadline && known.1.will_wake(waker);
        if !self.waiting.iter().any(same) {
            self.waiting.push((deadline, waker.clone()));
        }
    }

    /// Moves the time on, and gives back who is to be woken.
    fn advance(&mut self, by: Duration) -> Vec<Waker> {
        let now = self.elapsed.saturating_add(by);
        self.elapsed = now;
        let (due, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(deadline, _)| *deadline <= now);
        self.waiting = waiting;
        let due: Vec<(Duration, Waker)> = due;
        due.into_iter().map(|(_, waker)| waker).collect()
    }
}

impl ManualClock {
    /// Makes a clock that shows `start`.
    #[must_use]
    pub fn starting_at(start: SystemTime) -> Self {
        Self {
            start,
            state: Mutex::default(),
        }
    }

    /// Moves the clock forward; it stops at the longest duration there is.
    pub fn advance(&self, by: Duration) {
        let due = self.state().advance(by);
        due.into_iter().for_each(Waker::wake);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    /// Makes a clock that shows the first second of 2026.
    fn default() -> Self {
        const SECONDS_TO_2026: u64 = 1_767_225_600;
        Self::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(SECONDS_TO_2026))
    }
}

impl Clock for ManualClock {
    fn wall(&self) -> SystemTime {
        let now = self.start.checked_add(self.monotonic());
        // Past the last moment that the platform can name, the clock's start is as good as any.
        now.unwrap_or(self.start)
    }

    fn monotonic(&self) -> Duration {
        self.state().elapsed
    }

    fn wake_at(&self, deadline: Duration, waker: &Waker) -> bool {
        self.state().register(deadline, waker);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Duration, ManualClock, Waker};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    #[test]
    fn both_times_of_a_manual_clock_move_together() {
        let clock = ManualClock::default();
        let start = clock.wall();
        clock.advance(Duration::from_millis(1500));
        assert_eq!(clock.monotonic(), Duration::from_millis(1500));
        assert_eq!(clock.wall(), start + Duration::from_millis(1500));
    }

    #[test]
    fn a_manual_clock_moved_past_the_end_of_time_does_not_panic() {
        let clock = ManualClock::default();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.monotonic(), Duration::MAX);
        clock.wall();
    }

    #[test]
    fn whoever_waits_is_woken_when_the_clock_is_moved_that_far() {
        let woken = Arc::new(CountWakes::default());
        let waker = Waker::from(Arc::clone(&woken));
        let clock = ManualClock::default();
        for _ in 0..2 {
            assert!(clock.wake_at(Duration::from_secs(2), &waker));
        }
        clock.advance(Duration::from_secs(1));
        assert_eq!(woken.count(), 0);
        clock.advance(Duration::from_secs(1));
        clock.advance(Duration::from_secs(1));
        assert_eq!(woken.count(), 1);
    }

    #[derive(Default)]
    struct CountWakes(AtomicUsize);

    impl CountWakes {
        fn count(&self) -> usize {
            self.0.load(Ordering::Relaxed)
        }
    }

    impl Wake for CountWakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}
