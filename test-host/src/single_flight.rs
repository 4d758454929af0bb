//! What is made once, however many ask for it at the same time, and kept while somebody has it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Makes one value a key at a time, and shares it for as long as it lives.
pub(crate) struct SingleFlight<K, V> {
    slots: Mutex<HashMap<K, Arc<Slot<V>>>>,
}

/// Locked while its value is made: who comes then waits for that value.
type Slot<V> = Mutex<Weak<V>>;

impl<K: Hash + Eq + Clone, V> SingleFlight<K, V> {
    /// Gives the value that lives under the key, or makes it.
    pub(crate) fn get_or_make<E>(
        &self,
        key: &K,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let slot = self.slot(key);
        let mut value = lock(&slot);
        if let Some(value) = value.upgrade() {
            return Ok(value);
        }
        let made = Arc::new(make()?);
        *value = Arc::downgrade(&made);
        Ok(made)
    }

    fn slot(&self, key: &K) -> Arc<Slot<V>> {
        let mut slots = lock(&self.slots);
        if let Some(slot) = slots.get(key) {
            return Arc::clone(slot);
        }
        // Before the map grows, it is rid of what nobody has any more.
        if slots.len() == slots.capacity() {
            slots.retain(|_, slot| Arc::strong_count(slot) > 1 || lock(slot).strong_count() > 0);
        }
        Arc::clone(slots.entry(key.clone()).or_default())
    }
}

impl<K, V> Default for SingleFlight<K, V> {
    fn default() -> Self {
        Self {
            slots: Mutex::default(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_value_is_made_once_for_all_who_ask_at_once() {
        let (flights, made) = (SingleFlight::default(), AtomicUsize::new(0));
        let start = Barrier::new(8);
        let ask = || {
            start.wait();
            let make = || Ok::<_, Infallible>(made.fetch_add(1, Ordering::SeqCst));
            let Ok(value) = flights.get_or_make(&"key", make);
            start.wait();
            *value
        };
        std::thread::scope(|scope| {
            let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
            for asked in asking {
                assert_eq!(asked.join().unwrap(), 0);
            }
        });
        assert_eq!(made.into_inner(), 1);
    }

    #[test]
    fn who_fails_leaves_it_to_the_next() {
        let flights = SingleFlight::default();
        assert_eq!(flights.get_or_make(&1, || Err::<u8, _>("no")), Err("no"));
        let made = flights.get_or_make(&1, || Ok::<_, &str>(7));
        assert_eq!(made.as_deref(), Ok(&7));
    }

    #[test]
    fn what_nobody_has_any_more_is_forgotten() {
        let flights = SingleFlight::default();
        let kept = flights.get_or_make(&0, || Ok::<_, Infallible>(0)).unwrap();
        for key in 1..10_000 {
            flights
                .get_or_make(&key, || Ok::<_, Infallible>(key))
                .unwrap();
        }
        assert!(lock(&flights.slots).len() < 100);
        let again = flights.get_or_make(&0, || Ok::<_, Infallible>(1));
        assert_eq!((*kept, again.as_deref()), (0, Ok(&0)));
    }
}
