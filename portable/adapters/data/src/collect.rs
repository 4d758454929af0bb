//! Bodies, read to their ends.

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

pub(crate) fn why(error: StreamError) -> String {
    match error {
        StreamError::TimedOut => "its source took too long".to_owned(),
        StreamError::Failed(text) => text,
    }
}
