use momento_functions_bytes::{Data, Encode};
use momento_functions_collections_common::{CollectionTtl, saturate_ttl};
use momento_functions_wit::cache_list as host;

use crate::CacheListConcatenateError;

/// Adds values at the front of a list in one step, in their order, and gives the length after it.
///
/// The first value becomes the list's first. A list that is then longer than `truncate_back_to_size`
/// loses values at the back. `None` and `Some(0)` let it grow.
///
/// # Errors
/// A value cannot be encoded, and then none is sent; or as
/// [`list_push_front`](crate::list_push_front).
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_cache_list::{CollectionTtl, list_concatenate_front};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
///
/// let ttl = CollectionTtl::of(Duration::from_secs(3600));
/// assert_eq!(list_concatenate_front("news", ["newest", "newer"], ttl, Some(100))?, 2);
/// # Ok(()) });
/// ```
pub fn list_concatenate_front<E: Encode>(
    list_name: impl Into<Data>,
    values: impl IntoIterator<Item = E>,
    ttl: CollectionTtl,
    truncate_back_to_size: Option<u32>,
) -> Result<u32, CacheListConcatenateError<E::Error>> {
    host::list_concatenate_front(
        list_name.into().__into_abi(),
        encoded(values)?,
        saturate_ttl(ttl.ttl()),
        ttl.refresh(),
        truncate_back_to_size.unwrap_or(0),
    )
    .map_err(CacheListConcatenateError::CacheError)
}

/// Adds values at the back of a list in one step, in their order, and gives the length after it.
///
/// The last value becomes the list's last. A list that is then longer than `truncate_front_to_size`
/// loses values at the front. `None` and `Some(0)` let it grow.
///
/// # Errors
/// As [`list_concatenate_front`].
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_bytes::encoding::Json;
/// use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
///
/// let ttl = CollectionTtl::initialize_only(Duration::from_secs(3600));
/// assert_eq!(list_concatenate_back("numbers", (1..=3).map(Json), ttl, None)?, 3);
/// # Ok(()) });
/// ```
pub fn list_concatenate_back<E: Encode>(
    list_name: impl Into<Data>,
    values: impl IntoIterator<Item = E>,
    ttl: CollectionTtl,
    truncate_front_to_size: Option<u32>,
) -> Result<u32, CacheListConcatenateError<E::Error>> {
    host::list_concatenate_back(
        list_name.into().__into_abi(),
        encoded(values)?,
        saturate_ttl(ttl.ttl()),
        ttl.refresh(),
        truncate_front_to_size.unwrap_or(0),
    )
    .map_err(CacheListConcatenateError::CacheError)
}

fn encoded<E: Encode>(
    values: impl IntoIterator<Item = E>,
) -> Result<Vec<host::Data>, CacheListConcatenateError<E::Error>> {
    values
        .into_iter()
        .map(|value| value.try_serialize().map(Data::__into_abi))
        .collect::<Result<_, _>>()
        .map_err(|cause| CacheListConcatenateError::EncodeFailed { cause })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::time::Duration;

    use momento_functions_bytes::Json;

    use super::*;
    use crate::testing::{TTL, failing, unencodable, with};

    #[test]
    fn values_keep_their_order_at_either_end() {
        let lists = with(&[("l", &["m"])], || {
            assert_eq!(
                list_concatenate_front("l", ["a", "b"], TTL, None).unwrap(),
                3
            );
            assert_eq!(
                list_concatenate_back("l", vec!["y".to_owned(), "z".to_owned()], TTL, Some(0))
                    .unwrap(),
                5
            );
        });
        assert_eq!(lists.values("l"), ["a", "b", "m", "y", "z"]);
    }

    #[test]
    fn the_other_end_is_truncated() {
        let lists = with(&[("f", &["m"]), ("b", &["m"])], || {
            assert_eq!(
                list_concatenate_front("f", ["x", "y"], TTL, Some(2)).unwrap(),
                2
            );
            assert_eq!(
                list_concatenate_back("b", ["x", "y"], TTL, Some(2)).unwrap(),
                2
            );
        });
        assert_eq!(
            (lists.values("f"), lists.values("b")),
            (
                vec!["x".to_owned(), "y".to_owned()],
                vec!["x".to_owned(), "y".to_owned()]
            )
        );
    }

    #[test]
    fn the_time_and_whether_it_refreshes_reach_the_host() {
        let keep = CollectionTtl::initialize_only(Duration::from_micros(1_500));
        let lists = with(&[], || {
            list_concatenate_front("f", ["x"], TTL, None).unwrap();
            list_concatenate_back("b", ["x"], keep, None).unwrap();
        });
        assert_eq!((lists.ttl("f"), lists.ttl("b")), ((1000, true), (2, false)));
    }

    #[test]
    fn one_value_that_cannot_be_encoded_keeps_all_from_being_sent() {
        let values = || [Json(HashMap::new()), unencodable()];
        let lists = with(&[], || {
            for result in [
                list_concatenate_front("l", values(), TTL, None),
                list_concatenate_back("l", values(), TTL, None),
            ] {
                assert!(matches!(
                    result,
                    Err(CacheListConcatenateError::EncodeFailed { .. })
                ));
            }
        });
        assert_eq!(lists.values("l"), [""; 0]);
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        failing(|| {
            for result in [
                list_concatenate_front("l", ["x"], TTL, None),
                list_concatenate_back("l", ["x"], TTL, None),
            ] {
                assert!(matches!(
                    result,
                    Err(CacheListConcatenateError::CacheError(
                        host::Error::NotFound(_)
                    ))
                ));
            }
        });
    }
}
