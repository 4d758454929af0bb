use std::fmt::{self, Display, Formatter};

use super::url::InvalidUrl;
use crate::bindings::wasi::http::types::ErrorCode;

/// Why there is no response: the cases of the contract.
pub(crate) enum HttpFailure {
    Request(String),
    InvalidUrl(InvalidUrl),
    InvalidHeaderName { header: String, error: String },
    InvalidHeaderValue { value: String, error: String },
    Timeout(String),
    ConnectTimeout(String),
    ConnectionFailed(String),
    ConnectionInterrupted(String),
    Tls(String),
    TooManyRedirects(String),
    MalformedResponse(String),
}

/// NET.3: the older contract is told all of it in one text.
impl Display for HttpFailure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(text) => f.write_str(text),
            Self::InvalidUrl(invalid) => {
                write!(f, "the URL cannot be requested: {}", invalid.error)
            }
            Self::InvalidHeaderName { header, error } => {
                write!(f, "the header name {header:?} is not allowed: {error}")
            }
            Self::InvalidHeaderValue { error, .. } => {
                write!(f, "a header value is not allowed: {error}")
            }
            Self::Timeout(text) => write!(f, "no response came in time: {text}"),
            Self::ConnectTimeout(text) => write!(f, "no connection was made in time: {text}"),
            Self::ConnectionFailed(text) => write!(f, "no connection could be made: {text}"),
            Self::ConnectionInterrupted(text) => {
                write!(f, "the connection ended before the response: {text}")
            }
            Self::Tls(text) => write!(f, "no secure connection could be made: {text}"),
            Self::TooManyRedirects(text) => write!(f, "the server redirected too often: {text}"),
            Self::MalformedResponse(text) => write!(f, "the server sent no HTTP response: {text}"),
        }
    }
}

impl From<InvalidUrl> for HttpFailure {
    fn from(invalid: InvalidUrl) -> Self {
        Self::InvalidUrl(invalid)
    }
}

/// What an engine says, in words.
impl From<ErrorCode> for HttpFailure {
    fn from(code: ErrorCode) -> Self {
        match code {
            ErrorCode::DnsTimeout => {
                Self::ConnectTimeout("the name was not looked up in time".to_owned())
            }
            ErrorCode::ConnectionTimeout => {
                Self::ConnectTimeout("there was no connection in time".to_owned())
            }
            ErrorCode::DnsError(_) => {
                Self::ConnectionFailed("the name of the host is not known".to_owned())
            }
            ErrorCode::DestinationNotFound
            | ErrorCode::DestinationUnavailable
            | ErrorCode::DestinationIpUnroutable
            | ErrorCode::ConnectionLimitReached => {
                Self::ConnectionFailed("the host cannot be reached".to_owned())
            }
            ErrorCode::ConnectionRefused => {
                Self::ConnectionFailed("nobody listens there".to_owned())
            }
            ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
                Self::ConnectionInterrupted("the server closed it".to_owned())
            }
            // Engines tell a connection that ended by this one, too, and hardly a server that sends no HTTP.
            ErrorCode::HttpProtocolError => {
                Self::ConnectionInterrupted("the server closed it, or sent no HTTP".to_owned())
            }
            ErrorCode::ConnectionReadTimeout
            | ErrorCode::ConnectionWriteTimeout
            | ErrorCode::HttpResponseTimeout => {
                Self::Timeout("the response's head did not come in time".to_owned())
            }
            ErrorCode::TlsProtocolError | ErrorCode::TlsAlertReceived(_) => {
                Self::Tls("the server and the engine do not agree".to_owned())
            }
            ErrorCode::TlsCertificateError => {
                Self::Tls("the server's certificate is not trusted".to_owned())
            }
            ErrorCode::HttpResponseHeaderSectionSize(_)
            | ErrorCode::HttpResponseHeaderSize(_)
            | ErrorCode::HttpResponseTransferCoding(_)
            | ErrorCode::HttpResponseContentCoding(_) => {
                Self::MalformedResponse("its head is too large, or of an unknown coding".to_owned())
            }
            ErrorCode::DestinationIpProhibited | ErrorCode::HttpRequestDenied => {
                Self::Request("the engine does not let the function call this host".to_owned())
            }
            ErrorCode::InternalError(Some(text)) => Self::Request(text),
            _ => Self::Request("the engine could not send the request".to_owned()),
        }
    }
}
