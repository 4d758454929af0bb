use std::error::Error;
use std::fmt;

use momento_functions_wit::topic::Error as Abi;

/// Why a message was not published, or not for certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicError {
    /// The service failed. Trying again may help.
    InternalError,
    /// The call was given up before it ended. The message may have been published.
    RequestCancelled,
    /// An argument is not allowed. Holds which.
    InvalidArgument(String),
    /// No answer came in time. The message may have been published.
    Timeout,
    /// The function may not publish this. Holds why.
    PermissionDenied(String),
    /// A limit was met: a size or a rate. Holds which.
    LimitExceeded(String),
    /// The service is not in a state for this. Holds more.
    FailedPrecondition(String),
    /// What the call names does not exist, the cache for instance. Holds what.
    NotFound(String),
}

impl TopicError {
    pub(crate) fn from_abi(error: Abi) -> Self {
        match error {
            Abi::InternalError => Self::InternalError,
            Abi::RequestCancelled => Self::RequestCancelled,
            Abi::InvalidArgument(why) => Self::InvalidArgument(why),
            Abi::Timeout => Self::Timeout,
            Abi::PermissionDenied(why) => Self::PermissionDenied(why),
            Abi::LimitExceeded(why) => Self::LimitExceeded(why),
            Abi::FailedPrecondition(why) => Self::FailedPrecondition(why),
            Abi::NotFound(why) => Self::NotFound(why),
        }
    }
}

impl fmt::Display for TopicError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("could not publish: ")?;
        match self {
            Self::InternalError => f.write_str("the service failed; trying again may help"),
            Self::RequestCancelled => f.write_str(
                "it was given up before it ended, and may have been published; publish again where twice does no harm",
            ),
            Self::Timeout => f.write_str(
                "no answer came in time, and it may have been published; publish again where twice does no harm",
            ),
            Self::InvalidArgument(why) => write!(f, "an argument is not allowed: {why}"),
            Self::PermissionDenied(why) => write!(f, "the function may not do this: {why}"),
            Self::LimitExceeded(why) => {
                write!(f, "a limit was met: {why}; send less at once, or less often")
            }
            Self::FailedPrecondition(why) => write!(f, "the service is not in a state for it: {why}"),
            Self::NotFound(why) => write!(f, "what it names does not exist: {why}"),
        }
    }
}

impl Error for TopicError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_of_the_host_is_told_with_what_can_be_done() {
        let why = || "why".to_owned();
        let cases = [
            (
                Abi::InternalError,
                "the service failed; trying again may help",
            ),
            (
                Abi::RequestCancelled,
                "it was given up before it ended, and may have been published; publish again where twice does no harm",
            ),
            (
                Abi::Timeout,
                "no answer came in time, and it may have been published; publish again where twice does no harm",
            ),
            (
                Abi::InvalidArgument(why()),
                "an argument is not allowed: why",
            ),
            (
                Abi::PermissionDenied(why()),
                "the function may not do this: why",
            ),
            (
                Abi::LimitExceeded(why()),
                "a limit was met: why; send less at once, or less often",
            ),
            (
                Abi::FailedPrecondition(why()),
                "the service is not in a state for it: why",
            ),
            (Abi::NotFound(why()), "what it names does not exist: why"),
        ];
        for (case, text) in cases {
            assert_eq!(
                TopicError::from_abi(case).to_string(),
                format!("could not publish: {text}")
            );
        }
    }
}
