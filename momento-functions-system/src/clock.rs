use std::time::{Duration, SystemTime};

use momento_functions_wit::system;

/// Gives the time of day: what `SystemTime::now` gives where std has a clock.
///
/// # Examples
/// ```
/// use std::time::SystemTime;
///
/// let since_1970 = momento_functions_system::now().duration_since(SystemTime::UNIX_EPOCH)?;
/// assert!(since_1970.as_secs() > 0);
/// # Ok::<(), std::time::SystemTimeError>(())
/// ```
#[must_use]
pub fn now() -> SystemTime {
    system::now()
}

/// Measures how long something takes: what an `Instant` does where std has a clock.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_system::Timer;
///
/// let timer = Timer::start();
/// assert!(timer.elapsed() < Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Timer {
    start: Duration,
}

impl Timer {
    /// Starts a timer.
    #[must_use]
    pub fn start() -> Self {
        Self {
            start: system::elapsed(),
        }
    }

    /// Gives the time since the start, by a clock that never goes back.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        system::elapsed().saturating_sub(self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_counts_from_its_own_start() {
        let first = Timer::start();
        let second = Timer::start();
        let later = second.elapsed();
        assert!(later <= first.elapsed());
    }
}
