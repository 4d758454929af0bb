//! Sizes and durations as people write them.

use std::str::FromStr;
use std::time::Duration;

/// A number of bytes: `65536`, `64KiB`, `16 MiB`, `1GiB`, `5MB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
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
        bytes
            .map(Self)
            .ok_or_else(|| "write a size as 65536, 64KiB, 16MiB or 5MB".to_owned())
    }
}

/// Parses `100ms`, `30s`, `5m`, `2h`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
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
        .ok_or_else(|| "write a duration as 100ms, 30s, 5m or 2h".to_owned())
}

fn split(text: &str) -> (&str, &str) {
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    (number, unit.trim())
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
    fn sizes_take_units() {
        for (text, bytes) in [
            ("65536", 65_536),
            ("64KiB", 65_536),
            ("16 mib", 16 << 20),
            ("5MB", 5_000_000),
        ] {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
        }
        for text in ["", "KiB", "-1", "1.5MiB", "1TiB", "99999999999GiB"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }

    #[test]
    fn durations_need_a_unit() {
        assert_eq!(duration("100ms"), Ok(Duration::from_millis(100)));
        assert_eq!(duration("2h"), Ok(Duration::from_secs(7_200)));
        for text in ["", "10", "s", "-1s", "1d"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

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
