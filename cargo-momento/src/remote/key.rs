use std::fmt;

use http::HeaderValue;

use super::RemoteError;

/// What stands in the place of a key wherever something is shown.
pub(crate) const MASK: &str = "***";

/// A key of a service. No text that is shown has it.
#[derive(Clone)]
pub(crate) struct Key(HeaderValue);

impl Key {
    /// Takes a key that can stand in a header. `from` says where it comes from.
    pub(super) fn new(text: &str, from: &str) -> Result<Self, RemoteError> {
        let text = text.trim();
        let from = || from.to_owned();
        if text.is_empty() {
            return Err(RemoteError::EmptyKey { from: from() });
        }
        let mut value =
            HeaderValue::from_str(text).map_err(|_| RemoteError::BadKey { from: from() })?;
        value.set_sensitive(true);
        Ok(Self(value))
    }

    /// The header's value: the key as it is, without `Bearer`.
    pub(super) fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    /// Takes the key out of a text, for a server may have sent it back.
    pub(super) fn hide(&self, text: &str) -> String {
        match self.0.to_str() {
            Ok(key) => text.replace(key, MASK),
            Err(_) => text.to_owned(),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.3
    #[test]
    fn a_key_is_sent_as_it_is_and_shown_nowhere() {
        let key = Key::new("s3cret\n", "`--key`").unwrap();
        assert_eq!(key.header(), "s3cret");
        assert_eq!(format!("{key:?} {:?}", key.header()), "*** Sensitive");
        assert_eq!(key.hide("no s3cret here"), "no *** here");
    }

    /// CLI.3
    #[test]
    fn a_key_that_cannot_be_sent_is_refused_without_being_shown() {
        for text in ["", " ", "s3cret\nx", "s3cret\0"] {
            let error = Key::new(text, "$KEY").unwrap_err().to_string();
            assert!(
                error.contains("$KEY") && !error.contains("s3cret"),
                "{error}"
            );
        }
    }
}
