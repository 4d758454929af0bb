use crate::bindings::exports::momento::functions as v1;
use crate::bindings::momento::{cache_list, cache_scalar, topic};
use crate::whole::Unread;

/// Both contracts have one shape of error for the three interfaces.
macro_rules! told_as {
    ($($of:ident),+) => {$(
        impl From<$of::$of::Error> for v1::$of::Error {
            fn from(error: $of::$of::Error) -> Self {
                use $of::$of::Error as Told;
                match error {
                    Told::InternalError => Self::InternalError,
                    Told::RequestCancelled => Self::RequestCancelled,
                    Told::InvalidArgument(text) => Self::InvalidArgument(text),
                    Told::Timeout => Self::Timeout,
                    Told::PermissionDenied(text) => Self::PermissionDenied(text),
                    Told::LimitExceeded(text) => Self::LimitExceeded(text),
                    Told::FailedPrecondition(text) => Self::FailedPrecondition(text),
                    Told::NotFound(text) => Self::NotFound(text),
                }
            }
        }

        impl From<Unread> for v1::$of::Error {
            fn from(unread: Unread) -> Self {
                match unread {
                    Unread::Limit(text) => Self::LimitExceeded(text),
                    Unread::TimedOut => Self::Timeout,
                    Unread::Failed => Self::InternalError,
                }
            }
        }
    )+};
}
told_as!(cache_list, cache_scalar, topic);
