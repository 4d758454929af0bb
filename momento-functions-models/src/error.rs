use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why a call to a cache or a topic failed: the variants of the WIT's `error`, one to one.
///
/// `momento:cache-scalar`, `momento:cache-list` and `momento:topic` share this shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceError {
    /// The service failed.
    InternalError,
    /// The call was given up before it ended.
    RequestCancelled,
    /// An argument is not allowed.
    InvalidArgument(String),
    /// No answer came in time.
    Timeout,
    /// The function may not do this.
    PermissionDenied(String),
    /// A limit was met.
    LimitExceeded(String),
    /// The service is not in a state for this call.
    FailedPrecondition(String),
    /// What the call names does not exist.
    NotFound(String),
}

impl Display for ServiceError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::InternalError => f.write_str("the service failed"),
            Self::RequestCancelled => f.write_str("the call was given up before it ended"),
            Self::InvalidArgument(text) => write!(f, "invalid argument: {text}"),
            Self::Timeout => f.write_str("no answer came in time"),
            Self::PermissionDenied(text) => write!(f, "permission denied: {text}"),
            Self::LimitExceeded(text) => write!(f, "limit exceeded: {text}"),
            Self::FailedPrecondition(text) => write!(f, "failed precondition: {text}"),
            Self::NotFound(text) => write!(f, "not found: {text}"),
        }
    }
}

impl Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::ServiceError;

    #[test]
    fn an_error_says_what_kind_it_is_and_why() {
        let error = ServiceError::LimitExceeded("5 bytes are too many".to_owned());
        assert_eq!(error.to_string(), "limit exceeded: 5 bytes are too many");
        assert_eq!(ServiceError::Timeout.to_string(), "no answer came in time");
    }
}
