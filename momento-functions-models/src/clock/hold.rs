use super::virtual_clock::VirtualClock;

/// Keeps a [`VirtualClock`] from moving by itself until it is dropped.
#[derive(Debug)]
#[must_use = "the clock is held for as long as this lives"]
pub struct ClockHold(VirtualClock);

impl ClockHold {
    pub(super) fn new(clock: VirtualClock) -> Self {
        clock.with(|timeline| timeline.hold());
        Self(clock)
    }
}

impl Drop for ClockHold {
    fn drop(&mut self) {
        self.0.with(|timeline| timeline.release());
        self.0.settle();
    }
}
