//! Sizes and durations as people write them.

use std::str::FromStr;
use std::time::Duration;

use momento_functions_test_host::{UnitError, parse_size};

/// A number of bytes: `65536`, `64KiB`, `16 MiB`, `1GiB`, `5MB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

impl FromStr for Size {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        parse_size(text).map(Self)
    }
}

/// Writes a number with its thousands apart: `42,991`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Writes a duration with the digits that matter: `850µs`, `1.2ms`, `3.10s`.
pub(crate) fn short(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match duration.as_micros() {
        micros @ 0..1_000 => format!("{micros}µs"),
        1_000..1_000_000 => format!("{:.1}ms", seconds * 1e3),
        _ => format!("{seconds:.2}s"),
    }
}

/// A duration in milliseconds, to the microsecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(
            [1, 999, 1_000, 42_991, 1_234_567].map(grouped),
            ["1", "999", "1,000", "42,991", "1,234,567"]
        );
        let durations = [850, 1_249, 3_100_000].map(Duration::from_micros);
        assert_eq!(durations.map(short), ["850µs", "1.2ms", "3.10s"]);
    }
}
