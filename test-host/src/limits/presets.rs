use super::{GIB, KIB, Limits, MIB};
use std::time::Duration;

/// The sets of limits that [`Limits`] lists.
impl Limits {
    /// Returns limits for functions that answer at once, many of them side by side: what has gone wrong
    /// ends soon, and takes little meanwhile.
    #[must_use]
    pub fn quick() -> Self {
        Self {
            memory: 16 * MIB,
            time: Duration::from_secs(2),
            request_body: MIB,
            host_memory: 16 * MIB,
            handles: 1024,
            open_bodies: 16,
            spawn_payloads: 16 * MIB,
            ..Self::default()
        }
    }

    /// Returns limits for few functions that work long and on much: reports, imports, conversions.
    #[must_use]
    pub fn batch() -> Self {
        Self {
            memory: GIB,
            time: Duration::from_secs(15 * 60),
            stack: 1 << 20,
            concurrency: 16,
            instances: 64,
            request_body: 256 * MIB,
            host_memory: GIB,
            handles: 65_536,
            open_bodies: 256,
            spawn_queue: 10_000,
            spawn_concurrency: 16,
            spawn_payloads: GIB,
            ..Self::default()
        }
    }

    /// Returns the default limits with the memory that the service gives a function: 4 MiB.
    #[must_use]
    pub fn service() -> Self {
        Self::default().with_memory(4 * MIB)
    }
}

/// Suits an ordinary function, and the tests of one.
impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 * MIB,
            time: Duration::from_secs(30),
            fuel: None,
            stack: 512 * KIB as usize,
            table_elements: Self::MAX_TABLE_ELEMENTS,
            concurrency: 256,
            instances: 1000,
            request_body: 32 * MIB,
            host_memory: 128 * MIB,
            handles: 4096,
            open_bodies: 64,
            component: 64 * MIB,
            spawn_queue: 1000,
            spawn_concurrency: 64,
            spawn_payloads: 128 * MIB,
        }
    }
}
