use crate::ServiceError;
use std::time::Duration;

/// What a cache accepts, and how much it keeps.
///
/// # Examples
///
/// ```
/// use momento_functions_models::cache::CacheLimits;
///
/// let limits = CacheLimits::default().with_item(1 << 20);
/// assert_eq!(limits.item(), 1 << 20);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheLimits {
    item: usize,
    list_value: usize,
    ttl: Duration,
    bytes: u64,
}

impl Default for CacheLimits {
    fn default() -> Self {
        Self {
            item: 5 << 20,
            list_value: 128 << 10,
            ttl: Duration::from_secs(24 * 60 * 60),
            bytes: 256 << 20,
        }
    }
}

impl CacheLimits {
    /// Returns how many bytes a key, and how many a value of a key, may have. The default is 5 MiB.
    #[must_use]
    pub fn item(&self) -> usize {
        self.item
    }

    /// Returns how many bytes one value of a list may have. The default is 128 KiB.
    #[must_use]
    pub fn list_value(&self) -> usize {
        self.list_value
    }

    /// Returns the longest time to live. The default is 24 hours.
    #[must_use]
    pub fn ttl(&self) -> Duration {
        self.ttl
    }

    /// Returns how many bytes the cache keeps. The default is 256 MiB.
    ///
    /// Keys, values and what they cost beside themselves count.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Sets how many bytes a key, and how many a value of a key, may have.
    #[must_use]
    pub fn with_item(self, item: usize) -> Self {
        Self { item, ..self }
    }

    /// Sets how many bytes one value of a list may have.
    #[must_use]
    pub fn with_list_value(self, list_value: usize) -> Self {
        Self { list_value, ..self }
    }

    /// Sets the longest time to live.
    #[must_use]
    pub fn with_ttl(self, ttl: Duration) -> Self {
        Self { ttl, ..self }
    }

    /// Sets how many bytes the cache keeps.
    #[must_use]
    pub fn with_bytes(self, bytes: u64) -> Self {
        Self { bytes, ..self }
    }

    /// Checks a key, the name of a list among them.
    ///
    /// # Errors
    ///
    /// It is larger than [`CacheLimits::item`].
    pub fn check_key(&self, key: &[u8]) -> Result<(), ServiceError> {
        at_most("a key", key.len(), self.item)
    }

    /// Checks a value of a key.
    ///
    /// # Errors
    ///
    /// It is larger than [`CacheLimits::item`].
    pub fn check_item(&self, value: &[u8]) -> Result<(), ServiceError> {
        at_most("a value", value.len(), self.item)
    }

    /// Checks a value of a list.
    ///
    /// # Errors
    ///
    /// It is larger than [`CacheLimits::list_value`].
    pub fn check_list_value(&self, value: &[u8]) -> Result<(), ServiceError> {
        at_most("a value of a list", value.len(), self.list_value)
    }

    /// Checks a time to live.
    ///
    /// # Errors
    ///
    /// It is 0, or longer than [`CacheLimits::ttl`].
    pub fn time_to_live(&self, milliseconds: u64) -> Result<Duration, ServiceError> {
        let ttl = Duration::from_millis(milliseconds);
        if ttl.is_zero() || ttl > self.ttl {
            return Err(ServiceError::InvalidArgument(format!(
                "a time to live is from 1 to {} milliseconds; this one is {milliseconds}",
                self.ttl.as_millis(),
            )));
        }
        Ok(ttl)
    }
}

fn at_most(what: &str, length: usize, limit: usize) -> Result<(), ServiceError> {
    if length <= limit {
        return Ok(());
    }
    Err(ServiceError::LimitExceeded(format!(
        "{what} has at most {limit} bytes; this one has {length}"
    )))
}

#[cfg(test)]
mod tests {
    use super::{CacheLimits, Duration, ServiceError};

    /// CACHE.1
    #[test]
    fn a_time_to_live_is_not_zero_and_not_over_the_longest() {
        let limits = CacheLimits::default().with_ttl(Duration::from_secs(2));
        for good in [1, 1999, 2000] {
            let ttl = Duration::from_millis(good);
            assert_eq!(limits.time_to_live(good), Ok(ttl));
        }
        for bad in [0, 2001, u64::MAX] {
            let refused = limits.time_to_live(bad);
            assert!(matches!(refused, Err(ServiceError::InvalidArgument(_))));
        }
    }

    /// CACHE.2
    #[test]
    fn the_defaults_are_the_services() {
        let limits = CacheLimits::default();
        assert_eq!(limits.item(), 5 * 1024 * 1024);
        assert_eq!(limits.ttl(), Duration::from_secs(86_400));
        assert_eq!(limits.list_value(), 128 * 1024);
        assert_eq!(limits.bytes(), 256 * 1024 * 1024);
    }

    /// CACHE.2
    #[test]
    fn each_limit_is_met_and_not_passed() {
        let limits = CacheLimits::default().with_item(3).with_list_value(2);
        assert_eq!(limits.check_item(b"abc"), Ok(()));
        assert_eq!(limits.check_key(b"abc"), Ok(()));
        assert_eq!(limits.check_list_value(b"ab"), Ok(()));
        let text = "a value has at most 3 bytes; this one has 4".to_owned();
        assert_eq!(
            limits.check_item(b"abcd"),
            Err(ServiceError::LimitExceeded(text))
        );
        assert!(limits.check_key(b"abcd").is_err());
        assert!(limits.check_list_value(b"abc").is_err());
    }
}
