use std::error::Error;
use std::{fmt, io};

use momento_functions_bytes::EncodeError;
use momento_functions_wit::spawn::SpawnError as Abi;

/// Why a function was not started.
#[non_exhaustive]
pub enum SpawnError<E: EncodeError> {
    /// The payload could not be encoded. Nothing was sent.
    EncodeFailed {
        /// The encoding's own error.
        cause: E,
    },
    /// The payload is a body whose source failed before its end. Nothing was sent.
    PayloadIncomplete {
        /// How the source failed.
        cause: io::Error,
    },
    /// The cache has no spawn function of this name.
    FunctionNotFound {
        /// The name as it was given.
        name: String,
    },
    /// A limit forbids it for now: too many runs at once, or a payload that is too large. The text
    /// says which.
    Limit(String),
    /// The host failed. Trying again may help.
    InternalError,
}

impl<E: EncodeError> SpawnError<E> {
    pub(crate) fn from_abi(error: Abi, name: &str) -> Self {
        match error {
            Abi::FunctionNotFound => Self::FunctionNotFound {
                name: name.to_owned(),
            },
            Abi::Limit(which) => Self::Limit(which),
            Abi::InternalError => Self::InternalError,
        }
    }
}

/// The case, and the cause in its own words: the debug text of a cause may hold the payload, and `?` in
/// a web function answers the caller with this text.
impl<E: EncodeError> fmt::Debug for SpawnError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodeFailed { cause } => f
                .debug_struct("EncodeFailed")
                .field("cause", &format_args!("{cause}"))
                .finish(),
            Self::PayloadIncomplete { cause } => f
                .debug_struct("PayloadIncomplete")
                .field("cause", cause)
                .finish(),
            Self::FunctionNotFound { name } => f
                .debug_struct("FunctionNotFound")
                .field("name", name)
                .finish(),
            Self::Limit(which) => f.debug_tuple("Limit").field(which).finish(),
            Self::InternalError => f.write_str("InternalError"),
        }
    }
}

impl<E: EncodeError> fmt::Display for SpawnError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodeFailed { cause } => {
                write!(f, "the payload could not be encoded: {cause}")
            }
            Self::PayloadIncomplete { cause } => {
                write!(f, "the payload broke off before its end: {cause}")
            }
            Self::FunctionNotFound { name } => write!(
                f,
                "the cache has no spawn function {name:?}: deploy one under this name, made with `spawn!`"
            ),
            Self::Limit(which) => write!(f, "the function may not be started now: {which}"),
            Self::InternalError => {
                f.write_str("the host failed to start the function: trying again may help")
            }
        }
    }
}

impl<E: EncodeError> Error for SpawnError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::EncodeFailed { cause } => Some(cause),
            Self::PayloadIncomplete { cause } => Some(cause),
            Self::FunctionNotFound { .. } | Self::Limit(_) | Self::InternalError => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Bad;

    impl fmt::Display for Bad {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bad")
        }
    }

    impl Error for Bad {}

    impl EncodeError for Bad {}

    #[test]
    fn what_the_host_answers_is_told_in_its_own_words() {
        let cases = [
            (
                Abi::FunctionNotFound,
                "the cache has no spawn function \"f\": deploy one under this name, made with `spawn!`",
            ),
            (
                Abi::Limit("100 runs at once".to_owned()),
                "the function may not be started now: 100 runs at once",
            ),
            (
                Abi::InternalError,
                "the host failed to start the function: trying again may help",
            ),
        ];
        for (case, text) in cases {
            let error = SpawnError::<Bad>::from_abi(case, "f");
            assert_eq!(error.to_string(), text);
            assert!(error.source().is_none());
        }
    }

    #[test]
    fn the_debug_text_has_the_case_and_the_cause_in_its_own_words() {
        let cases = [
            (
                SpawnError::EncodeFailed { cause: Bad },
                "EncodeFailed { cause: bad }",
            ),
            (
                SpawnError::PayloadIncomplete {
                    cause: io::ErrorKind::TimedOut.into(),
                },
                "PayloadIncomplete { cause: Kind(TimedOut) }",
            ),
            (
                SpawnError::FunctionNotFound {
                    name: "f".to_owned(),
                },
                "FunctionNotFound { name: \"f\" }",
            ),
            (SpawnError::Limit("w".to_owned()), "Limit(\"w\")"),
            (SpawnError::InternalError, "InternalError"),
        ];
        for (error, text) in cases {
            assert_eq!(format!("{error:?}"), text);
        }
    }

    #[test]
    fn what_is_wrong_with_the_payload_is_the_source() {
        let error = SpawnError::EncodeFailed { cause: Bad };
        assert_eq!(error.to_string(), "the payload could not be encoded: bad");
        assert!(error.source().unwrap().is::<Bad>());
        let cause = io::Error::from(io::ErrorKind::TimedOut);
        let error = SpawnError::<Bad>::PayloadIncomplete { cause };
        assert!(
            error
                .to_string()
                .starts_with("the payload broke off before its end: ")
        );
        assert!(error.source().unwrap().is::<io::Error>());
    }
}
