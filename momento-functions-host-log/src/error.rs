use std::error::Error;
use std::fmt;

/// Why logs cannot be configured. The destinations and levels are then as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogConfigurationError {
    /// The host may not write to a destination.
    Auth {
        /// Which, and why.
        message: String,
    },
    /// Something else is in the way.
    Unknown {
        /// What.
        message: String,
    },
}

impl LogConfigurationError {
    pub(crate) fn another_logger() -> Self {
        let message =
            "another logger is set already: set none, since `configure_logs` sets its own";
        Self::Unknown {
            message: message.to_owned(),
        }
    }
}

impl fmt::Display for LogConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auth { message } => {
                write!(f, "the host may not write to a log destination: {message}")
            }
            Self::Unknown { message } => write!(f, "logs cannot be configured: {message}"),
        }
    }
}

impl Error for LogConfigurationError {}
