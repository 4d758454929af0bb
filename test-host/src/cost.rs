use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What an invocation took of its host, beside its wall time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// The fuel that was burned, about one unit an instruction; none where
    /// [`Limits::fuel`](crate::Limits::fuel) counts none. Of a function that was ended at its time limit it
    /// is what was burned up to its last call or return.
    pub fuel: Option<u64>,
    /// How many bytes the function's linear memories had together at their largest.
    pub peak_memory: u64,
    /// The part of the wall time that was spent in host calls, waiting included.
    pub host_time: Duration,
    /// How many bytes of the request's body, or of a spawned function's payload, were taken in: all of one
    /// that was there at once, and of a stream what was read.
    pub request_bytes: u64,
    /// How many bytes of the answer's body have left.
    pub response_bytes: u64,
}

/// Where the cost of one invocation is written down. It outlives the sandbox, and may be read at any time.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    /// 0 where none is counted: whatever runs burns some.
    fuel: AtomicU64,
    peak_memory: AtomicU64,
    host_nanoseconds: AtomicU64,
    request_bytes: AtomicU64,
    response_bytes: AtomicU64,
    /// How many bytes the invocation holds in the host's memory.
    held: AtomicU64,
    /// How many bodies are on their way to it.
    open: AtomicU64,
}

impl Meter {
    /// Writes down what a sandbox took.
    pub(crate) fn ran(&self, fuel: Option<u64>, peak_memory: usize, host_time: Duration) {
        let nanoseconds = u64::try_from(host_time.as_nanos()).unwrap_or(u64::MAX);
        self.fuel.store(fuel.unwrap_or_default(), Ordering::Relaxed);
        self.peak_memory
            .store(peak_memory as u64, Ordering::Relaxed);
        self.host_nanoseconds.store(nanoseconds, Ordering::Relaxed);
    }

    pub(crate) fn received(&self, bytes: usize) {
        add(&self.request_bytes, bytes);
    }

    pub(crate) fn sent(&self, bytes: usize) {
        add(&self.response_bytes, bytes);
    }

    /// Counts bytes as held, unless that makes more than `limit`.
    pub(crate) fn hold(&self, bytes: u64, limit: u64) -> bool {
        raise(&self.held, bytes, limit)
    }

    pub(crate) fn release(&self, bytes: u64) {
        self.held.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Counts one more body that is on its way, unless that makes more than `limit`.
    pub(crate) fn open(&self, limit: u64) -> bool {
        raise(&self.open, 1, limit)
    }

    pub(crate) fn close(&self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }

    pub(crate) fn cost(&self) -> Cost {
        let fuel = self.fuel.load(Ordering::Relaxed);
        Cost {
            fuel: (fuel > 0).then_some(fuel),
            peak_memory: self.peak_memory.load(Ordering::Relaxed),
            host_time: Duration::from_nanos(self.host_nanoseconds.load(Ordering::Relaxed)),
            request_bytes: self.request_bytes.load(Ordering::Relaxed),
            response_bytes: self.response_bytes.load(Ordering::Relaxed),
        }
    }
}

/// What raises a count may be given back in another task.
fn raise(count: &AtomicU64, by: u64, limit: u64) -> bool {
    let more = |count: u64| count.checked_add(by).filter(|&sum| sum <= limit);
    count
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more)
        .is_ok()
}

/// One task at a time writes, so this need not be one step.
fn add(count: &AtomicU64, bytes: usize) {
    let sum = count.load(Ordering::Relaxed).saturating_add(bytes as u64);
    count.store(sum, Ordering::Relaxed);
}
