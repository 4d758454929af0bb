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

    fn allow(&mut self, current: usize, desired: usize) -> bool {
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
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(self.memories.allow(current, desired))
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(self.tables.allow(current, desired))
    }
}
