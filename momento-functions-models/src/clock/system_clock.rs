use super::Clock;
use std::time::{Duration, Instant, SystemTime};

/// The clock of the operating system.
#[derive(Debug, Clone)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            start: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, SystemClock};

    #[test]
    fn the_system_clock_never_goes_back() {
        let clock = SystemClock::default();
        let before = clock.monotonic();
        assert!(clock.monotonic() >= before);
    }
}
