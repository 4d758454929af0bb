use std::time::Duration;

/// Gives a time to live in whole milliseconds, as the host counts it.
///
/// # Limits
/// Rounded up, so that only zero becomes 0, which the cache refuses; what is too long for a `u64` is
/// `u64::MAX`. The cache's own longest time to live (24 hours by default) is the host's to check.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_collections_common::saturate_ttl;
///
/// assert_eq!(saturate_ttl(Duration::from_secs(1)), 1000);
/// assert_eq!(saturate_ttl(Duration::from_nanos(1)), 1);
/// assert_eq!(saturate_ttl(Duration::MAX), u64::MAX);
/// ```
#[must_use]
pub fn saturate_ttl(ttl: Duration) -> u64 {
    u64::try_from(ttl.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_zero_is_zero() {
        assert_eq!(saturate_ttl(Duration::ZERO), 0);
        assert_eq!(saturate_ttl(Duration::from_nanos(1)), 1);
        assert_eq!(saturate_ttl(Duration::from_nanos(999_999)), 1);
    }

    #[test]
    fn a_part_of_a_millisecond_is_a_whole_one() {
        assert_eq!(saturate_ttl(Duration::from_millis(7)), 7);
        assert_eq!(saturate_ttl(Duration::from_nanos(7_000_001)), 8);
    }

    #[test]
    fn the_longest_saturates_and_the_longest_that_fits_does_not() {
        assert_eq!(saturate_ttl(Duration::MAX), u64::MAX);
        let fits = Duration::from_millis(u64::MAX - 1);
        assert_eq!(saturate_ttl(fits), u64::MAX - 1);
        let just_too_long = Duration::from_millis(u64::MAX) + Duration::from_nanos(1);
        assert_eq!(saturate_ttl(just_too_long), u64::MAX);
    }
}
