use crate::ServiceError;
use bytes::Bytes;

/// Why a shard did not do a write. It changed nothing.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The item, whose cost is `own`, would need `growth` bytes more than are free.
    NoRoom { own: u64, growth: u64 },
    /// The call failed.
    Error(ServiceError),
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        Self::Error(error)
    }
}

/// What became of a try to evict the first key of the queue.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Eviction {
    /// The item of this key is gone.
    Evicted(Bytes),
    /// The first key was used since it was queued, and is queued anew.
    Requeued,
    /// The first key is the one to spare; it is queued anew.
    Spared,
    /// There is no item.
    Empty,
}
