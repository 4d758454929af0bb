use super::virtual_clock::VirtualClock;
use std::task::Waker;

/// A moment in which all wait for a [`VirtualClock`]. When it is dropped, and all still wait, the clock moves
/// to the next deadline.
///
/// Between, others may begin something at the same time: a task that has been spawned, and has not run yet.
#[derive(Debug)]
pub struct Quiet {
    clock: VirtualClock,
    moment: u64,
}

impl Quiet {
    pub(super) fn new(clock: VirtualClock, moment: u64) -> Self {
        Self { clock, moment }
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        let due = self.clock.with(|timeline| timeline.pass(self.moment));
        if due.is_empty() {
            return;
        }
        due.into_iter().for_each(Waker::wake);
        // Whoever is woken, and is no activity, has a moment to go on in before the next deadline.
        self.clock.settle();
    }
}
