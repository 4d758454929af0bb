use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Who is told of something that happens.
pub(crate) struct Observers<T>(RwLock<Vec<Observe<T>>>);

type Observe<T> = Arc<dyn Fn(&T) + Send + Sync>;

impl<T> Observers<T> {
    pub(crate) fn add(&self, observe: impl Fn(&T) + Send + Sync + 'static) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.push(Arc::new(observe));
    }

    /// Tells them all, on this thread, without a lock that one of them may want.
    pub(crate) fn tell(&self, what: &T) {
        let all = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for observe in all {
            observe(what);
        }
    }
}

impl<T> Default for Observers<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T> fmt::Debug for Observers<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        f.debug_tuple("Observers").field(&all.len()).finish()
    }
}
