use crate::limits::Limits;
use crate::places;
use wasmtime::{Enabled, PoolingAllocationConfig};

/// What a component may need besides the one core module of an ordinary function: adapters and shims.
const CORE_INSTANCES: u32 = 32;

/// What each table of the pool has room for.
const TABLE_ELEMENTS: usize = Limits::MAX_TABLE_ELEMENTS as usize;

/// The memories, tables and stacks that an engine keeps for its invocations.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Host;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let host = Host::builder().build()?;
/// assert_eq!(host.pool().instances, 1000);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pool {
    /// How many invocations find a place at once.
    pub instances: u32,
    /// How many bytes a memory may grow to.
    pub memory: usize,
    /// Whether the kernel tells which pages of a memory were used, so that just those are cleared
    /// (`PAGEMAP_SCAN`, Linux 6.7).
    pub page_map_scan: bool,
    /// How many bytes of a used memory are cleared in place, for the next guest to find without page
    /// faults.
    pub keep_resident: usize,
}

impl Pool {
    pub(crate) fn of(limits: &Limits) -> Self {
        let page_map_scan = PoolingAllocationConfig::is_pagemap_scan_available();
        Self {
            instances: limits.instances(),
            memory: usize::try_from(limits.memory()).unwrap_or(usize::MAX),
            page_map_scan,
            keep_resident: keep_resident(page_map_scan),
        }
    }

    pub(crate) fn configuration(&self) -> PoolingAllocationConfig {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_component_instances(self.instances)
            .total_core_instances(self.instances.saturating_mul(CORE_INSTANCES))
            .total_memories(self.instances)
            .total_tables(self.instances.saturating_mul(places::TABLES))
            .total_stacks(self.instances)
            .max_core_instances_per_component(CORE_INSTANCES)
            .max_memory_size(self.memory)
            .table_elements(TABLE_ELEMENTS)
            .max_unused_warm_slots(self.instances)
            .linear_memory_keep_resident(self.keep_resident)
            .table_keep_resident(64 << 10)
            .async_stack_keep_resident(64 << 10)
            .pagemap_scan(if self.page_map_scan {
                Enabled::Yes
            } else {
                Enabled::No
            });
        pool
    }
}

/// Without the scan all of this would be cleared every time, which soon costs more than the faults.
fn keep_resident(page_map_scan: bool) -> usize {
    match page_map_scan {
        true => 2 << 20,
        false => 64 << 10,
    }
}
