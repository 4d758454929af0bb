//! Bodies, read to their ends.

use crate::bindings::momento::bytes::bytes::{Buffer, Data, StreamError};

/// How much is read at once.
const PIECE: u32 = 1 << 18;

/// Why a body is not there as a whole.
pub(crate) enum Broken {
    Longer,
    /// The engine gives no more.
    NoMemory,
    Failed(StreamError),
}

/// Reads a body of at most `limit` bytes; `length` is how many it has, where that is told.
pub(crate) fn collect(data: Data, limit: usize, length: Option<u64>) -> Result<Vec<u8>, Broken> {
    match data {
        Data::Value(bytes) if bytes.len() > limit => Err(Broken::Longer),
        Data::Value(bytes) => Ok(bytes),
        Data::Buffer(buffer) => drain(&buffer, limit, length),
    }
}

fn drain(buffer: &Buffer, limit: usize, length: Option<u64>) -> Result<Vec<u8>, Broken> {
    let length = usize::try_from(length.unwrap_or_default()).unwrap_or(usize::MAX);
    if length > limit {
        return Err(Broken::Longer);
    }
    let mut read = Vec::new();
    read.try_reserve_exact(length)
        .map_err(|_| Broken::NoMemory)?;
    while let Some(piece) = buffer.try_read(PIECE).map_err(Broken::Failed)? {
        if read.len() + piece.len() > limit {
            return Err(Broken::Longer);
        }
        read.try_reserve(piece.len())
            .map_err(|_| Broken::NoMemory)?;
        read.extend_from_slice(&piece);
    }
    Ok(read)
}

impl StreamError {
    pub(crate) fn text(self) -> String {
        match self {
            Self::TimedOut => "its source took too long".to_owned(),
            Self::Failed(text) => text,
        }
    }
}
