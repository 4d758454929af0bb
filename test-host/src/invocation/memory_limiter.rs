use crate::limits::Limits;
use wasmtime::{ResourceLimiter, Result};

/// LIM.1, LIM.10: refuses to let a guest's memories and tables grow past their limits, and remembers that it did.
pub(crate) struct MemoryLimiter {
    memories: Growth,
    tables: Growth,
}

/// What all memories, or all tables, of a guest have together. They never shrink.
struct Growth {
    limit: usize,
    held: usize,
    refused: bool,
}

impl MemoryLimiter {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            memories: Growth::new(limits.memory()),
            tables: Growth::new(limits.table_elements().into()),
        }
    }

    pub(super) fn memory_refused(&self) -> bool {
        self.memories.refused
    }

    pub(super) fn table_refused(&self) -> bool {
        self.tables.refused
    }

    /// Tells how many bytes the memories had together at their largest.
    pub(super) fn peak(&self) -> usize {
        self.memories.held
    }
}

impl Growth {
    fn new(limit: u64) -> Self {
        Self {
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            held: 0,
            refused: false,
        }
    }

    fn allow(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> bool {
        if maximum.is_some_and(|maximum| desired > maximum) {
            // It is more than the guest itself allows, and the engine refuses it.
            return true;
        }
        let wanted = self.held.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = true;
            return false;
        }
        self.held = wanted;
        true
    }
}

impl ResourceLimiter for MemoryLimiter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> Result<bool> {
        Ok(self.memories.allow(current, desired, maximum))
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> Result<bool> {
        Ok(self.tables.allow(current, desired, maximum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LIM.1, LIM.9
    #[test]
    fn what_the_guests_own_maximum_forbids_counts_for_nothing() {
        let mut growth = Growth::new(100);
        assert!(growth.allow(0, 10, Some(20)));
        assert!(growth.allow(10, 21, Some(20)));
        assert!(growth.allow(10, 1_000, Some(20)));
        assert_eq!((growth.held, growth.refused), (10, false));
        assert!(growth.allow(10, 20, Some(20)));
        assert!(!growth.allow(0, 81, None));
        assert_eq!((growth.held, growth.refused), (20, true));
    }
}
