use super::SpawnOutcome;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

pub(crate) type Observer = Arc<dyn Fn(&SpawnOutcome) + Send + Sync>;

/// Who is told of what came of spawned functions.
#[derive(Default)]
pub(super) struct Observers(RwLock<Vec<Observer>>);

impl Observers {
    pub(super) fn add(&self, observer: Observer) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.push(observer);
    }

    /// Tells them all, on this thread, without a lock that one of them may want.
    pub(super) fn tell(&self, outcome: &SpawnOutcome) {
        let all = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for observe in all {
            observe(outcome);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        f.debug_tuple("Observers").field(&all.len()).finish()
    }
}
