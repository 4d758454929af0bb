use crate::bindings::{cache_list, cache_scalar, topic, v1_cache_list, v1_cache_scalar, v1_topic};
use crate::invocation::TooMuchHeld;
use momento_functions_models::ServiceError;
use wasmtime::Result;

/// Why a host call of a service has no result.
#[derive(Debug)]
#[expect(unreachable_pub, reason = "the bindings name it")]
pub enum CallError {
    /// The model refuses it, and the guest is told.
    Refused(ServiceError),
    /// The guest broke the contract, and is ended.
    Trap(wasmtime::Error),
}

impl CallError {
    /// Gives what the guest is told, in its interface's own type.
    pub(super) fn told<E: From<ServiceError>>(self) -> Result<E> {
        match self {
            Self::Refused(error) => Ok(error.into()),
            Self::Trap(error) => Err(error),
        }
    }
}

impl From<ServiceError> for CallError {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error)
    }
}

impl From<TooMuchHeld> for CallError {
    fn from(error: TooMuchHeld) -> Self {
        Self::Refused(ServiceError::LimitExceeded(error.to_string()))
    }
}

impl From<wasmtime::Error> for CallError {
    fn from(error: wasmtime::Error) -> Self {
        Self::Trap(error)
    }
}

macro_rules! from_service_error {
    ($($error:ty),+ $(,)?) => {$(
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
    )+};
}

from_service_error! {
    cache_scalar::Error,
    cache_list::Error,
    v1_cache_scalar::Error,
    v1_cache_list::Error,
    topic::Error,
    v1_topic::Error,
}
