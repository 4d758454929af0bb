use std::time::Duration;

use momento_functions_bytes::{Data, Encode};
use momento_functions_collections_common::saturate_ttl;
use momento_functions_wit::cache_scalar as host;

use crate::CacheSetError;

/// Stores a value under a key, in place of what was there.
///
/// A value that is [`Data`] on the host goes into the cache from there, without entering the function.
///
/// # Errors
/// The value cannot be encoded; or the host refused (`InvalidArgument` for a time to live of zero or
/// one that is too long, `LimitExceeded` for an item that is too large), or failed.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Limits
/// An item is at most 5 MB and lives at most 24 hours, unless the cache's limits are set otherwise. The
/// time to live is counted in whole milliseconds, rounded up.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_bytes::encoding::Json;
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_cache(|| {
///
/// momento_functions_cache::set("greeting", "hello", Duration::from_secs(60))?;
/// momento_functions_cache::set("numbers", Json([1, 2]), Duration::from_secs(60))?;
/// # assert_eq!(momento_functions_cache::get("numbers")?, Some("[1,2]".to_string()));
/// # Ok(()) });
/// ```
pub fn set<E: Encode>(
    key: impl Into<Data>,
    value: E,
    ttl: Duration,
) -> Result<(), CacheSetError<E::Error>> {
    let value = value
        .try_serialize()
        .map_err(|cause| CacheSetError::EncodeFailed { cause })?;
    host::set(
        key.into().__into_abi(),
        value.__into_abi(),
        saturate_ttl(ttl),
    )
    .map_err(CacheSetError::CacheError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, unencodable, with};

    #[test]
    fn the_encoded_value_and_its_time_reach_the_host() {
        let cache = with(&[("a", "old")], || {
            set("a", "new", Duration::from_secs(2)).unwrap();
            set(b"b", vec![b'x'], Duration::from_nanos(1)).unwrap();
        });
        assert_eq!(
            (cache.value("a"), cache.ttl("a")),
            (Some("new".to_owned()), Some(2000))
        );
        assert_eq!(
            (cache.value("b"), cache.ttl("b")),
            (Some("x".to_owned()), Some(1))
        );
    }

    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        let cache = with(&[("a", "old")], || {
            let error = set("a", unencodable(), Duration::from_secs(1)).unwrap_err();
            assert!(matches!(error, CacheSetError::EncodeFailed { .. }));
        });
        assert_eq!(cache.value("a").as_deref(), Some("old"));
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let error = failing(|| set("a", "1", Duration::from_secs(1))).unwrap_err();
        assert!(matches!(
            error,
            CacheSetError::CacheError(host::Error::NotFound(_))
        ));
    }
}
