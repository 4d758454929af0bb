use momento_functions_bytes::{Data, Encode};
use momento_functions_collections_common::{CollectionTtl, saturate_ttl};
use momento_functions_wit::cache_list as host;

use crate::{CacheListPushBackError, CacheListPushFrontError};

/// Adds a value at the front of a list, and gives the length after it.
///
/// A list that is then longer than `truncate_back_to_size` loses values at the back. `None` and
/// `Some(0)` let it grow.
///
/// # Errors
/// The value cannot be encoded; or the host refused (`InvalidArgument` for a time to live of zero or
/// one that is too long, `LimitExceeded` for a list that is too large), or failed.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// The two most recent visitors:
/// ```
/// use std::time::Duration;
/// use momento_functions_cache_list::{CollectionTtl, list_push_front};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
///
/// let ttl = CollectionTtl::of(Duration::from_secs(3600));
/// for visitor in ["Ada", "Grace", "Edsger"] {
///     list_push_front("visitors", visitor, ttl, Some(2))?;
/// }
/// # use momento_functions_cache_list::{EndIndex, StartIndex, list_fetch};
/// # let visitors = list_fetch::<String>("visitors", StartIndex::Unbounded, EndIndex::Unbounded)?;
/// # assert_eq!(visitors.unwrap().collect::<Result<Vec<_>, _>>()?, ["Edsger", "Grace"]);
/// # Ok(()) });
/// ```
pub fn list_push_front<E: Encode>(
    list_name: impl Into<Data>,
    value: E,
    ttl: CollectionTtl,
    truncate_back_to_size: Option<u32>,
) -> Result<u32, CacheListPushFrontError<E::Error>> {
    let value = value
        .try_serialize()
        .map_err(|cause| CacheListPushFrontError::EncodeFailed { cause })?;
    host::list_push_front(
        list_name.into().__into_abi(),
        value.__into_abi(),
        saturate_ttl(ttl.ttl()),
        ttl.refresh(),
        truncate_back_to_size.unwrap_or(0),
    )
    .map_err(CacheListPushFrontError::CacheError)
}

/// Adds a value at the back of a list, and gives the length after it.
///
/// A list that is then longer than `truncate_front_to_size` loses values at the front. `None` and
/// `Some(0)` let it grow.
///
/// # Errors
/// As [`list_push_front`].
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_cache_list::{CollectionTtl, list_push_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
///
/// let ttl = CollectionTtl::of(Duration::from_secs(3600));
/// assert_eq!(list_push_back("jobs", "first", ttl, None)?, 1);
/// assert_eq!(list_push_back("jobs", "second", ttl, None)?, 2);
/// # Ok(()) });
/// ```
pub fn list_push_back<E: Encode>(
    list_name: impl Into<Data>,
    value: E,
    ttl: CollectionTtl,
    truncate_front_to_size: Option<u32>,
) -> Result<u32, CacheListPushBackError<E::Error>> {
    let value = value
        .try_serialize()
        .map_err(|cause| CacheListPushBackError::EncodeFailed { cause })?;
    host::list_push_back(
        list_name.into().__into_abi(),
        value.__into_abi(),
        saturate_ttl(ttl.ttl()),
        ttl.refresh(),
        truncate_front_to_size.unwrap_or(0),
    )
    .map_err(CacheListPushBackError::CacheError)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::testing::{TTL, failing, unencodable, with};

    #[test]
    fn a_value_goes_to_the_end_that_is_named() {
        let lists = with(&[("l", &["a"])], || {
            assert_eq!(list_push_front("l", "f", TTL, None).unwrap(), 2);
            assert_eq!(list_push_back("l", vec![b'b'], TTL, Some(0)).unwrap(), 3);
        });
        assert_eq!(lists.values("l"), ["f", "a", "b"]);
    }

    #[test]
    fn the_other_end_is_truncated() {
        let lists = with(&[("f", &["a", "b"]), ("b", &["a", "b"])], || {
            assert_eq!(list_push_front("f", "x", TTL, Some(2)).unwrap(), 2);
            assert_eq!(list_push_back("b", "x", TTL, Some(2)).unwrap(), 2);
        });
        assert_eq!(
            (lists.values("f"), lists.values("b")),
            (
                vec!["x".to_owned(), "a".to_owned()],
                vec!["b".to_owned(), "x".to_owned()]
            )
        );
    }

    #[test]
    fn the_time_and_whether_it_refreshes_reach_the_host() {
        let keep = CollectionTtl::initialize_only(Duration::from_micros(1_500));
        let lists = with(&[], || {
            list_push_front("f", "x", TTL, None).unwrap();
            list_push_back("b", "x", keep, None).unwrap();
        });
        assert_eq!((lists.ttl("f"), lists.ttl("b")), ((1000, true), (2, false)));
    }

    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        let lists = with(&[], || {
            let error = list_push_front("l", unencodable(), TTL, None).unwrap_err();
            assert!(matches!(
                error,
                CacheListPushFrontError::EncodeFailed { .. }
            ));
            let error = list_push_back("l", unencodable(), TTL, None).unwrap_err();
            assert!(matches!(error, CacheListPushBackError::EncodeFailed { .. }));
        });
        assert_eq!(lists.values("l"), [""; 0]);
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let error = failing(|| list_push_front("l", "x", TTL, None)).unwrap_err();
        assert!(matches!(
            error,
            CacheListPushFrontError::CacheError(host::Error::NotFound(_))
        ));
        let error = failing(|| list_push_back("l", "x", TTL, None)).unwrap_err();
        assert!(matches!(
            error,
            CacheListPushBackError::CacheError(host::Error::NotFound(_))
        ));
    }
}
