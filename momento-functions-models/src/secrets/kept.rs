use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many answers are kept; of more, the oldest goes.
const MAX_KEPT: usize = 1024;

/// Answers that were got some time ago, for those who accept them as they are.
///
/// # Examples
///
/// ```
/// use momento_functions_models::secrets::Kept;
/// use std::time::Duration;
///
/// let kept = Kept::default();
/// kept.keep("password", "sesame", Duration::from_secs(10));
/// assert_eq!(kept.get(&"password", 5, Duration::from_secs(15)), Some("sesame"));
/// assert_eq!(kept.get(&"password", 5, Duration::from_secs(16)), None);
/// ```
pub struct Kept<K, V>(Mutex<HashMap<K, (Duration, V)>>);

impl<K: Clone + Eq + Hash, V: Clone> Kept<K, V> {
    /// Returns an answer that was got at most `seconds` before `now`; with 0 seconds, none.
    pub fn get(&self, key: &K, seconds: u64, now: Duration) -> Option<V> {
        if seconds == 0 {
            return None;
        }
        let kept = self.kept();
        let (got, answer) = kept.get(key)?;
        let young = now.saturating_sub(*got) <= Duration::from_secs(seconds);
        young.then(|| answer.clone())
    }

    /// Keeps an answer that was asked for at `asked`, unless there is a later one.
    pub fn keep(&self, key: K, answer: V, asked: Duration) {
        let mut kept = self.kept();
        if kept.get(&key).is_some_and(|(got, _)| *got > asked) {
            return;
        }
        kept.insert(key, (asked, answer));
        if kept.len() > MAX_KEPT {
            let oldest = kept.iter().min_by_key(|(_, (got, _))| *got);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                kept.remove(&oldest);
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<K, (Duration, V)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K, V> fmt::Debug for Kept<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, MAX_KEPT};
    use std::time::Duration;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// SVC.5
    #[test]
    fn an_answer_is_given_as_long_as_its_age_is_allowed() {
        let kept = Kept::default();
        kept.keep("key", 1, at(10));
        assert_eq!(kept.get(&"key", 0, at(10)), None);
        assert_eq!(kept.get(&"key", 1, at(10)), Some(1));
        assert_eq!(kept.get(&"key", 60, at(70)), Some(1));
        assert_eq!(kept.get(&"key", 60, at(70) + Duration::from_nanos(1)), None);
        assert_eq!(kept.get(&"key", u64::MAX, Duration::MAX), Some(1));
        assert_eq!(kept.get(&"other", u64::MAX, at(10)), None);
    }

    /// SVC.5
    #[test]
    fn a_later_answer_takes_the_place_of_an_earlier_one() {
        let kept = Kept::default();
        kept.keep("key", 1, at(10));
        kept.keep("key", 2, at(20));
        kept.keep("key", 3, at(15));
        assert_eq!(kept.get(&"key", 5, at(25)), Some(2));
    }

    /// SVC.5
    #[test]
    fn of_too_many_answers_the_oldest_goes() {
        let kept = Kept::default();
        for key in 0..=MAX_KEPT as u64 {
            kept.keep(key, key, at(key));
        }
        assert_eq!(kept.get(&0, u64::MAX, at(0)), None);
        assert_eq!(kept.get(&1, u64::MAX, at(0)), Some(1));
        assert_eq!(kept.kept().len(), MAX_KEPT);
    }
}
