use std::error::Error;
use std::fmt;

use momento_functions_bytes::encoding::{EncodeError, ExtractError};
use momento_functions_wit::aws_lambda::LambdaError as Abi;

/// Why Lambda did not do it. That the invoked function failed is no error here: its payload says so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LambdaError {
    /// The credentials do not allow it. The text says more.
    Unauthorized(String),
    /// The request is not one that Lambda understands. The text says how.
    Malformed(String),
    /// Anything else; the text says what.
    Other(String),
}

impl LambdaError {
    pub(crate) fn from_abi(error: Abi) -> Self {
        match error {
            Abi::Unauthorized(why) => Self::Unauthorized(why),
            Abi::Malformed(why) => Self::Malformed(why),
            Abi::Other(why) => Self::Other(why),
        }
    }
}

impl fmt::Display for LambdaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized(why) => write!(
                f,
                "Lambda does not allow it: {why}; the role or key needs `lambda:InvokeFunction`"
            ),
            Self::Malformed(why) => write!(
                f,
                "Lambda does not understand the request: {why}; check the function's name, its qualifier, and that the payload is JSON"
            ),
            Self::Other(why) => write!(f, "Lambda failed: {why}"),
        }
    }
}

impl Error for LambdaError {}

/// Why a function was not invoked.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvokeError<E: EncodeError> {
    /// Lambda did not do it.
    LambdaError(LambdaError),
    /// The payload could not be encoded. Nothing was sent.
    EncodeFailed {
        /// Why.
        cause: E,
    },
}

impl<E: EncodeError> From<LambdaError> for InvokeError<E> {
    fn from(error: LambdaError) -> Self {
        Self::LambdaError(error)
    }
}

/// The case, and the cause in its own words: the debug text of a cause may hold the payload.
impl<E: EncodeError> fmt::Debug for InvokeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LambdaError(error) => f.debug_tuple("LambdaError").field(error).finish(),
            Self::EncodeFailed { cause } => f
                .debug_struct("EncodeFailed")
                .field("cause", &format_args!("{cause}"))
                .finish(),
        }
    }
}

impl<E: EncodeError> fmt::Display for InvokeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LambdaError(error) => error.fmt(f),
            Self::EncodeFailed { cause } => {
                write!(
                    f,
                    "the payload cannot be encoded, and nothing was sent: {cause}"
                )
            }
        }
    }
}

impl<E: EncodeError> Error for InvokeError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::LambdaError(error) => Some(error),
            Self::EncodeFailed { cause } => Some(cause),
        }
    }
}

/// Why there is no value in a response.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseExtractError<E: ExtractError> {
    /// The response has no payload, or it was taken before.
    MissingPayload,
    /// The payload is not what the type expects.
    Extract {
        /// Why.
        cause: E,
    },
}

/// The case, and the cause in its own words. The debug text of a cause may hold the whole payload (that
/// of `FromUtf8Error` does), and `?` in a web function answers the caller with this text.
impl<E: ExtractError> fmt::Debug for ResponseExtractError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingPayload => f.write_str("MissingPayload"),
            Self::Extract { cause } => f
                .debug_struct("Extract")
                .field("cause", &format_args!("{cause}"))
                .finish(),
        }
    }
}

impl<E: ExtractError> fmt::Display for ResponseExtractError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingPayload => {
                f.write_str("the response has no payload; a payload can be taken once")
            }
            Self::Extract { cause } => write!(
                f,
                "the payload is not what the function expects; it is an error object if the invoked function failed: {cause}"
            ),
        }
    }
}

impl<E: ExtractError> Error for ResponseExtractError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::MissingPayload => None,
            Self::Extract { cause } => Some(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::string::FromUtf8Error;

    use super::*;

    #[test]
    fn every_case_of_the_host_is_told_in_its_own_words() {
        let cases = [
            (
                Abi::Unauthorized("w".to_owned()),
                "Lambda does not allow it: w; the role or key needs `lambda:InvokeFunction`",
            ),
            (
                Abi::Malformed("w".to_owned()),
                "Lambda does not understand the request: w; check the function's name, its qualifier, and that the payload is JSON",
            ),
            (Abi::Other("w".to_owned()), "Lambda failed: w"),
        ];
        for (case, text) in cases {
            let error = LambdaError::from_abi(case);
            assert_eq!(error.to_string(), text);
            let wrapped = InvokeError::<Infallible>::from(error.clone());
            assert_eq!(wrapped.to_string(), text);
            let source = wrapped.source().and_then(|source| source.downcast_ref());
            assert_eq!(source, Some(&error));
        }
    }

    #[test]
    fn a_payload_of_another_shape_tells_its_cause() {
        let cause = String::from_utf8(vec![0xff]).unwrap_err();
        let text = cause.to_string();
        let error = ResponseExtractError::Extract { cause };
        assert!(error.to_string().ends_with(&text), "{error}");
        assert_eq!(error.source().map(ToString::to_string), Some(text));
    }

    #[test]
    fn a_payload_is_not_in_the_debug_text_of_what_went_wrong() {
        let cause = String::from_utf8(b"secret\xff".to_vec()).unwrap_err();
        let error = ResponseExtractError::Extract { cause };
        assert_eq!(
            format!("{error:?}"),
            "Extract { cause: invalid utf-8 sequence of 1 bytes from index 6 }"
        );
        let error = InvokeError::<Infallible>::from(LambdaError::Other("w".to_owned()));
        assert_eq!(format!("{error:?}"), "LambdaError(Other(\"w\"))");
    }

    #[test]
    fn a_missing_payload_has_no_cause() {
        let error = ResponseExtractError::<FromUtf8Error>::MissingPayload;
        assert!(error.to_string().contains("no payload") && error.source().is_none());
    }
}
