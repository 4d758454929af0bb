use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why an object is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectError {
    /// A name, a key or metadata does not hold to S3's rules.
    Malformed(String),
    /// The store has no room for it; the number is how many bytes it keeps.
    Full(u64),
}

impl Display for ObjectError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(text) => f.write_str(text),
            Self::Full(bytes) => write!(
                f,
                "the local store keeps at most {bytes} bytes, and this object is more than is left"
            ),
        }
    }
}

impl Error for ObjectError {}
