use super::DynamoDbError;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// How many significant digits a number may have.
const DIGITS: usize = 38;

/// The powers of ten that a number's first digit may stand for.
const LARGEST: i64 = 125;
const SMALLEST: i64 = -130;

/// A number of DynamoDB: decimal, with at most 38 significant digits, and exact.
///
/// Its text is the plain decimal, without an exponent and without zeros that say nothing.
///
/// # Examples
///
/// ```
/// use momento_functions_models::dynamodb::Number;
///
/// let number: Number = "+01.50e3".parse().unwrap();
/// assert_eq!(number.to_string(), "1500");
/// assert!(number > "-2e125".parse().unwrap());
/// ```
// The order of the fields makes the derived order the numeric one: a negative number has all three
// negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// -1, 0 or 1.
    sign: i8,
    /// The power of ten of the first digit, by the sign.
    magnitude: i16,
    /// The digits, filled up to 38 with zeros, by the sign.
    digits: i128,
}

impl Number {
    const ZERO: Self = Self {
        sign: 0,
        magnitude: 0,
        digits: 0,
    };

    /// Makes a number of a count.
    #[must_use]
    pub fn from_count(count: usize) -> Self {
        let text = count.to_string();
        let power = i16::try_from(text.len()).unwrap_or(i16::MAX) - 1;
        Self::assemble(false, text.trim_end_matches('0'), power)
    }

    /// Tells how many digits say something.
    pub(super) fn significant(self) -> usize {
        if self.sign == 0 {
            return 0;
        }
        self.text().len()
    }

    /// Puts together at most 38 digits, of which neither the first nor the last is a zero.
    fn assemble(negative: bool, digits: &str, magnitude: i16) -> Self {
        if digits.is_empty() {
            return Self::ZERO;
        }
        let filled = format!("{digits:0<DIGITS$}");
        let digits = filled
            .bytes()
            .fold(0, |sum: i128, digit| sum * 10 + i128::from(digit - b'0'));
        let sign = if negative { -1 } else { 1 };
        Self {
            sign,
            magnitude: magnitude * i16::from(sign),
            digits: digits * i128::from(sign),
        }
    }

    /// The significant digits.
    fn text(self) -> String {
        let digits = self.digits.unsigned_abs().to_string();
        digits.trim_end_matches('0').to_owned()
    }
}

impl FromStr for Number {
    type Err = DynamoDbError;

    fn from_str(text: &str) -> Result<Self, DynamoDbError> {
        let parts = Parts::of(text).ok_or_else(|| {
            refused(format!(
                "The parameter cannot be converted to a numeric value: {text}"
            ))
        })?;
        let digits: String = [parts.whole, parts.fraction].concat();
        let from_first = digits.trim_start_matches('0');
        let significant = from_first.trim_end_matches('0');
        if significant.is_empty() {
            return Ok(Self::ZERO);
        }
        let zeros = digits.len() - from_first.len();
        let place = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let magnitude = place(parts.whole.len()) - place(zeros) - 1;
        let magnitude = parts.exponent.saturating_add(magnitude);
        if significant.len() > DIGITS {
            return Err(refused(
                "Attempting to store more than 38 significant digits in a Number",
            ));
        }
        if magnitude > LARGEST {
            return Err(refused(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
            ));
        }
        let magnitude = i16::try_from(magnitude).ok();
        let magnitude = magnitude.filter(|magnitude| i64::from(*magnitude) >= SMALLEST);
        let magnitude = magnitude.ok_or_else(|| {
            refused(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            )
        })?;
        Ok(Self::assemble(parts.negative, significant, magnitude))
    }
}

fn refused(text: impl Into<String>) -> DynamoDbError {
    DynamoDbError::Validation(text.into())
}

/// What a number's text is made of.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (negative, text) = signed(text);
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, self::exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let some = !(whole.is_empty() && fraction.is_empty());
        (some && digits(whole) && digits(fraction)).then_some(Self {
            negative,
            whole,
            fraction,
            exponent,
        })
    }
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Reads an exponent; one that no number can have stays so.
fn exponent(text: &str) -> Option<i64> {
    let (negative, digits) = signed(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Beyond this, so many digits would have to stand before it that no request has them.
    let value = digits.parse().unwrap_or(i64::MAX).min(1 << 40);
    Some(if negative { -value } else { value })
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.sign == 0 {
            return f.write_str("0");
        }
        if self.sign < 0 {
            f.write_str("-")?;
        }
        let digits = self.text();
        let magnitude = self.magnitude * i16::from(self.sign);
        let Ok(before) = usize::try_from(magnitude) else {
            let zeros = usize::from(magnitude.unsigned_abs()) - 1;
            return write!(f, "0.{:0<zeros$}{digits}", "");
        };
        match digits.split_at_checked(before + 1) {
            Some((whole, "")) => f.write_str(whole),
            Some((whole, fraction)) => write!(f, "{whole}.{fraction}"),
            None => write!(f, "{digits:0<width$}", width = before + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        text.parse::<Number>().unwrap().to_string()
    }

    fn refusal(text: &str) -> String {
        text.parse::<Number>().unwrap_err().to_string()
    }

    /// DDB.2
    #[test]
    fn a_number_is_given_back_as_the_plain_decimal() {
        for (written, plain) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("0e1000", "0"),
            ("+3", "3"),
            ("0001.230", "1.23"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-17e2", "-1700"),
            ("1E-3", "0.001"),
            ("-17.4e1", "-174"),
            ("123456e-3", "123.456"),
            ("100", "100"),
        ] {
            assert_eq!(normal(written), plain, "{written}");
        }
    }

    /// DDB.2
    #[test]
    fn what_is_no_decimal_is_no_number() {
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "NaN", "Infinity", " 1", "1 ", "0x1", "1,5", "--1",
            "1.2.3", "1e5.0", "１",
        ] {
            let expected = "cannot be converted to a numeric value";
            assert!(refusal(text).contains(expected), "{text}");
        }
    }

    /// DDB.2
    #[test]
    fn a_number_has_at_most_38_significant_digits() {
        let most = "31415926535897932384626433832795028841";
        assert_eq!(most.len(), 38);
        for fits in [
            most.to_owned(),
            format!("-0.{most}"),
            format!("{most}e30"),
            format!("000{most}000"),
        ] {
            assert_eq!(fits.parse::<Number>().unwrap().text().len(), 38, "{fits}");
        }
        for over in [
            format!("{most}1"),
            format!("0.{most}1"),
            format!("{most}01"),
        ] {
            assert!(
                refusal(&over).contains("more than 38 significant"),
                "{over}"
            );
        }
    }

    /// DDB.2
    #[test]
    fn a_numbers_magnitude_is_limited_both_ways() {
        let nines = "9".repeat(38);
        for fits in ["1e125", "-9.9e125", "1e-130", "0.001e-127", "9.99e125"] {
            assert!(fits.parse::<Number>().is_ok(), "{fits}");
        }
        assert!(format!("{nines}e88").parse::<Number>().is_ok());
        for over in ["1e126", "-10e125", "1e99999999999999999999", "0.1e127"] {
            assert!(refusal(over).contains("Number overflow"), "{over}");
        }
        for under in ["1e-131", "-0.9e-130", "1e-99999999999999999999"] {
            assert!(refusal(under).contains("Number underflow"), "{under}");
        }
    }

    /// DDB.2
    #[test]
    fn numbers_compare_by_value_however_they_are_written() {
        let ascending = [
            "-1e125", "-12.5", "-12.4", "-2", "-0.1", "-1e-130", "0", "1e-130", "0.09", "0.1", "2",
            "10", "12.4", "12.41", "1e125",
        ];
        let numbers = ascending.map(|text| text.parse::<Number>().unwrap());
        assert!(numbers.is_sorted_by(|one, other| one < other));
        for (one, same) in [("17", "17.0"), ("-0", "0"), ("1e2", "100"), ("0.10", ".1")] {
            assert_eq!(one.parse::<Number>(), same.parse::<Number>());
        }
    }

    #[test]
    fn a_count_is_a_number() {
        for count in [0, 7, 10, 409_600, usize::MAX] {
            assert_eq!(Number::from_count(count).to_string(), count.to_string());
        }
    }
}
