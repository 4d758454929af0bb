use super::Invoked;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How much memory those that are kept take together, about, in bytes.
const MAX_BYTES: usize = 32 << 20;

/// The last invocations that have ended: so many, and so many bytes.
#[derive(Debug)]
pub(super) struct Kept {
    count: usize,
    ring: Mutex<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    /// The newest first, each with its size.
    all: VecDeque<(usize, Arc<Invoked>)>,
    bytes: usize,
}

impl Kept {
    pub(super) fn new(count: usize) -> Self {
        Self {
            count,
            ring: Mutex::default(),
        }
    }

    /// Tells whether any are kept.
    pub(super) fn is_any(&self) -> bool {
        self.count > 0
    }

    pub(super) fn keep(&self, invoked: &Arc<Invoked>) {
        if self.count == 0 {
            return;
        }
        let (bytes, invoked) = fitting(invoked);
        let mut ring = self.ring();
        ring.bytes += bytes;
        ring.all.push_front((bytes, invoked));
        while ring.all.len() > self.count || ring.bytes > MAX_BYTES && ring.all.len() > 1 {
            let oldest = ring.all.pop_back();
            ring.bytes -= oldest.map_or(0, |(bytes, _)| bytes);
        }
    }

    /// Lists them, the newest first.
    pub(super) fn all(&self) -> Vec<Arc<Invoked>> {
        let ring = self.ring();
        ring.all.iter().map(|(_, it)| Arc::clone(it)).collect()
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One that would take the place of all others alone is kept without its host calls.
fn fitting(invoked: &Arc<Invoked>) -> (usize, Arc<Invoked>) {
    let bytes = invoked.bytes();
    if bytes <= MAX_BYTES {
        return (bytes, Arc::clone(invoked));
    }
    let small = invoked.without_calls();
    (small.bytes(), Arc::new(small))
}
