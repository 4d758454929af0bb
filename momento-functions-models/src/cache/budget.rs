use std::sync::atomic::{AtomicU64, Ordering};

/// The bytes that a cache may keep, shared by its shards.
///
/// What is kept has been taken from here first, so that the bound is never passed.
#[derive(Debug)]
pub(crate) struct Budget {
    used: AtomicU64,
    bound: u64,
}

impl Budget {
    pub(crate) fn new(bound: u64) -> Self {
        Self {
            used: AtomicU64::new(0),
            bound,
        }
    }

    pub(crate) fn bound(&self) -> u64 {
        self.bound
    }

    pub(crate) fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    /// Tells whether `bytes` more would fit.
    pub(crate) fn has_room(&self, bytes: u64) -> bool {
        self.plus(self.used(), bytes).is_some()
    }

    /// Takes `bytes`, all of them or none, and tells which.
    pub(crate) fn take(&self, bytes: u64) -> bool {
        let plus = |used| self.plus(used, bytes);
        let taken = self
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, plus);
        taken.is_ok()
    }

    /// Gives back `bytes` that were taken.
    pub(crate) fn give(&self, bytes: u64) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
    }

    fn plus(&self, used: u64, bytes: u64) -> Option<u64> {
        used.checked_add(bytes).filter(|sum| *sum <= self.bound)
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    /// CACHE.6
    #[test]
    fn a_budget_is_spent_to_the_last_byte_and_no_further() {
        let budget = Budget::new(10);
        assert!(budget.take(9));
        assert!(!budget.take(2) && !budget.has_room(2));
        assert!(budget.has_room(1) && budget.take(1));
        assert!(!budget.take(u64::MAX));
        budget.give(4);
        assert_eq!(budget.used(), 6);
    }
}
