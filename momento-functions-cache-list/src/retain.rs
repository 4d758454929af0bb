use momento_functions_bytes::Data;
use momento_functions_collections_common::{CollectionTtl, saturate_ttl};
use momento_functions_wit::cache_list::{self as host, RetainResponse};

use crate::found::length_or_missing;
use crate::{CacheListRetainError, EndIndex, StartIndex};

length_or_missing! {
    /// What became of [`list_retain`].
    RetainResult from RetainResponse: "There is the list. Holds its length after the call."
}

/// Keeps only the values of a list from `start` to before `end`, and gives the length after it.
///
/// # Errors
/// The host refused (`InvalidArgument` for a time to live of zero or one that is too long), or failed.
/// A list that is missing is no error.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_cache_list::{CollectionTtl, EndIndex, RetainResult, StartIndex, list_retain};
/// # use momento_functions_cache_list::list_concatenate_back;
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
///
/// let ttl = CollectionTtl::of(Duration::from_secs(60));
/// # list_concatenate_back("scores", ["9", "7", "5"], ttl, None)?;
/// let kept = list_retain("scores", StartIndex::Unbounded, EndIndex::Exclusive(2), ttl)?;
/// assert_eq!(kept, RetainResult::Found(2));
/// # Ok(()) });
/// ```
pub fn list_retain(
    list_name: impl Into<Data>,
    start: StartIndex,
    end: EndIndex,
    ttl: CollectionTtl,
) -> Result<RetainResult, CacheListRetainError> {
    host::list_retain(
        list_name.into().__into_abi(),
        start.into_abi(),
        end.into_abi(),
        saturate_ttl(ttl.ttl()),
        ttl.refresh(),
    )
    .map(RetainResult::from_abi)
    .map_err(CacheListRetainError::CacheError)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::testing::{TTL, failing, with};

    /// What is left of `abcd`.
    fn left(start: StartIndex, end: EndIndex) -> String {
        let lists = with(&[("l", &["a", "b", "c", "d"])], || {
            list_retain("l", start, end, TTL).unwrap();
        });
        lists.values("l").concat()
    }

    #[test]
    fn both_bounds_reach_the_host() {
        assert_eq!(left(StartIndex::Inclusive(1), EndIndex::Exclusive(3)), "bc");
        assert_eq!(left(StartIndex::Inclusive(-1), EndIndex::Unbounded), "d");
        assert_eq!(left(StartIndex::Unbounded, EndIndex::Exclusive(-1)), "abc");
        assert_eq!(left(StartIndex::Unbounded, EndIndex::Unbounded), "abcd");
    }

    #[test]
    fn the_time_and_whether_it_refreshes_reach_the_host() {
        let keep = CollectionTtl::initialize_only(Duration::from_micros(1_500));
        let all = (StartIndex::Unbounded, EndIndex::Unbounded);
        let lists = with(&[("l", &["a"]), ("m", &["a"])], || {
            assert_eq!(
                list_retain("l", all.0, all.1, keep).unwrap(),
                RetainResult::Found(1)
            );
            assert_eq!(
                list_retain("m", all.0, all.1, TTL).unwrap().length(),
                Some(1)
            );
            assert_eq!(
                list_retain("missing", all.0, all.1, TTL).unwrap(),
                RetainResult::Missing
            );
        });
        assert_eq!((lists.ttl("l"), lists.ttl("m")), ((2, false), (1000, true)));
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let result = failing(|| list_retain("l", 0.into(), 1.into(), TTL));
        let CacheListRetainError::CacheError(error) = result.unwrap_err();
        assert!(matches!(error, host::Error::NotFound(_)));
    }
}
