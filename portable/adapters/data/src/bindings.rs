//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

wit_bindgen::generate!({ world: "data", path: "../../../wit/portable", generate_all });

use crate::{Data, ServiceError};
use exports::momento::{cache_list::cache_list, cache_scalar::cache_scalar, topic::topic};

export!(Data with_types_in self);

/// The three interfaces have one shape of error each.
macro_rules! told_as {
    ($($error:ty),*) => {$(
        impl From<ServiceError> for $error {
            fn from(error: ServiceError) -> Self {
                match error {
                    ServiceError::InternalError => Self::InternalError,
                    ServiceError::RequestCancelled => Self::RequestCancelled,
                    ServiceError::InvalidArgument(text) => Self::InvalidArgument(text),
                    ServiceError::Timeout => Self::Timeout,
                    ServiceError::PermissionDenied(text) => Self::PermissionDenied(text),
                    ServiceError::LimitExceeded(text) => Self::LimitExceeded(text),
                    ServiceError::FailedPrecondition(text) => Self::FailedPrecondition(text),
                    ServiceError::NotFound(text) => Self::NotFound(text),
                }
            }
        }
    )*};
}
told_as!(cache_list::Error, cache_scalar::Error, topic::Error);
