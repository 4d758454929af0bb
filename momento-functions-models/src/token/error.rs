use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why no token was made: the variants of the WIT's `token-error`, one to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenError {
    /// The service failed.
    InternalError,
    /// The permissions or the time do not hold to the rules.
    InvalidArgument(String),
    /// The function may not make such a token.
    PermissionDenied(String),
    /// A limit was met.
    LimitExceeded(String),
}

impl Display for TokenError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::InternalError => f.write_str("the service failed"),
            Self::InvalidArgument(text) => write!(f, "invalid argument: {text}"),
            Self::PermissionDenied(text) => write!(f, "permission denied: {text}"),
            Self::LimitExceeded(text) => write!(f, "limit exceeded: {text}"),
        }
    }
}

impl Error for TokenError {}
