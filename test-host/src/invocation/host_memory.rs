use crate::log::{LogSink, WeakLogSink};
use bytes::Bytes;
use std::sync::Arc;

/// LIM.12: what one invocation holds in the host's memory. A clone is the same budget.
#[derive(Debug, Clone)]
pub(crate) struct HostMemory {
    /// Outlives the sandbox, as an answer's body does.
    record: LogSink,
    limit: u64,
}

/// A part of an invocation's budget, given back on drop.
#[derive(Debug)]
pub(crate) struct Held {
    /// Bytes may come to lie where they outlast the invocation, in a topic for example, and must not keep
    /// what it knows of its host.
    record: WeakLogSink,
    size: u64,
}

/// An invocation holds as many bytes as it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an invocation holds at most {0} bytes in the host's memory: drop buffers, or read them to their ends"
)]
pub(crate) struct TooMuchHeld(pub(crate) u64);

impl HostMemory {
    pub(crate) fn new(record: LogSink, limit: u64) -> Self {
        Self { record, limit }
    }

    /// Makes a budget that is nobody's, for what no invocation holds.
    pub(crate) fn of_nobody() -> Self {
        Self::new(LogSink::default(), u64::MAX)
    }

    /// Takes a part, if there is enough.
    pub(crate) fn hold(&self, size: usize) -> Result<Held, TooMuchHeld> {
        let size = size as u64;
        match self.record.meter().hold(size, self.limit) {
            true => Ok(Held {
                record: self.record.downgrade(),
                size,
            }),
            false => Err(TooMuchHeld(self.limit)),
        }
    }
}

impl Held {
    /// A part of no budget.
    pub(crate) fn nothing() -> Self {
        Self {
            record: LogSink::default().downgrade(),
            size: 0,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(record) = self.record.upgrade() {
            record.meter().release(self.size);
        }
    }
}

/// Bytes that count as held until the last of them is dropped.
struct HeldBytes {
    bytes: Vec<u8>,
    _held: Arc<Held>,
}

/// Makes bytes that hold their part of a budget until the last of them is dropped.
pub(crate) fn held(bytes: Vec<u8>, held: Arc<Held>) -> Bytes {
    Bytes::from_owner(HeldBytes { bytes, _held: held })
}

impl AsRef<[u8]> for HeldBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 1000;

    fn budget() -> HostMemory {
        HostMemory::new(LogSink::default(), LIMIT as u64)
    }

    /// LIM.12
    #[test]
    fn bytes_count_until_the_last_of_them_is_dropped() {
        let budget = budget();
        let all = held(vec![0; 100], Arc::new(budget.hold(100).unwrap()));
        let part = all.slice(..1);
        drop(all);
        assert!(budget.hold(LIMIT - 99).is_err());
        drop(part);
        assert!(budget.hold(LIMIT).is_ok());
    }

    /// LIM.12
    #[test]
    fn what_is_dropped_is_free_again() {
        let budget = budget();
        let most = budget.hold(LIMIT - 1).unwrap();
        let last = budget.clone().hold(1).unwrap();
        assert_eq!(budget.hold(1).unwrap_err(), TooMuchHeld(LIMIT as u64));
        drop(last);
        assert!(budget.hold(2).is_err());
        drop(most);
        assert!(budget.hold(LIMIT).is_ok());
        assert!(budget.hold(usize::MAX).is_err());
    }
}
