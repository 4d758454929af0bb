use super::NoRole;
use crate::invocation::{TooManyOpenBodies, TooMuchHeld};

/// Why a service of AWS did not do it, as far as the contract tells cases apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// What the call names does not exist, where the contract has a case for it.
    NotFound(String),
    Unauthorized(String),
    Malformed(String),
    Throttled(String),
    Other(String),
}

impl From<TooMuchHeld> for Failure {
    fn from(error: TooMuchHeld) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<TooManyOpenBodies> for Failure {
    fn from(error: TooManyOpenBodies) -> Self {
        Self::Throttled(error.to_string())
    }
}

impl From<NoRole> for Failure {
    fn from(error: NoRole) -> Self {
        Self::Unauthorized(error.to_string())
    }
}
