//! What a function gives, within the limits of a cache.

use crate::ServiceError;
use crate::bindings::momento::bytes::bytes::Data;
use crate::collect::{Broken, collect};

/// Reads a key, a value or what one is compared with.
pub(crate) fn whole(data: Data, what: &str, limit: usize) -> Result<Vec<u8>, ServiceError> {
    collect(data, limit, None).map_err(|broken| match broken {
        Broken::Longer => too_large(what, limit),
        Broken::NoMemory => {
            ServiceError::LimitExceeded(format!("the engine has no memory for {what} of this size"))
        }
        Broken::Failed(error) => {
            ServiceError::InvalidArgument(format!("{what} must come whole; {}", error.text()))
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
