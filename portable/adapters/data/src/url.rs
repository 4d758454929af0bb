//! The URLs of requests.

use crate::ServiceError;

/// How long a URL is at most, in bytes: what common servers read.
const BYTES: usize = 65_534;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Tells whether a name can stand in a path: `.` and `..` lead elsewhere, however they are written.
pub(crate) fn is_name(name: &str) -> bool {
    !matches!(name, "." | "..")
}

/// A URL that is put together.
pub(crate) struct Url {
    text: String,
    has_query: bool,
}

impl Url {
    /// Begins with a base and some names below it.
    pub(crate) fn new(base: &str, names: &[&str]) -> Self {
        let mut text = base.to_owned();
        for name in names {
            text.push('/');
            escape(name.as_bytes(), &mut text);
        }
        Self {
            text,
            has_query: false,
        }
    }

    /// Goes on to a route below, whose path needs no escapes.
    pub(crate) fn below(mut self, path: &str) -> Self {
        self.text.push_str(path);
        self
    }

    /// Adds a parameter.
    pub(crate) fn with(mut self, name: &str, value: &[u8]) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.push_str(name);
        self.text.push('=');
        escape(value, &mut self.text);
        self
    }

    /// Adds a key: as text where it is one, which every service reads in the same way.
    pub(crate) fn key(self, key: &[u8]) -> Self {
        match std::str::from_utf8(key) {
            Ok(_) => self.with("key", key),
            Err(_) => self.with("key_base64", base64(key).as_bytes()),
        }
    }

    pub(crate) fn text(self) -> Result<String, ServiceError> {
        let length = self.text.len();
        if length > BYTES {
            return Err(ServiceError::LimitExceeded(format!(
                "a key goes in a URL, which has at most {BYTES} bytes; with this one it has {length}"
            )));
        }
        Ok(self.text)
    }
}

/// RFC 3986: all but the unreserved characters.
fn escape(bytes: &[u8], text: &mut String) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            digits(byte, text);
        }
    }
}

fn digits(byte: u8, text: &mut String) {
    for digit in [byte >> 4, byte & 15] {
        text.push(symbol(HEX, digit.into()));
    }
}

/// Writes bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    bytes.iter().for_each(|byte| digits(*byte, &mut text));
    text
}

/// RFC 4648, 5, with padding.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let all = (0..3).fold(0, |all, place| {
            all << 8 | u32::from(group.get(place).copied().unwrap_or_default())
        });
        for place in 0..4 {
            let symbol = symbol(BASE64, all >> (18 - 6 * place) & 63);
            text.push(if place <= group.len() { symbol } else { '=' });
        }
    }
    text
}

fn symbol(alphabet: &[u8], place: u32) -> char {
    let symbol = usize::try_from(place)
        .ok()
        .and_then(|place| alphabet.get(place));
    symbol.copied().map_or('=', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(names: &[&str], key: &[u8]) -> String {
        Url::new("http://h/x", names).key(key).text().unwrap()
    }

    /// DAT.13
    #[test]
    fn names_and_keys_are_escaped() {
        assert_eq!(
            url(&["cache", "a b/c?"], b"k&=+%~\n"),
            "http://h/x/cache/a%20b%2Fc%3F?key=k%26%3D%2B%25~%0A"
        );
        assert_eq!(
            url(&["cache", "..."], "é".as_bytes()),
            "http://h/x/cache/...?key=%C3%A9"
        );
    }

    /// DAT.13
    #[test]
    fn a_name_that_leads_elsewhere_is_none() {
        assert!(!is_name(".") && !is_name(".."));
        assert!(is_name("...") && is_name("a.b") && is_name(".a"));
    }

    /// DAT.13
    #[test]
    fn a_key_that_is_no_text_is_in_base64() {
        for (key, base64) in [
            (&b"\xff"[..], "_w%3D%3D"),
            (b"\xff\xef", "_-8%3D"),
            (b"\xff\xef\xbe", "_---"),
            (b"\xff\xef\xbea", "_---YQ%3D%3D"),
        ] {
            let expected = format!("http://h/x/cache?key_base64={base64}");
            assert_eq!(url(&["cache"], key), expected);
        }
    }

    /// DAT.13
    #[test]
    fn parameters_follow_each_other() {
        let url = Url::new("http://h", &["cache", "c"])
            .below("/list")
            .with("start", b"-1")
            .key(b"k");
        assert_eq!(url.text().unwrap(), "http://h/cache/c/list?start=-1&key=k");
        assert_eq!(hex(b"\x00\xa9"), "00A9");
    }

    /// DAT.13
    #[test]
    fn a_url_is_not_too_long() {
        let of = |size: usize| Url::new("http://h", &[]).key(&vec![b'a'; size]).text();
        let room = BYTES - "http://h?key=".len();
        assert!(of(room).is_ok());
        assert!(matches!(of(room + 1), Err(ServiceError::LimitExceeded(_))));
    }
}
