mod activity;
mod hold;
mod manual_clock;
mod quiet;
mod sleep;
mod system_clock;
#[cfg(test)]
mod tests;
mod timeline;
mod virtual_clock;

pub use activity::{Activity, waits_for_clock, waits_for_others};
pub use hold::ClockHold;
pub use manual_clock::ManualClock;
pub use quiet::Quiet;
pub use sleep::Sleep;
pub use system_clock::SystemClock;
pub use virtual_clock::VirtualClock;

use std::fmt::Debug;
use std::task::Waker;
use std::time::{Duration, SystemTime};

/// Tells the time to everything that ages.
///
/// # Examples
///
/// ```
/// use momento_functions_models::{Clock, ManualClock};
/// use std::time::Duration;
///
/// let clock = ManualClock::default();
/// let before = clock.monotonic();
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!(clock.monotonic() - before, Duration::from_secs(3600));
/// ```
pub trait Clock: Debug + Send + Sync {
    /// Returns the time of day.
    fn wall(&self) -> SystemTime;

    /// Returns the time since a fixed moment of the past; it never goes back.
    fn monotonic(&self) -> Duration;

    /// Wakes `waker` when the clock is moved to `deadline` or past it, and returns whether it will.
    ///
    /// A clock that runs by itself returns `false`: who waits for it sets a timer.
    fn wake_at(&self, deadline: Duration, waker: &Waker) -> bool {
        let _ = (deadline, waker);
        false
    }

    /// Is told that a function has looked at the clock.
    fn tick(&self) {}

    /// Gives the clock as one that moves by itself when all wait for it, if it is one.
    fn as_virtual(&self) -> Option<&VirtualClock> {
        None
    }
}
