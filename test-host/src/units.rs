//! Sizes and durations as people write them.

use std::time::Duration;

/// A text is no size, or no duration: says how one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnitError(&'static str);

/// Reads a number of bytes: `65536`, `64KiB`, `16 MiB`, `1GiB`, `5MB`.
///
/// # Errors
///
/// The text is no whole number with one of these units, or is more than a `u64` holds.
///
/// # Examples
///
/// ```
/// assert_eq!(momento_functions_test_host::parse_size("16MiB"), Ok(16 << 20));
/// ```
pub fn parse_size(text: &str) -> Result<u64, UnitError> {
    let (number, unit) = split(text);
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => Some(1),
        "kib" => Some(1 << 10),
        "mib" => Some(1 << 20),
        "gib" => Some(1 << 30),
        "kb" => Some(1_000),
        "mb" => Some(1_000_000),
        "gb" => Some(1_000_000_000),
        _ => None,
    };
    let bytes = factor.and_then(|factor: u64| number.parse::<u64>().ok()?.checked_mul(factor));
    bytes.ok_or(UnitError("write a size as 65536, 64KiB, 16MiB or 5MB"))
}

/// Reads a duration: `100ms`, `30s`, `5m`, `2h`.
///
/// # Errors
///
/// The text is no whole number with one of these units, or is more milliseconds than a `u64` holds.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// let read = momento_functions_test_host::parse_duration("100ms");
/// assert_eq!(read, Ok(Duration::from_millis(100)));
/// ```
pub fn parse_duration(text: &str) -> Result<Duration, UnitError> {
    let (number, unit) = split(text);
    let milliseconds = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    let total =
        milliseconds.and_then(|factor: u64| number.parse::<u64>().ok()?.checked_mul(factor));
    total
        .map(Duration::from_millis)
        .ok_or(UnitError("write a duration as 100ms, 30s, 5m or 2h"))
}

fn split(text: &str) -> (&str, &str) {
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    (number, unit.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_take_units() {
        for (text, bytes) in [
            ("65536", 65_536),
            ("64KiB", 65_536),
            ("16 mib", 16 << 20),
            ("5MB", 5_000_000),
        ] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "KiB", "-1", "1.5MiB", "1TiB", "99999999999GiB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations_need_a_unit() {
        assert_eq!(parse_duration("100ms"), Ok(Duration::from_millis(100)));
        assert_eq!(parse_duration("2h"), Ok(Duration::from_secs(7_200)));
        for text in ["", "10", "s", "-1s", "1d"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }
}
