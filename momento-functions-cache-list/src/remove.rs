use momento_functions_bytes::{Data, Encode};
use momento_functions_wit::cache_list::{self as host, RemoveRange, RemoveResponse};

use crate::CacheListRemoveError;
use crate::found::length_or_missing;

length_or_missing! {
    /// What became of [`list_remove`].
    RemoveResult from RemoveResponse: "There is the list, whether or not it held the value. Holds its length after the call."
}

/// Removes every value of a list whose bytes are those of `value` when encoded, and gives the length
/// after it.
///
/// # Errors
/// The value cannot be encoded; or the host refused, or failed. A list that is missing is no error.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_cache_list::{RemoveResult, list_remove};
/// # use std::time::Duration;
/// # use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
/// # list_concatenate_back("players", ["Ada", "Bob", "Ada"], CollectionTtl::of(Duration::from_secs(1)), None)?;
///
/// assert_eq!(list_remove("players", "Ada")?, RemoveResult::Found(1));
/// # Ok(()) });
/// ```
pub fn list_remove<E: Encode>(
    list_name: impl Into<Data>,
    value: E,
) -> Result<RemoveResult, CacheListRemoveError<E::Error>> {
    let value = value
        .try_serialize()
        .map_err(|cause| CacheListRemoveError::EncodeFailed { cause })?;
    let range = RemoveRange::AllElementsWithValue(value.__into_abi());
    host::list_remove(list_name.into().__into_abi(), range)
        .map(RemoveResult::from_abi)
        .map_err(CacheListRemoveError::CacheError)
}

#[cfg(test)]
mod tests {
    use momento_functions_bytes::Json;

    use super::*;
    use crate::testing::{failing, unencodable, with};

    #[test]
    fn every_equal_value_is_removed() {
        let lists = with(&[("l", &["1", "2", "1"])], || {
            assert_eq!(list_remove("l", Json(1)).unwrap(), RemoveResult::Found(1));
            assert_eq!(list_remove("l", "9").unwrap().length(), Some(1));
            assert_eq!(list_remove("missing", "1").unwrap(), RemoveResult::Missing);
        });
        assert_eq!(lists.values("l"), ["2"]);
    }

    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        let error = failing(|| list_remove("l", unencodable())).unwrap_err();
        assert!(matches!(error, CacheListRemoveError::EncodeFailed { .. }));
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let error = failing(|| list_remove("l", "x")).unwrap_err();
        assert!(matches!(
            error,
            CacheListRemoveError::CacheError(host::Error::NotFound(_))
        ));
    }
}
