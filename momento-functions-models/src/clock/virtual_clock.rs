use super::activity::Activity;
use super::hold::ClockHold;
use super::quiet::Quiet;
use super::sleep::Sleep;
use super::timeline::Timeline;
use super::{Clock, ManualClock};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;
use std::time::{Duration, SystemTime};

/// What a look at the clock takes on it: who looks until some time has passed comes to an end.
const TICK: Duration = Duration::from_micros(1);

/// A clock that a test moves, and that moves by itself to the next deadline when all wait for it.
///
/// It begins at the first second of 2026. A clone is the same clock. Each time that a function looks at
/// it, it moves on by a microsecond, so that a function that waits in a loop does not wait for ever.
///
/// # Examples
///
/// ```
/// use momento_functions_models::{Quiet, VirtualClock};
/// use std::time::Duration;
///
/// let clock = VirtualClock::new(drop);
/// let start = clock.now();
/// clock.advance(Duration::from_secs(24 * 3600));
/// assert_eq!(clock.now(), start + Duration::from_secs(24 * 3600));
/// assert_eq!(clock.elapsed(), Duration::from_secs(24 * 3600));
/// ```
#[derive(Clone)]
pub struct VirtualClock(Arc<Shared>);

struct Shared {
    start: SystemTime,
    settle: fn(Quiet),
    timeline: Mutex<Timeline>,
}

impl VirtualClock {
    /// Makes a clock for a runtime of tasks, which is given each [`Quiet`] moment, to drop it when all
    /// that can go on has done so.
    #[must_use]
    pub fn new(settle: fn(Quiet)) -> Self {
        Self(Arc::new(Shared {
            start: ManualClock::default().wall(),
            settle,
            timeline: Mutex::default(),
        }))
    }

    /// Returns the time of day that the clock shows.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        let now = self.0.start.checked_add(self.elapsed());
        // Past the last moment that the platform can name, the clock's start is as good as any.
        now.unwrap_or(self.0.start)
    }

    /// Returns how long the clock has run since it was made.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.with(|timeline| timeline.elapsed)
    }

    /// Moves the clock forward, and wakes whoever waits for a moment up to there. It stops at the longest
    /// duration there is.
    pub fn advance(&self, by: Duration) {
        let due = self.with(|timeline| timeline.advance(by));
        due.into_iter().for_each(Waker::wake);
        self.settle();
    }

    /// Keeps the clock from moving by itself, and from ticking, for as long as the hold lives: it moves by
    /// [`advance`](Self::advance) alone.
    pub fn hold(&self) -> ClockHold {
        ClockHold::new(self.clone())
    }

    /// Waits for a time of the clock, counted as [`elapsed`](Self::elapsed) is.
    ///
    /// Within an [`Activity`] this is a wait for the clock.
    pub fn sleep_until(&self, deadline: Duration) -> Sleep {
        Sleep::new(self.clone(), deadline, true)
    }

    /// Does as [`sleep_until`](Self::sleep_until), beside something else that is waited for: only that
    /// tells whether an activity waits for the clock.
    pub fn alarm(&self, deadline: Duration) -> Sleep {
        Sleep::new(self.clone(), deadline, false)
    }

    /// Begins work that keeps the clock from moving by itself while it does not wait for the clock.
    #[must_use]
    pub fn activity(&self) -> Activity {
        Activity::new(self.clone())
    }

    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Timeline) -> T) -> T {
        let mut timeline = self
            .0
            .timeline
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        act(&mut timeline)
    }

    /// Has the clock move on, if all wait for it.
    pub(super) fn settle(&self) {
        if let Some(moment) = self.with(Timeline::quiet) {
            (self.0.settle)(Quiet::new(self.clone(), moment));
        }
    }
}

impl Clock for VirtualClock {
    fn wall(&self) -> SystemTime {
        self.now()
    }

    fn monotonic(&self) -> Duration {
        self.elapsed()
    }

    fn tick(&self) {
        let due = self.with(|timeline| match timeline.is_held() {
            true => Vec::new(),
            false => timeline.advance(TICK),
        });
        due.into_iter().for_each(Waker::wake);
    }

    fn as_virtual(&self) -> Option<&VirtualClock> {
        Some(self)
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VirtualClock")
            .field("elapsed", &self.elapsed())
            .finish_non_exhaustive()
    }
}
