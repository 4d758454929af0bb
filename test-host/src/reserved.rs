use crate::pool::Pool;
use std::sync::atomic::{AtomicU64, Ordering};

/// What wasmtime reserves for each memory, so that a 32-bit address needs no check.
const SLOT: u64 = 4 << 30;

/// What the pools of the process may take of the address space before threads begin to share engines: a
/// quarter of the 128 TiB that a process has on the usual machines.
const PLENTY: u64 = 32 << 40;

static RESERVED: AtomicU64 = AtomicU64::new(0);

/// A part of the address space, given back on drop.
#[derive(Debug)]
pub(crate) struct Reserved(u64);

impl Reserved {
    /// Counts what a pool takes, which it may have in any case.
    pub(crate) fn of(pool: &Pool) -> Self {
        let bytes = bytes(pool);
        RESERVED.fetch_add(bytes, Ordering::Relaxed);
        Self(bytes)
    }

    /// Counts what a pool takes, if there is plenty left.
    pub(crate) fn if_plenty(pool: &Pool) -> Option<Self> {
        let reserved = Self::of(pool);
        (RESERVED.load(Ordering::Relaxed) <= PLENTY).then_some(reserved)
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        RESERVED.fetch_sub(self.0, Ordering::Relaxed);
    }
}

fn bytes(pool: &Pool) -> u64 {
    u64::from(pool.instances) * SLOT.max(pool.memory as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    #[test]
    fn only_the_first_engine_of_a_shape_may_pass_what_is_plenty() {
        let tebibytes = |count: u32| Pool::of(&Limits::default().with_instances(count << 8));
        let most = Reserved::of(&tebibytes(32));
        assert!(Reserved::if_plenty(&tebibytes(1)).is_none());
        let beyond = Reserved::of(&tebibytes(1));
        assert_eq!(beyond.0, 1 << 40);
        drop((most, beyond));
        assert!(Reserved::if_plenty(&tebibytes(1)).is_some());
    }
}
