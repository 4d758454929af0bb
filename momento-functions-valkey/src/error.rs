use std::error::Error;
use std::fmt;

use momento_functions_wit::valkey::ValkeyError as Abi;

/// Why a command has no reply. An error that the server answers to the command is a reply,
/// [`Value::SimpleError`](crate::Value::SimpleError).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValkeyError {
    /// The cluster could not be reached, or did not answer as it should. The text says how.
    Other(String),
}

impl ValkeyError {
    pub(crate) fn from_abi(error: Abi) -> Self {
        let Abi::Other(why) = error;
        Self::Other(why)
    }
}

impl fmt::Display for ValkeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Other(why) = self;
        write!(f, "the Valkey command failed: {why}")
    }
}

impl Error for ValkeyError {}
