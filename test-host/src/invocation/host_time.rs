use std::time::{Duration, Instant};
use wasmtime::CallHook;

/// How long a guest's host calls have taken together.
#[derive(Default)]
pub(crate) struct HostTime {
    spent: Duration,
    since: Option<Instant>,
    /// A host call may run the guest, to get memory for its result, and that may call the host.
    depth: u32,
}

impl HostTime {
    pub(super) fn switch(&mut self, to: CallHook) {
        match to {
            CallHook::CallingHost => self.enter(),
            CallHook::ReturningFromHost => self.leave(),
            CallHook::CallingWasm | CallHook::ReturningFromWasm => {}
        }
    }

    fn enter(&mut self) {
        if self.depth == 0 {
            self.since = Some(Instant::now());
        }
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.spent = self.total();
            self.since = None;
        }
    }

    /// The end of a time slice looks like a host call: what comes now until the guest goes on is none.
    pub(super) fn end_slice(&mut self) {
        if self.depth == 1 {
            self.since = None;
        }
    }

    /// Tells the sum, a call that has not returned included.
    pub(super) fn total(&self) -> Duration {
        let current = self.since.map(|since| since.elapsed());
        self.spent.saturating_add(current.unwrap_or_default())
    }
}
