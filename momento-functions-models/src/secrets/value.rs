use super::SecretsError;
use std::fmt;

/// API reference of Secrets Manager, `CreateSecret`.
const MAX_VALUE: usize = 64 << 10;

/// A secret's value. Its debug text tells the length alone.
#[derive(Clone, PartialEq, Eq)]
pub enum SecretValue {
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl SecretValue {
    fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }

    pub(super) fn check(&self) -> Result<(), SecretsError> {
        if (1..=MAX_VALUE).contains(&self.len()) {
            return Ok(());
        }
        Err(SecretsError::Malformed(format!(
            "a secret has 1 to {MAX_VALUE} bytes; this one has {}",
            self.len()
        )))
    }
}

impl From<&str> for SecretValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SecretValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for SecretValue {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretValue({} bytes)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_VALUE, SecretValue};

    /// AWS.5
    #[test]
    fn a_secret_has_1_to_65536_bytes() {
        for (bytes, fits) in [
            (0, false),
            (1, true),
            (MAX_VALUE, true),
            (MAX_VALUE + 1, false),
        ] {
            assert_eq!(
                SecretValue::from(vec![0; bytes]).check().is_ok(),
                fits,
                "{bytes}"
            );
        }
    }

    /// AWS.9
    #[test]
    fn a_value_is_not_in_its_debug_text() {
        assert_eq!(
            format!("{:?}", SecretValue::from("abc")),
            "SecretValue(3 bytes)"
        );
    }
}
