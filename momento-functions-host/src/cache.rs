//! The function's own cache: one value a key, and lists, each with a time to live.
mod list;

use std::time::Duration;

use momento_functions_collections_common::{__cache_errors, saturate_ttl};
use momento_functions_wit::v1::cache_scalar::{self as host, Error};

use crate::encoding::{Encode, Extract, encoded};

pub use list::{
    CacheListFetchError, CacheListPushBackError, CacheListPushFrontError, EndIndex, ListValues,
    StartIndex, list_fetch, list_push_back, list_push_front,
};
pub use momento_functions_collections_common::CollectionTtl;
pub use momento_functions_wit::v1::cache_scalar::{
    GetWithHashFound, GetWithHashResult, SetIfCondition, SetIfHashCondition, SetIfHashResult,
    SetIfResult,
};

__cache_errors! { Error {
    /// Why the value of a key was not gotten.
    CacheGetError<Extract> = "could not get a value";
    /// Why the value of a key was not gotten with its hash.
    CacheGetWithHashError<Extract> = "could not get a value and its hash";
    /// Why a value was not stored, or not for certain.
    CacheSetError<Encode> = "could not store a value";
    /// Why a value was not stored on a condition, or not for certain. A condition that does not hold is no error.
    CacheSetIfError<Encode> = "could not store a value on a condition";
    /// Why a value was not stored on a hash, or not for certain. A condition that does not hold is no error.
    CacheSetIfHashError<Encode> = "could not store a value on a hash";
    /// Why the value of a key was not removed, or not for certain.
    CacheDeleteError = "could not delete a value";
}}

/// A value, and the hash to tell later whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetWithHashValue<T> {
    /// The value.
    pub value: T,
    /// The value's hash, for a condition of [`set_if_hash`].
    pub hash: Vec<u8>,
}

/// Gets the value of a key, or `None` when there is none.
///
/// # Errors
/// The host refused, or failed; or there is a value, and it is not a `T`.
pub fn get<T: Extract>(key: impl AsRef<[u8]>) -> Result<Option<T>, CacheGetError<T::Error>> {
    host::get(key.as_ref())
        .map_err(CacheGetError::CacheError)?
        .map(T::extract)
        .transpose()
        .map_err(|cause| CacheGetError::ExtractFailed { cause })
}

/// Gets the value of a key and its hash, or `None` when there is none.
///
/// # Errors
/// As [`get`].
pub fn get_with_hash<T: Extract>(
    key: impl AsRef<[u8]>,
) -> Result<Option<GetWithHashValue<T>>, CacheGetWithHashError<T::Error>> {
    let found = host::get_with_hash(key.as_ref()).map_err(CacheGetWithHashError::CacheError)?;
    let GetWithHashResult::Found(GetWithHashFound { value, hash }) = found else {
        return Ok(None);
    };
    match T::extract(value) {
        Ok(value) => Ok(Some(GetWithHashValue { value, hash })),
        Err(cause) => Err(CacheGetWithHashError::ExtractFailed { cause }),
    }
}

/// Stores a value under a key, in place of the one that is there.
///
/// # Errors
/// The value cannot be encoded, or the host refused, or failed.
///
/// # Limits
/// The time to live counts in whole milliseconds, rounded up.
pub fn set<E: Encode>(
    key: impl AsRef<[u8]>,
    value: E,
    ttl: Duration,
) -> Result<(), CacheSetError<E::Error>> {
    let value = encoded(value, |cause| CacheSetError::EncodeFailed { cause })?;
    host::set(key.as_ref(), &value, saturate_ttl(ttl)).map_err(CacheSetError::CacheError)
}

/// Stores a value under a key when a condition on what is there holds, in one step.
///
/// # Errors
/// As [`set`].
pub fn set_if<E: Encode>(
    key: impl AsRef<[u8]>,
    value: E,
    ttl: Duration,
    condition: SetIfCondition,
) -> Result<SetIfResult, CacheSetIfError<E::Error>> {
    let value = encoded(value, |cause| CacheSetIfError::EncodeFailed { cause })?;
    host::set_if(key.as_ref(), &value, saturate_ttl(ttl), &condition)
        .map_err(CacheSetIfError::CacheError)
}

/// Stores a value under a key when a condition on the hash of what is there holds, in one step.
///
/// # Errors
/// As [`set`].
pub fn set_if_hash<E: Encode>(
    key: impl AsRef<[u8]>,
    value: E,
    ttl: Duration,
    condition: SetIfHashCondition,
) -> Result<SetIfHashResult, CacheSetIfHashError<E::Error>> {
    let value = encoded(value, |cause| CacheSetIfHashError::EncodeFailed { cause })?;
    host::set_if_hash(key.as_ref(), &value, saturate_ttl(ttl), &condition)
        .map_err(CacheSetIfHashError::CacheError)
}

/// Removes the value of a key. That there was none is no error.
///
/// # Errors
/// The host refused, or failed.
pub fn delete(key: impl AsRef<[u8]>) -> Result<(), CacheDeleteError> {
    host::delete(key.as_ref()).map_err(CacheDeleteError::CacheError)
}
