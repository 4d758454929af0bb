use std::fmt::Write as _;

/// Encodes all but RFC 3986's unreserved characters and those of `keep`.
pub(crate) fn percent_encoded(text: &str, keep: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn what_is_not_unreserved_is_encoded() {
        assert_eq!(percent_encoded("a/b c~é:", b"/"), "a/b%20c~%C3%A9%3A");
        assert_eq!(percent_encoded("a/b", b""), "a%2Fb");
    }
}
