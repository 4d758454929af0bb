use super::Context;
use std::sync::Arc;
use wasmtime::{ResourceLimiter, Result};

/// LIM.1, LIM.10: refuses to let a guest's memories and tables grow past their limits, and remembers that it did.
pub(crate) struct MemoryLimiter {
    memories: Growth,
    tables: Growth,
    /// Whose host counts what there is.
    context: Arc<Context>,
}

/// What all memories, or all tables, of a guest have together. They never shrink.
struct Growth {
    limit: usize,
    held: usize,
    /// How many were wanted in all, when it was refused last.
    refused: Option<usize>,
}

impl MemoryLimiter {
    pub(super) fn new(context: &Arc<Context>) -> Self {
        context.settings().counters.make_instance();
        let limits = context.function().held_to();
        Self {
            memories: Growth::new(limits.memory()),
            tables: Growth::new(limits.table_elements().into()),
            context: Arc::clone(context),
        }
    }

    /// Tells how many bytes were wanted, if they were refused.
    pub(super) fn memory_refused(&self) -> Option<usize> {
        self.memories.refused
    }

    /// Tells how many elements were wanted, if they were refused.
    pub(super) fn table_refused(&self) -> Option<usize> {
        self.tables.refused
    }

    /// Tells how many bytes the memories had together at their largest.
    pub(super) fn peak(&self) -> usize {
        self.memories.held
    }
}

impl Drop for MemoryLimiter {
    fn drop(&mut self) {
        let counters = &self.context.settings().counters;
        counters.drop_instance(self.memories.held);
    }
}

impl Growth {
    fn new(limit: u64) -> Self {
        Self {
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            held: 0,
            refused: None,
        }
    }

    fn allow(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> bool {
        if maximum.is_some_and(|maximum| desired > maximum) {
            // It is more than the guest itself allows, and the engine refuses it.
            return true;
        }
        let wanted = self.held.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = Some(wanted);
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
        let before = self.memories.held;
        let allowed = self.memories.allow(current, desired, maximum);
        let more = self.memories.held.saturating_sub(before);
        self.context.settings().counters.grow(more);
        Ok(allowed)
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
        assert_eq!((growth.held, growth.refused), (10, None));
        assert!(growth.allow(10, 20, Some(20)));
        assert!(!growth.allow(0, 81, None));
        assert_eq!((growth.held, growth.refused), (20, Some(101)));
    }
}
