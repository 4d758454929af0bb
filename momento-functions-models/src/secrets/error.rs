use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why there is no value, or none is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretsError {
    /// There is no such secret, or no such version of it.
    NotFound,
    /// A name, a version or a value does not hold to the rules of Secrets Manager.
    Malformed(String),
}

impl SecretsError {
    pub(super) fn malformed(text: impl Into<String>) -> Self {
        Self::Malformed(text.into())
    }
}

impl Display for SecretsError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such secret, or no such version of it"),
            Self::Malformed(text) => f.write_str(text),
        }
    }
}

impl Error for SecretsError {}
