use momento_functions_bytes::Data;
use momento_functions_wit::cache_list::{self as host, LengthResponse};

use crate::CacheListLengthError;
use crate::found::length_or_missing;

length_or_missing! {
    /// What [`list_length`] found.
    LengthResult from LengthResponse: "There is the list. Holds its length."
}

/// Gives how many values a list has.
///
/// # Errors
/// The host refused, or failed. A list that is missing is no error.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_cache_list::{LengthResult, list_length};
/// # use std::time::Duration;
/// # use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
/// # list_concatenate_back("jobs", ["a", "b"], CollectionTtl::of(Duration::from_secs(1)), None)?;
///
/// assert_eq!(list_length("jobs")?, LengthResult::Found(2));
/// assert_eq!(list_length("no jobs")?.length().unwrap_or(0), 0);
/// # Ok(()) });
/// ```
pub fn list_length(list_name: impl Into<Data>) -> Result<LengthResult, CacheListLengthError> {
    host::list_length(list_name.into().__into_abi())
        .map(LengthResult::from_abi)
        .map_err(CacheListLengthError::CacheError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, with};

    #[test]
    fn a_list_has_a_length_and_what_is_missing_has_none() {
        with(&[("l", &["a", "b"])], || {
            assert_eq!(list_length("l").unwrap(), LengthResult::Found(2));
            assert_eq!(list_length("missing").unwrap(), LengthResult::Missing);
        });
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let CacheListLengthError::CacheError(error) = failing(|| list_length("l")).unwrap_err();
        assert!(matches!(error, host::Error::NotFound(_)));
    }
}
