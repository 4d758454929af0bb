use crate::bindings::wasi::clocks::monotonic_clock::subscribe_instant;
use crate::bindings::wasi::io::poll::{Pollable, poll};
use crate::invocation;

/// What a step that cannot go on waits for.
#[derive(Default)]
pub(crate) struct Waits(Vec<Pollable>);

/// The function's time is over.
#[derive(Clone, Copy)]
pub(crate) struct Expired;

impl Waits {
    pub(crate) fn add(&mut self, pollable: Pollable) {
        self.0.push(pollable);
    }

    fn block(self) {
        match self.0.as_slice() {
            [only] => only.block(),
            all => {
                let all: Vec<&Pollable> = all.iter().collect();
                poll(&all);
            }
        }
    }
}

/// Takes steps until one gives something, and waits between them as long as that takes.
pub(crate) fn patiently<T>(mut step: impl FnMut(&mut Waits) -> Option<T>) -> T {
    loop {
        let mut waits = Waits::default();
        if let Some(done) = step(&mut waits) {
            return done;
        }
        waits.block();
    }
}

/// Takes steps until one gives something, or the function's time is over.
pub(crate) fn in_time<T>(mut step: impl FnMut(&mut Waits) -> Option<T>) -> Result<T, Expired> {
    loop {
        let mut waits = Waits::default();
        if let Some(done) = step(&mut waits) {
            return Ok(done);
        }
        if let Some(deadline) = invocation::deadline()? {
            waits.add(subscribe_instant(deadline));
        }
        waits.block();
    }
}
