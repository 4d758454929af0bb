use super::error::ValkeyError;
use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// SVC.10: how many bytes the replies that one invocation holds may have together.
pub(super) const MAX_HELD: usize = 128 << 20;

/// What one invocation holds of the replies that it got. A clone is the same budget.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReplyBudget(Arc<AtomicUsize>);

/// A part of a budget, given back on drop.
#[derive(Debug)]
pub(super) struct Held {
    budget: ReplyBudget,
    size: usize,
}

impl ReplyBudget {
    /// Gives bytes that count as held until the last of them is dropped.
    pub(crate) fn bytes(&self, bytes: Vec<u8>) -> Result<Bytes, ValkeyError> {
        let part = self.hold(bytes.len())?;
        Ok(held(bytes, part))
    }

    /// Takes a part, if there is enough.
    pub(super) fn hold(&self, size: usize) -> Result<Arc<Held>, ValkeyError> {
        let more = |held: usize| held.checked_add(size).filter(|&held| held <= MAX_HELD);
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        taken.map_err(|_| ValkeyError::TooMuchHeld(MAX_HELD))?;
        let budget = self.clone();
        Ok(Arc::new(Held { budget, size }))
    }
}

/// Bytes that count as held until the last of them is dropped.
struct HeldBytes {
    bytes: Vec<u8>,
    _held: Arc<Held>,
}

/// Makes bytes that hold their part of a budget until the last of them is dropped.
pub(super) fn held(bytes: Vec<u8>, held: Arc<Held>) -> Bytes {
    Bytes::from_owner(HeldBytes { bytes, _held: held })
}

impl AsRef<[u8]> for HeldBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.budget.0.fetch_sub(self.size, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SVC.10
    #[test]
    fn bytes_count_until_the_last_of_them_is_dropped() {
        let budget = ReplyBudget::default();
        let all = budget.bytes(vec![0; 100]).unwrap();
        let part = all.slice(..1);
        drop(all);
        assert!(budget.hold(MAX_HELD - 99).is_err());
        drop(part);
        assert!(budget.hold(MAX_HELD).is_ok());
    }

    /// SVC.10
    #[test]
    fn what_is_dropped_is_free_again() {
        let budget = ReplyBudget::default();
        let most = budget.hold(MAX_HELD - 1).unwrap();
        let last = budget.clone().hold(1).unwrap();
        assert!(budget.hold(1).is_err());
        drop(last);
        assert!(budget.hold(2).is_err());
        drop(most);
        assert!(budget.hold(MAX_HELD).is_ok());
        assert!(budget.hold(usize::MAX).is_err());
    }
}
