use std::error::Error;
use std::fmt;

use momento_functions_wit::http::Error as Abi;

/// Why there is no response. A response with any status is no error.
#[derive(Clone, PartialEq, Eq)]
pub enum HttpError {
    /// The host failed before it could send the request.
    InternalError,
    /// The request failed for a reason that has no case of its own.
    RequestError(String),
    /// The URL cannot be requested: it does not parse, has no host, or is neither `http` nor `https`.
    InvalidUrl {
        /// The URL as it was given.
        url: String,
        /// What is wrong with it.
        error: String,
    },
    /// HTTP does not allow a header's name. Nothing was sent.
    InvalidHeaderName {
        /// The name as it was given.
        header: String,
        /// What is wrong with it.
        error: String,
    },
    /// HTTP does not allow a header's value. Nothing was sent.
    InvalidHeaderValue {
        /// The value as it was given.
        value: String,
        /// What is wrong with it.
        error: String,
    },
    /// The response's head did not come in time. The server may have acted on the request.
    Timeout(String),
    /// No connection was made in time. Nothing was sent.
    ConnectTimeout(String),
    /// No connection could be made. Nothing was sent.
    ConnectionFailed(String),
    /// The connection ended before the response's head came. The server may have acted on the request.
    ConnectionInterrupted(String),
    /// No secure connection could be made. Nothing was sent.
    TlsError(String),
    /// The server redirected more often than the host follows.
    TooManyRedirects(String),
    /// What the server sent is no HTTP response.
    MalformedResponse(String),
}

impl HttpError {
    pub(crate) fn from_abi(error: Abi) -> Self {
        match error {
            Abi::InternalError => Self::InternalError,
            Abi::RequestError(why) => Self::RequestError(why),
            Abi::InvalidUrl(at) => Self::InvalidUrl {
                url: at.url,
                error: at.error,
            },
            Abi::InvalidHeaderName(at) => Self::InvalidHeaderName {
                header: at.header,
                error: at.error,
            },
            Abi::InvalidHeaderValue(at) => Self::InvalidHeaderValue {
                value: at.value,
                error: at.error,
            },
            Abi::Timeout(why) => Self::Timeout(why),
            Abi::ConnectTimeout(why) => Self::ConnectTimeout(why),
            Abi::ConnectionFailed(why) => Self::ConnectionFailed(why),
            Abi::ConnectionInterrupted(why) => Self::ConnectionInterrupted(why),
            Abi::TlsError(why) => Self::TlsError(why),
            Abi::TooManyRedirects(why) => Self::TooManyRedirects(why),
            Abi::MalformedResponse(why) => Self::MalformedResponse(why),
        }
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InternalError => f.write_str("the host failed before it could send the request"),
            Self::RequestError(why) => write!(f, "the request failed: {why}"),
            Self::InvalidUrl { url, error } => {
                write!(f, "the URL {url:?} cannot be requested: {error}")
            }
            Self::InvalidHeaderName { header, error } => {
                write!(f, "the header name {header:?} is not allowed: {error}")
            }
            // The value may be a secret.
            Self::InvalidHeaderValue { error, .. } => {
                write!(f, "a header value is not allowed: {error}")
            }
            Self::Timeout(why) => write!(f, "no response came in time: {why}"),
            Self::ConnectTimeout(why) => write!(f, "no connection was made in time: {why}"),
            Self::ConnectionFailed(why) => write!(f, "no connection could be made: {why}"),
            Self::ConnectionInterrupted(why) => {
                write!(f, "the connection ended before the response: {why}")
            }
            Self::TlsError(why) => write!(f, "no secure connection could be made: {why}"),
            Self::TooManyRedirects(why) => write!(f, "the server redirected too often: {why}"),
            Self::MalformedResponse(why) => write!(f, "the server sent no HTTP response: {why}"),
        }
    }
}

impl Error for HttpError {}

/// The case and what it holds, but not the value of a header, which may be a secret: `?` in a web
/// function answers the caller with this text.
impl fmt::Debug for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut why = |case, why| f.debug_tuple(case).field(why).finish();
        match self {
            Self::RequestError(text) => why("RequestError", text),
            Self::Timeout(text) => why("Timeout", text),
            Self::ConnectTimeout(text) => why("ConnectTimeout", text),
            Self::ConnectionFailed(text) => why("ConnectionFailed", text),
            Self::ConnectionInterrupted(text) => why("ConnectionInterrupted", text),
            Self::TlsError(text) => why("TlsError", text),
            Self::TooManyRedirects(text) => why("TooManyRedirects", text),
            Self::MalformedResponse(text) => why("MalformedResponse", text),
            Self::InternalError => f.write_str("InternalError"),
            Self::InvalidUrl { url, error } => invalid(f, "InvalidUrl", ("url", url), error),
            Self::InvalidHeaderName { header, error } => {
                invalid(f, "InvalidHeaderName", ("header", header), error)
            }
            Self::InvalidHeaderValue { error, .. } => f
                .debug_struct("InvalidHeaderValue")
                .field("error", error)
                .finish_non_exhaustive(),
        }
    }
}

fn invalid(
    f: &mut fmt::Formatter<'_>,
    case: &str,
    (name, what): (&str, &str),
    error: &str,
) -> fmt::Result {
    f.debug_struct(case)
        .field(name, &what)
        .field("error", &error)
        .finish()
}

#[cfg(test)]
mod tests {
    use momento_functions_wit::http::{InvalidHeaderName, InvalidHeaderValue, InvalidUrl};

    use super::*;

    fn why() -> String {
        "why".to_owned()
    }

    #[test]
    fn every_case_of_the_host_is_told_in_its_own_words() {
        let cases = [
            (
                Abi::InternalError,
                "the host failed before it could send the request",
            ),
            (Abi::RequestError(why()), "the request failed: why"),
            (
                Abi::InvalidUrl(InvalidUrl {
                    url: "x".into(),
                    error: why(),
                }),
                "the URL \"x\" cannot be requested: why",
            ),
            (
                Abi::InvalidHeaderName(InvalidHeaderName {
                    header: "a b".into(),
                    error: why(),
                }),
                "the header name \"a b\" is not allowed: why",
            ),
            (
                Abi::InvalidHeaderValue(InvalidHeaderValue {
                    value: "secret\n".into(),
                    error: why(),
                }),
                "a header value is not allowed: why",
            ),
            (Abi::Timeout(why()), "no response came in time: why"),
            (
                Abi::ConnectTimeout(why()),
                "no connection was made in time: why",
            ),
            (
                Abi::ConnectionFailed(why()),
                "no connection could be made: why",
            ),
            (
                Abi::ConnectionInterrupted(why()),
                "the connection ended before the response: why",
            ),
            (
                Abi::TlsError(why()),
                "no secure connection could be made: why",
            ),
            (
                Abi::TooManyRedirects(why()),
                "the server redirected too often: why",
            ),
            (
                Abi::MalformedResponse(why()),
                "the server sent no HTTP response: why",
            ),
        ];
        for (case, text) in cases {
            assert_eq!(HttpError::from_abi(case).to_string(), text);
        }
    }

    #[test]
    fn debug_text_is_the_case_and_leaves_the_value_of_a_header_out() {
        let invalid = HttpError::InvalidHeaderValue {
            value: "secret\n".into(),
            error: why(),
        };
        assert_eq!(
            format!("{invalid:?}"),
            r#"InvalidHeaderValue { error: "why", .. }"#
        );
        let invalid = HttpError::InvalidUrl {
            url: "x".into(),
            error: why(),
        };
        assert_eq!(
            format!("{invalid:?}"),
            r#"InvalidUrl { url: "x", error: "why" }"#
        );
        assert_eq!(
            format!("{:?}", HttpError::Timeout(why())),
            r#"Timeout("why")"#
        );
        assert_eq!(format!("{:?}", HttpError::InternalError), "InternalError");
    }
}
