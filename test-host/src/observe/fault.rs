//! How host calls may be made to fail: one type for each family of errors of the contract.

use momento_functions_models::ServiceError;
use momento_functions_models::token::TokenError;
use serde_json::{Value as Json, json};

/// How a call to a cache or a topic fails: the cases of the contract's error.
pub type ServiceFault = ServiceError;

/// How a disposable token is not made: the cases of the contract's error.
pub type TokenFault = TokenError;

/// How a request over HTTP fails. The older contracts tell most of these by one case, with the same text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HttpFault {
    /// No answer came in time.
    Timeout,
    /// No connection was made in time.
    ConnectTimeout,
    /// No connection could be made.
    ConnectionFailed,
    /// The connection was closed before the answer.
    ConnectionInterrupted,
    /// The server's certificate is not trusted.
    Tls,
    /// The answer is no HTTP.
    MalformedResponse,
    /// The service failed.
    InternalError,
}

/// How a function is not started.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpawnFault {
    /// There is no such function.
    FunctionNotFound,
    /// The service failed.
    InternalError,
    /// A limit was met; the text says which.
    Limit(String),
}

/// How a call to AWS fails. The text is what the function gets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AwsFault {
    /// The credentials do not allow it.
    Unauthorized(String),
    /// The request is not as it should be.
    Malformed(String),
    /// There is no such secret. Where the contract has no such case, it is told as another failure.
    NotFound,
    /// Too many requests came: S3 has a case for it, the others tell it as another failure.
    Throttled(String),
    /// Another failure.
    Other(String),
}

/// How a command to Valkey fails: the contract has one case, with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValkeyFault {
    /// The connection was closed.
    ConnectionClosed,
    /// Another failure.
    Other(String),
}

/// How a host call may be made to fail.
pub trait Fault: sealed::Errors {}

impl<T: sealed::Errors> Fault for T {}

pub(super) mod sealed {
    use serde_json::Value as Json;

    /// The contract's errors for a fault, best first: the first that the call's contract has is taken.
    pub trait Errors {
        /// Gives them.
        fn errors(&self) -> Vec<Json>;
    }
}

use sealed::Errors;

impl Errors for ServiceError {
    fn errors(&self) -> Vec<Json> {
        vec![match self {
            Self::InternalError => json!("internal-error"),
            Self::RequestCancelled => json!("request-cancelled"),
            Self::Timeout => json!("timeout"),
            Self::InvalidArgument(text) => json!({ "invalid-argument": text }),
            Self::PermissionDenied(text) => json!({ "permission-denied": text }),
            Self::LimitExceeded(text) => json!({ "limit-exceeded": text }),
            Self::FailedPrecondition(text) => json!({ "failed-precondition": text }),
            Self::NotFound(text) => json!({ "not-found": text }),
        }]
    }
}

impl Errors for TokenError {
    fn errors(&self) -> Vec<Json> {
        vec![match self {
            Self::InternalError => json!("internal-error"),
            Self::InvalidArgument(text) => json!({ "invalid-argument": text }),
            Self::PermissionDenied(text) => json!({ "permission-denied": text }),
            Self::LimitExceeded(text) => json!({ "limit-exceeded": text }),
        }]
    }
}

impl Errors for HttpFault {
    fn errors(&self) -> Vec<Json> {
        let (case, text) = match self {
            Self::InternalError => return vec![json!("internal-error")],
            Self::Timeout => ("timeout", "no answer came in time"),
            Self::ConnectTimeout => ("connect-timeout", "no connection was made in time"),
            Self::ConnectionFailed => ("connection-failed", "no connection could be made"),
            Self::ConnectionInterrupted => (
                "connection-interrupted",
                "the connection was closed before the answer",
            ),
            Self::Tls => ("tls-error", "the server's certificate is not trusted"),
            Self::MalformedResponse => ("malformed-response", "the answer is no HTTP"),
        };
        vec![json!({ case: text }), json!({ "request-error": text })]
    }
}

impl Errors for SpawnFault {
    fn errors(&self) -> Vec<Json> {
        vec![match self {
            Self::FunctionNotFound => json!("function-not-found"),
            Self::InternalError => json!("internal-error"),
            Self::Limit(text) => json!({ "limit": text }),
        }]
    }
}

impl Errors for AwsFault {
    fn errors(&self) -> Vec<Json> {
        let other = |text: &str| json!({ "other": text });
        match self {
            Self::Unauthorized(text) => vec![json!({ "unauthorized": text })],
            Self::Malformed(text) => vec![json!({ "malformed": text })],
            Self::NotFound => vec![json!("not-found"), other("it does not exist")],
            Self::Throttled(text) => vec![json!({ "throttled": text }), other(text)],
            Self::Other(text) => vec![other(text)],
        }
    }
}

impl Errors for ValkeyFault {
    fn errors(&self) -> Vec<Json> {
        let text = match self {
            Self::ConnectionClosed => "the connection was closed",
            Self::Other(text) => text,
        };
        vec![json!({ "other": text })]
    }
}
