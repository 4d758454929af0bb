use std::{iter, vec};

use momento_functions_collections_common::{__cache_errors, CollectionTtl, saturate_ttl};
use momento_functions_wit::v1::cache_list::{self as host, Error, FetchResponse};

use crate::encoding::{Encode, Extract, encoded};

__cache_errors! { Error {
    /// Why a value was not pushed to the front of a list, or not for certain.
    CacheListPushFrontError<Encode> = "could not push to the front of a list";
    /// Why a value was not pushed to the back of a list, or not for certain.
    CacheListPushBackError<Encode> = "could not push to the back of a list";
    /// Why the values of a list were not fetched.
    CacheListFetchError<Extract> = "could not fetch from a list";
}}

/// Where a part of a list starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartIndex {
    /// At the front.
    Unbounded,
    /// At this value, counted from 0 at the front, or from -1 at the back.
    Inclusive(i32),
}

/// Where a part of a list ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndIndex {
    /// At the back.
    Unbounded,
    /// Before this value, counted from 0 at the front, or from -1 at the back.
    Exclusive(i32),
}

impl From<StartIndex> for host::StartIndex {
    fn from(start: StartIndex) -> Self {
        match start {
            StartIndex::Unbounded => Self::Unbounded,
            StartIndex::Inclusive(index) => Self::Inclusive(index),
        }
    }
}

impl From<EndIndex> for host::EndIndex {
    fn from(end: EndIndex) -> Self {
        match end {
            EndIndex::Unbounded => Self::Unbounded,
            EndIndex::Exclusive(index) => Self::Exclusive(index),
        }
    }
}

macro_rules! push {
    ($( $(#[$meta:meta])* $name:ident, $truncate:ident, $error:ident; )+) => { $(
        $(#[$meta])*
        ///
        /// `None` and `Some(0)` let it grow.
        ///
        /// # Errors
        /// The value cannot be encoded, or the host refused, or failed.
        pub fn $name<E: Encode>(
            list_name: impl AsRef<[u8]>,
            value: E,
            ttl: CollectionTtl,
            $truncate: Option<u32>,
        ) -> Result<u32, $error<E::Error>> {
            let value = encoded(value, |cause| $error::EncodeFailed { cause })?;
            host::$name(
                list_name.as_ref(),
                &value,
                saturate_ttl(ttl.ttl()),
                ttl.refresh(),
                $truncate.unwrap_or(0),
            )
            .map_err($error::CacheError)
        }
    )+ };
}

push! {
    /// Adds a value at the front of a list, and gives the length after it. A list that is then longer than
    /// `truncate_back_to_size` loses values at the back.
    list_push_front, truncate_back_to_size, CacheListPushFrontError;
    /// Adds a value at the back of a list, and gives the length after it. A list that is then longer than
    /// `truncate_front_to_size` loses values at the front.
    list_push_back, truncate_front_to_size, CacheListPushBackError;
}

/// The values of a list, each decoded when its turn comes.
pub type ListValues<T> = iter::Map<
    vec::IntoIter<Vec<u8>>,
    fn(Vec<u8>) -> Result<T, CacheListFetchError<<T as Extract>::Error>>,
>;

/// Fetches the values of a part of a list, or `None` when there is no list.
///
/// # Errors
/// The host refused, or failed; each value has an error of its own when it is not a `T`.
pub fn list_fetch<T: Extract>(
    list_name: impl AsRef<[u8]>,
    start: StartIndex,
    end: EndIndex,
) -> Result<Option<ListValues<T>>, CacheListFetchError<T::Error>> {
    match host::list_fetch(list_name.as_ref(), start.into(), end.into()) {
        Ok(FetchResponse::Found(values)) => Ok(Some(values.into_iter().map(value::<T>))),
        Ok(FetchResponse::Missing) => Ok(None),
        Err(error) => Err(CacheListFetchError::CacheError(error)),
    }
}

fn value<T: Extract>(value: Vec<u8>) -> Result<T, CacheListFetchError<T::Error>> {
    T::extract(value).map_err(|cause| CacheListFetchError::ExtractFailed { cause })
}
