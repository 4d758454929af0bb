use super::body::{UploadError, causes};
use super::dialer::DialError;
use crate::invocation::TooManyOpenBodies;
use hyper_util::client::legacy::Error as ClientError;
use momento_functions_models::http_script::Unscripted;
use std::error::Error;

/// Why there is no response: the cases of the contract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum HttpFailure {
    #[error("{0}")]
    Request(String),
    #[error("the URL cannot be requested: {error}")]
    InvalidUrl { url: String, error: String },
    #[error("the header name {header:?} is not allowed: {error}")]
    InvalidHeaderName { header: String, error: String },
    #[error("a header value is not allowed: {error}")]
    InvalidHeaderValue { value: String, error: String },
    #[error("no response came in time: {0}")]
    Timeout(String),
    #[error("no connection was made in time: {0}")]
    ConnectTimeout(String),
    #[error("no connection could be made: {0}")]
    ConnectionFailed(String),
    #[error("the connection ended before the response: {0}")]
    ConnectionInterrupted(String),
    #[error("no secure connection could be made: {0}")]
    Tls(String),
    #[error("the server redirected too often: {0}")]
    TooManyRedirects(String),
    #[error("the server sent no HTTP response: {0}")]
    MalformedResponse(String),
    /// Not the function's to handle: it ends the invocation.
    #[error(transparent)]
    Unscripted(#[from] Unscripted),
}

impl From<TooManyOpenBodies> for HttpFailure {
    fn from(error: TooManyOpenBodies) -> Self {
        Self::Request(error.to_string())
    }
}

impl From<ClientError> for HttpFailure {
    fn from(error: ClientError) -> Self {
        if let Some(dial) = find::<DialError>(&error) {
            return Self::from(dial);
        }
        if let Some(UploadError::Broken(text)) = find::<UploadError>(&error) {
            return Self::Request(format!("the request's body did not come whole: {text}"));
        }
        let text = error.source().map_or_else(|| causes(&error), causes);
        match find::<hyper::Error>(&error) {
            Some(error) if error.is_parse() => Self::MalformedResponse(text),
            _ => Self::ConnectionInterrupted(text),
        }
    }
}

impl From<&DialError> for HttpFailure {
    fn from(error: &DialError) -> Self {
        let text = error.to_string();
        match error {
            DialError::Refused(_) => Self::Request(text),
            DialError::Timeout(_) => Self::ConnectTimeout(text),
            DialError::Tls(_) => Self::Tls(text),
            DialError::Unknown { .. }
            | DialError::Nowhere { .. }
            | DialError::Unreachable { .. } => Self::ConnectionFailed(text),
        }
    }
}

/// Finds an error among the causes of another, by its type.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        cause = error.source();
    }
    None
}
