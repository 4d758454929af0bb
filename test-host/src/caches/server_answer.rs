//! What a server's answer means to a cache.

use crate::valkey::{Reply, ValkeyError};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{ItemKind, Popped};

/// How servers say, by their versions, that the user may not do what a script does.
const DENIED_IN_A_SCRIPT: [&str; 2] = [
    "ERR The user executing the script can't",
    "ERR ACL failure in script",
];

/// Takes an answer to a call for an item of this kind, unless it is an error.
pub(super) fn answer(reply: Reply, asked: ItemKind) -> Result<Reply, ServiceError> {
    match reply {
        Reply::SimpleError(text) => Err(refusal(&text, asked)),
        reply => Ok(reply),
    }
}

fn refusal(text: &str, asked: ItemKind) -> ServiceError {
    match text.split(' ').next() {
        Some("WRONGTYPE") => asked.mismatch(),
        Some("OOM") => ServiceError::LimitExceeded(told(text)),
        Some("NOAUTH" | "NOPERM" | "WRONGPASS") => ServiceError::PermissionDenied(told(text)),
        _ if DENIED_IN_A_SCRIPT
            .iter()
            .any(|words| text.starts_with(words)) =>
        {
            ServiceError::PermissionDenied(told(text))
        }
        _ => ServiceError::FailedPrecondition(told(text)),
    }
}

fn told(text: &str) -> String {
    /// A server's words may be many.
    const MOST: usize = 200;
    let text: String = text.chars().take(MOST).collect();
    format!("the cache's server: {text}")
}

/// Gives what a guest is told when there is no answer.
pub(super) fn failure(error: &ValkeyError) -> ServiceError {
    match error {
        _ if error.is_timeout() => ServiceError::Timeout,
        ValkeyError::Denied(_) => ServiceError::PermissionDenied(told(&error.to_string())),
        ValkeyError::CommandTooLarge(_)
        | ValkeyError::ReplyTooLarge { .. }
        | ValkeyError::TooMuchHeld(_) => ServiceError::LimitExceeded(told(&error.to_string())),
        ValkeyError::Unreachable(_) => ServiceError::FailedPrecondition(told(&error.to_string())),
        _ => ServiceError::InternalError,
    }
}

/// Stands for an answer that no server gives to the call.
const STRANGE: ServiceError = ServiceError::InternalError;

pub(super) fn value(reply: Reply) -> Result<Option<Bytes>, ServiceError> {
    match reply {
        Reply::Nil => Ok(None),
        Reply::Data(value) => Ok(Some(value)),
        _ => Err(STRANGE),
    }
}

pub(super) fn values(reply: Reply) -> Result<Option<Vec<Bytes>>, ServiceError> {
    let each = |reply| value(reply)?.ok_or(STRANGE);
    match reply {
        Reply::Nil => Ok(None),
        Reply::Bulk(mut replies) => {
            let replies = std::iter::from_fn(|| replies.take_next());
            replies.map(each).collect::<Result<_, _>>().map(Some)
        }
        _ => Err(STRANGE),
    }
}

/// A list's length; a list that is missing has none.
pub(super) fn length(reply: Reply) -> Result<Option<u32>, ServiceError> {
    match reply {
        Reply::Nil => Ok(None),
        Reply::Int(length @ 0..) => Ok(Some(u32::try_from(length).unwrap_or(u32::MAX))),
        _ => Err(STRANGE),
    }
}

pub(super) fn popped(reply: Reply) -> Result<Option<Popped>, ServiceError> {
    let mut replies = match reply {
        Reply::Nil => return Ok(None),
        Reply::Bulk(replies) => replies,
        _ => return Err(STRANGE),
    };
    let mut next = || replies.take_next().ok_or(STRANGE);
    Ok(Some(Popped {
        value: value(next()?)?.ok_or(STRANGE)?,
        list_length: length(next()?)?.ok_or(STRANGE)?,
    }))
}
