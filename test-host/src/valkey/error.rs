use super::link::was_sent;
use super::reply_guard::{MAX_BYTES, MAX_VALUES};
use crate::invocation::TooMuchHeld;
use redis::{ErrorKind, RedisError};
use std::io;

/// What stands for the reason of a timeout.
pub(super) const TOO_LATE: &str = "it took too long";

/// A command has no reply.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ValkeyError {
    #[error(
        "no Valkey cluster is configured as {0:?}: add `[local.valkey.{key}]` with `url = \"redis://…\"` to momento.toml",
        key = toml_key(.0)
    )]
    Unconfigured(String),
    #[error("the connection string names no server: {0}")]
    Address(&'static str),
    #[error("a command has no name")]
    NoName,
    #[error("`{command}` is not sent: {reason}")]
    Refused {
        command: String,
        reason: &'static str,
    },
    #[error("a command has at most {0} bytes; this one has more")]
    CommandTooLarge(u64),
    #[error("an argument must come whole; {0}")]
    Argument(String),
    #[error("the reply has more than {bytes} bytes or {values} values: ask for it in parts")]
    ReplyTooLarge { bytes: usize, values: usize },
    #[error(transparent)]
    TooMuchHeld(#[from] TooMuchHeld),
    #[error("there is no connection: {0}")]
    Unreachable(String),
    #[error("the server cannot be reached: {0}")]
    Denied(String),
    #[error("the server did not answer: {0}; the command may have been done")]
    Broken(String),
}

impl ValkeyError {
    /// Whether it is for the time that it took.
    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self, Self::Unreachable(reason) | Self::Broken(reason) if reason == TOO_LATE)
    }

    pub(super) fn too_large() -> Self {
        Self::ReplyTooLarge {
            bytes: MAX_BYTES,
            values: MAX_VALUES,
        }
    }

    pub(super) fn no_thread(error: &io::Error) -> Self {
        Self::Unreachable(format!("the host has no thread for connections: {error}"))
    }
}

impl From<&RedisError> for ValkeyError {
    fn from(error: &RedisError) -> Self {
        match error.kind() {
            _ if was_sent(error) => Self::Broken(error.detail().unwrap_or_default().to_owned()),
            _ if error.is_timeout() => Self::Unreachable(TOO_LATE.to_owned()),
            ErrorKind::AuthenticationFailed => Self::Denied(format!(
                "{error}: check the user and the password in the URL"
            )),
            _ => Self::Unreachable(error.to_string()),
        }
    }
}

/// A key as TOML takes it: bare where that can be.
fn toml_key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}
