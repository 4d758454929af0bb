use momento_functions_bytes::{Data, Extract};
use momento_functions_wit::cache_list::{self as host, PopResponse};

use crate::{CacheListPopError, Error};

/// What was taken off a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopResult<T> {
    /// A value was taken.
    Found {
        /// The value.
        value: T,
        /// How many values are left. After the last one the list is gone.
        list_length: u32,
    },
    /// There is no such list.
    Missing,
}

impl<T> PopResult<T> {
    /// Gives the value, where there was one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Found { value, .. } => Some(value),
            Self::Missing => None,
        }
    }
}

/// Takes the first value off a list.
///
/// # Errors
/// The host refused, or failed; or the value is not a `T`. Such a value is off the list all the same:
/// take it as [`Data`] or `Vec<u8>` when it must not be lost.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_cache_list::{PopResult, list_pop_front};
/// # use std::time::Duration;
/// # use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
/// # list_concatenate_back("jobs", ["first", "second"], CollectionTtl::of(Duration::from_secs(1)), None)?;
/// # let mut all = Vec::new();
///
/// while let PopResult::Found { value, list_length } = list_pop_front::<String>("jobs")? {
///     println!("{value}, and {list_length} to go");
/// #   all.push((value, list_length));
/// }
/// # assert_eq!(all, [("first".to_string(), 1), ("second".to_string(), 0)]);
/// # Ok(()) });
/// ```
pub fn list_pop_front<T: Extract>(
    list_name: impl Into<Data>,
) -> Result<PopResult<T>, CacheListPopError<T::Error>> {
    popped(host::list_pop_front(list_name.into().__into_abi()))
}

/// Takes the last value off a list.
///
/// # Errors
/// As [`list_pop_front`].
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_cache_list::list_pop_back;
/// # use std::time::Duration;
/// # use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
/// # list_concatenate_back("stack", ["a", "b"], CollectionTtl::of(Duration::from_secs(1)), None)?;
///
/// let top: Option<String> = list_pop_back("stack")?.into_value();
/// # assert_eq!(top.as_deref(), Some("b"));
/// # Ok(()) });
/// ```
pub fn list_pop_back<T: Extract>(
    list_name: impl Into<Data>,
) -> Result<PopResult<T>, CacheListPopError<T::Error>> {
    popped(host::list_pop_back(list_name.into().__into_abi()))
}

fn popped<T: Extract>(
    response: Result<PopResponse, Error>,
) -> Result<PopResult<T>, CacheListPopError<T::Error>> {
    let found = match response.map_err(CacheListPopError::CacheError)? {
        PopResponse::Found(found) => found,
        PopResponse::Missing => return Ok(PopResult::Missing),
    };
    let value = T::extract(Data::__from_abi(found.value))
        .map_err(|cause| CacheListPopError::ExtractFailed { cause })?;
    Ok(PopResult::Found {
        value,
        list_length: found.list_length,
    })
}

#[cfg(test)]
mod tests {
    use momento_functions_bytes::Json;

    use super::*;
    use crate::testing::{failing, with};

    #[test]
    fn a_value_comes_from_the_end_that_is_named() {
        let lists = with(&[("l", &["1", "2", "3"])], || {
            let first = PopResult::Found {
                value: "1".to_owned(),
                list_length: 2,
            };
            assert_eq!(list_pop_front("l").unwrap(), first);
            let last = PopResult::Found {
                value: Json(3),
                list_length: 1,
            };
            assert_eq!(list_pop_back("l").unwrap(), last);
        });
        assert_eq!(lists.values("l"), ["2"]);
    }

    #[test]
    fn a_list_that_is_not_there_is_missing() {
        with(&[], || {
            assert_eq!(list_pop_front::<String>("l").unwrap(), PopResult::Missing);
            assert_eq!(list_pop_back::<String>("l").unwrap().into_value(), None);
        });
    }

    #[test]
    fn a_value_of_another_type_is_an_error_and_off_the_list() {
        let lists = with(&[("l", &["x", "2", "y"])], || {
            for result in [list_pop_front::<Json<u8>>("l"), list_pop_back("l")] {
                assert!(
                    matches!(result, Err(CacheListPopError::ExtractFailed { cause }) if cause.is_syntax())
                );
            }
        });
        assert_eq!(lists.values("l"), ["2"]);
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        failing(|| {
            for result in [list_pop_front::<String>("l"), list_pop_back("l")] {
                assert!(matches!(
                    result,
                    Err(CacheListPopError::CacheError(Error::NotFound(_)))
                ));
            }
        });
    }
}
