use momento_functions_bytes::{Data, Extract};
use momento_functions_wit::cache_scalar::{self as host, GetWithHashFound, GetWithHashResult};

use crate::{CacheGetError, CacheGetWithHashError, Error};

/// A value, and the hash to tell later whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetWithHashValue<T> {
    /// The value.
    pub value: T,
    /// The value's hash, for a condition of [`set_if_hash`](crate::set_if_hash). Opaque: the host
    /// alone makes it.
    pub hash: Vec<u8>,
}

/// Gets the value of a key, or `None` when there is none.
///
/// As [`Data`] the value stays on the host until it is read.
///
/// # Errors
/// The host refused, or failed; or there is a value, and it is not a `T`.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_bytes::encoding::Json;
/// # use std::time::Duration;
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_cache(|| {
/// # momento_functions_cache::set("numbers", "[1, 2]", Duration::from_secs(1))?;
/// let found = momento_functions_cache::get::<Json<Vec<u32>>>("numbers")?;
/// assert_eq!(found, Some(Json(vec![1, 2])));
/// # Ok(()) });
/// ```
pub fn get<T: Extract>(key: impl Into<Data>) -> Result<Option<T>, CacheGetError<T::Error>> {
    host::get(key.into().__into_abi())
        .map_err(CacheGetError::CacheError)?
        .map(|value| T::extract(Data::__from_abi(value)))
        .transpose()
        .map_err(|cause| CacheGetError::ExtractFailed { cause })
}

/// Gets the value of a key and its hash, or `None` when there is none.
///
/// With the hash, [`set_if_hash`](crate::set_if_hash) stores only if nobody wrote in between.
///
/// # Errors
/// The host refused, or failed; or there is a value, and it is not a `T`.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See [`set_if_hash`](crate::set_if_hash).
pub fn get_with_hash<T: Extract>(
    key: impl Into<Data>,
) -> Result<Option<GetWithHashValue<T>>, CacheGetWithHashError<T::Error>> {
    let found = host::get_with_hash(key.into().__into_abi());
    let GetWithHashFound { value, hash } = match found.map_err(CacheGetWithHashError::CacheError)? {
        GetWithHashResult::Found(found) => found,
        GetWithHashResult::Missing => return Ok(None),
    };
    let hash = whole(hash).map_err(CacheGetWithHashError::CacheError)?;
    let value = T::extract(Data::__from_abi(value))
        .map_err(|cause| CacheGetWithHashError::ExtractFailed { cause })?;
    Ok(Some(GetWithHashValue { value, hash }))
}

/// The bytes of a hash. One that broke off must not pass for another value's.
pub(crate) fn whole(hash: host::Data) -> Result<Vec<u8>, Error> {
    Data::__from_abi(hash)
        .try_into_bytes()
        .map_err(|_| Error::InternalError)
}

#[cfg(test)]
mod tests {
    use momento_functions_bytes::Json;

    use super::*;
    use crate::testing::{failing, with};

    const ITEMS: &[(&str, &str)] = &[("text", "é"), ("json", "[1]")];

    #[test]
    fn a_value_is_decoded_as_the_type_asked_for() {
        with(ITEMS, || {
            assert_eq!(get::<String>("text").unwrap().as_deref(), Some("é"));
            assert_eq!(
                get::<Vec<u8>>(b"json").unwrap().as_deref(),
                Some(&b"[1]"[..])
            );
            assert_eq!(get("json".to_owned()).unwrap(), Some(Json([1])));
            let data: Option<Data> = get(&b"text"[..]).unwrap();
            assert_eq!(data.unwrap().into_bytes(), "é".as_bytes());
        });
    }

    #[test]
    fn what_is_missing_is_none() {
        with(ITEMS, || {
            assert_eq!(get::<String>("missing").unwrap(), None);
            assert_eq!(get_with_hash::<String>("missing").unwrap(), None);
        });
    }

    #[test]
    fn a_value_of_another_type_is_an_error_that_says_why() {
        with(ITEMS, || {
            let error = get::<Json<u8>>("text").unwrap_err();
            assert!(matches!(error, CacheGetError::ExtractFailed { cause } if cause.is_syntax()));
            let error = get_with_hash::<Json<u8>>("json").unwrap_err();
            assert!(
                matches!(error, CacheGetWithHashError::ExtractFailed { cause } if cause.is_data())
            );
        });
    }

    #[test]
    fn the_hash_comes_with_the_value() {
        with(ITEMS, || {
            let found = get_with_hash("json").unwrap();
            let expected = GetWithHashValue {
                value: Json([1]),
                hash: b"hash of [1]".to_vec(),
            };
            assert_eq!(found, Some(expected));
        });
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let error = failing(|| get::<String>("text")).unwrap_err();
        assert!(matches!(
            error,
            CacheGetError::CacheError(Error::NotFound(_))
        ));
        let error = failing(|| get_with_hash::<String>("text")).unwrap_err();
        assert!(matches!(
            error,
            CacheGetWithHashError::CacheError(Error::NotFound(_))
        ));
    }
}
