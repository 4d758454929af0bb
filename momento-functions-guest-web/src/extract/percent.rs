use std::string::FromUtf8Error;

/// Decodes `%41` and its like. A `%` that two hexadecimal digits do not follow stands for itself, as
/// the URL standard has it (WHATWG URL, section 1.3).
pub(crate) fn decode(text: &str) -> Result<String, FromUtf8Error> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let (byte, after) = escaped(byte, after).unwrap_or((byte, after));
        decoded.push(byte);
        rest = after;
    }
    String::from_utf8(decoded)
}

fn escaped(byte: u8, after: &[u8]) -> Option<(u8, &[u8])> {
    let ([high, low], rest) = after.split_first_chunk::<2>()?;
    (byte == b'%').then_some(())?;
    Some((digit(*high)? << 4 | digit(*low)?, rest))
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_and_all_else_stands() {
        assert_eq!(decode("a%20b%2fc%2F%C3%A9+").unwrap(), "a b/c/é+");
        assert_eq!(decode("").unwrap(), "");
    }

    #[test]
    fn a_percent_sign_without_two_digits_stands_for_itself() {
        for text in ["%", "%4", "100%", "%zz", "%-1", "%+1"] {
            assert_eq!(decode(text).unwrap(), text);
        }
        assert_eq!(decode("%%41").unwrap(), "%A");
    }

    #[test]
    fn escapes_that_are_no_utf8_are_an_error() {
        assert_eq!(decode("ab%ff").unwrap_err().utf8_error().valid_up_to(), 2);
    }
}
