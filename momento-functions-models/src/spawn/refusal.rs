use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// A limit forbids to spawn a function now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpawnRefusal {
    /// No invocation at all may run.
    Never,
    /// The payload is too large.
    Payload {
        /// How many bytes the payload has.
        size: u64,
        /// How many it may have.
        limit: u64,
    },
    /// With this payload, those of all that wait or run would be too large.
    Payloads {
        /// How many bytes they may have together.
        limit: u64,
    },
    /// Too many wait.
    Queue {
        /// How many may wait.
        limit: usize,
    },
}

impl Display for SpawnRefusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str(
                "the limits allow no invocation at all: how many run at once has to be 1 or more",
            ),
            Self::Payload { size, limit } => write!(
                f,
                "the payload has {size} bytes; a spawned function gets at most {limit}"
            ),
            Self::Payloads { limit } => write!(
                f,
                "the payloads of all spawned functions that wait or run would have more than {limit} bytes together: try again when some have ended"
            ),
            Self::Queue { limit } => write!(
                f,
                "{limit} spawned functions wait, which is the limit: try again when some have run"
            ),
        }
    }
}

impl Error for SpawnRefusal {}
