use crate::bindings::momento::bytes::bytes::{Data, StreamError};
use crate::bindings::momento::log::logging::{LogLevel, log};
use crate::collect::{Broken, collect};

/// How much of a value is given to a function: what a function may have of memory, LIM.1.
const LIMIT: usize = 64 << 20;

/// Why a value is not given to a function.
pub(crate) enum Unread {
    Limit(String),
    TimedOut,
    Failed,
}

/// Reads a value.
pub(crate) fn whole(value: Data) -> Result<Vec<u8>, Unread> {
    collect(value, LIMIT, None).map_err(|broken| match broken {
        Broken::Longer => Unread::Limit(format!(
            "the value has more than {LIMIT} bytes, which is all the memory of a function"
        )),
        Broken::NoMemory => {
            Unread::Limit("the engine has no memory for a value of this size".to_owned())
        }
        Broken::Failed(StreamError::TimedOut) => Unread::TimedOut,
        Broken::Failed(error) => {
            // The error has no text.
            let text = error.text();
            log(
                &format!("a value of the cache broke off: {text}"),
                LogLevel::Error,
            );
            Unread::Failed
        }
    })
}
