//! What a function gives, read to its end.

use crate::ServiceError;
use crate::bindings::momento::bytes::bytes::{Buffer, Data, StreamError};

/// How much is read at once.
const PIECE: u32 = 1 << 18;

/// Why a body is not there as a whole.
pub(crate) enum Broken {
    Longer,
    Failed(StreamError),
}

/// Reads a body of at most `limit` bytes.
pub(crate) fn collect(data: Data, limit: usize) -> Result<Vec<u8>, Broken> {
    let bytes = match data {
        Data::Value(bytes) => bytes,
        Data::Buffer(buffer) => drain(&buffer, limit)?,
    };
    if bytes.len() > limit {
        return Err(Broken::Longer);
    }
    Ok(bytes)
}

fn drain(buffer: &Buffer, limit: usize) -> Result<Vec<u8>, Broken> {
    let mut read = Vec::new();
    while let Some(piece) = buffer.try_read(PIECE).map_err(Broken::Failed)? {
        read.extend_from_slice(&piece);
        if read.len() > limit {
            return Err(Broken::Longer);
        }
    }
    Ok(read)
}

/// Reads a key, a value or what one is compared with.
pub(crate) fn whole(data: Data, what: &str, limit: usize) -> Result<Vec<u8>, ServiceError> {
    collect(data, limit).map_err(|broken| match broken {
        Broken::Longer => too_large(what, limit),
        Broken::Failed(error) => {
            ServiceError::InvalidArgument(format!("{what} must come whole; {}", why(error)))
        }
    })
}

/// Refuses bytes that are too many, where that is known without reading them.
pub(crate) fn check(data: &Data, what: &str, limit: usize) -> Result<(), ServiceError> {
    match data {
        Data::Value(bytes) if bytes.len() > limit => Err(too_large(what, limit)),
        _ => Ok(()),
    }
}

fn too_large(what: &str, limit: usize) -> ServiceError {
    ServiceError::LimitExceeded(format!(
        "{what} has at most {limit} bytes; this one has more"
    ))
}

pub(crate) fn why(error: StreamError) -> String {
    match error {
        StreamError::TimedOut => "its source took too long".to_owned(),
        StreamError::Failed(text) => text,
    }
}
