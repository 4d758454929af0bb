use super::TokenError;
use crate::Clock;
use std::time::{Duration, SystemTime};

/// How many seconds a token is valid for at most: 25 hours.
pub const MAX_VALID_FOR: u32 = 90_000;

/// Returns when a token ends that is valid for so many seconds, in seconds since 1970 (UTC).
///
/// # Errors
///
/// The time is 0 or more than [`MAX_VALID_FOR`].
pub fn valid_until(clock: &dyn Clock, valid_for_seconds: u32) -> Result<u64, TokenError> {
    if !(1..=MAX_VALID_FOR).contains(&valid_for_seconds) {
        return Err(TokenError::InvalidArgument(format!(
            "a token is valid for 1 to {MAX_VALID_FOR} seconds; this one for {valid_for_seconds}"
        )));
    }
    let now = clock.wall().duration_since(SystemTime::UNIX_EPOCH);
    // A clock that shows a time before 1970 is as good as one that shows 1970.
    let now = now.unwrap_or(Duration::ZERO).as_secs();
    Ok(now.saturating_add(u64::from(valid_for_seconds)))
}

#[cfg(test)]
mod tests {
    use super::{MAX_VALID_FOR, TokenError, valid_until};
    use crate::ManualClock;

    /// SVC.2
    #[test]
    fn a_token_is_valid_for_at_most_twenty_five_hours() {
        let clock = ManualClock::default();
        let start = 1_767_225_600;
        assert_eq!(valid_until(&clock, 1), Ok(start + 1));
        assert_eq!(valid_until(&clock, 25 * 60 * 60), Ok(start + 90_000));
        for bad in [0, MAX_VALID_FOR + 1, u32::MAX] {
            let refused = valid_until(&clock, bad);
            assert!(matches!(refused, Err(TokenError::InvalidArgument(_))));
        }
    }
}
