//! What the models refuse, in the types of each interface.

use momento_functions_models::ServiceError;
use momento_functions_wit::{cache_list, cache_scalar, topic, v1};

/// Turns a model's error into an interface's own.
pub(super) trait FromServiceError {
    fn from_service_error(error: ServiceError) -> Self;
}

/// Gives the error in the type of the interface that was called.
pub(super) fn told<E: FromServiceError>(error: ServiceError) -> E {
    E::from_service_error(error)
}

macro_rules! from_service_error {
    ($($error:ty),+ $(,)?) => {$(
        impl FromServiceError for $error {
            fn from_service_error(error: ServiceError) -> Self {
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
    )+};
}

from_service_error! {
    cache_scalar::Error,
    cache_list::Error,
    topic::Error,
    v1::cache_scalar::Error,
    v1::cache_list::Error,
    v1::topic::Error,
}
