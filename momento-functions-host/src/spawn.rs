//! Starting another function of the same cache in the background.
use momento_functions_wit::v1::spawn::{self as host, SpawnError};

use crate::encoding::{Encode, EncodeError, encoded};
use crate::errors::errors;

errors! {
    /// Why a function was not started.
    FunctionSpawnError [E: EncodeError] {
        /// The host does not start it.
        FunctionSpawnError(error: SpawnError) = "the function was not started: {error}",
        /// The payload could not be encoded. Nothing was sent.
        EncodeFailed {
            /// Why.
            cause: E
        } = "the payload could not be encoded, and nothing was sent: {cause}",
    }
}

/// Starts a function of the same cache with a payload, and returns without waiting for it.
///
/// # Errors
/// The payload cannot be encoded, there is no such function, or the host does not start it now.
pub fn spawn<E: Encode>(
    function_name: impl AsRef<str>,
    payload: E,
) -> Result<(), FunctionSpawnError<E::Error>> {
    let payload = encoded(payload, |cause| FunctionSpawnError::EncodeFailed { cause })?;
    Ok(host::spawn_function(function_name.as_ref(), &payload)?)
}
