//! Hashes of values as entity tags.

use std::fmt::Write as _;

use http::HeaderValue;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::ValueHash;

use super::parameters::invalid;

/// DAT.5: the tag of a value: its hash in hexadecimal.
pub(super) fn tag(hash: &ValueHash) -> Option<HeaderValue> {
    let mut tag = String::from("\"");
    for byte in hash.as_bytes() {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    HeaderValue::try_from(tag).ok()
}

/// Reads the hash from a tag. One that this host has not given is the hash of no value.
pub(super) fn hash(tag: &str) -> Result<Vec<u8>, ServiceError> {
    let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('"') => {
            Ok(from_hex(inner).unwrap_or_else(|| inner.as_bytes().to_vec()))
        }
        _ => Err(invalid(
            "a condition is `*`, or one entity tag in quotes, as an answer gave it",
        )),
    }
}

/// Reads hexadecimal digits, two a byte.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let pair = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(high)? << 4 | digit(low)?).ok(),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DAT.5
    #[test]
    fn a_tag_is_the_hash_and_back() {
        let hash_of = ValueHash::of(b"abc");
        let tag = tag(&hash_of).unwrap();
        assert_eq!(tag, "\"ba7816bf8f01cfea414140de5dae2223\"");
        assert_eq!(hash(tag.to_str().unwrap()).unwrap(), hash_of.as_bytes());
    }

    /// DAT.5
    #[test]
    fn a_tag_of_another_is_the_hash_of_no_value_and_a_weak_one_is_refused() {
        assert_eq!(hash("\"v1\"").unwrap(), b"v1");
        assert_eq!(hash("\"abc\"").unwrap(), b"abc");
        for text in ["W/\"ba\"", "ba", "\"", "\"a\", \"b\"", ""] {
            assert!(hash(text).is_err(), "{text}");
        }
    }
}
