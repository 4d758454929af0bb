use crate::bindings::exports::momento::bytes::bytes::StreamError;
use crate::bindings::wasi::http::types::{ErrorCode, http_error_code};
use crate::bindings::wasi::io::error::Error;
use crate::waits::Expired;

/// Why a body ends before its end.
#[derive(Clone)]
pub(crate) enum Failure {
    TimedOut,
    Failed(String),
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

impl Failure {
    pub(crate) fn of(error: &Error) -> Self {
        match http_error_code(error) {
            Some(
                ErrorCode::ConnectionReadTimeout
                | ErrorCode::ConnectionWriteTimeout
                | ErrorCode::HttpResponseTimeout,
            ) => Self::TimedOut,
            // An engine may add where in itself that was.
            _ => Self::Failed(first_line(&error.to_debug_string())),
        }
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::TimedOut => "the body did not come in time",
            Self::Failed(text) => text,
        }
    }
}

impl From<Expired> for Failure {
    fn from(_: Expired) -> Self {
        Self::TimedOut
    }
}

impl From<Failure> for StreamError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::TimedOut => Self::TimedOut,
            Failure::Failed(text) => Self::Failed(text),
        }
    }
}
