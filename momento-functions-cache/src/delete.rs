use momento_functions_bytes::Data;
use momento_functions_wit::cache_scalar as host;

use crate::CacheDeleteError;

/// Removes the value of a key. That there was none is no error.
///
/// # Errors
/// The host refused, or failed.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// # use std::time::Duration;
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_cache(|| {
/// # momento_functions_cache::set("key", "value", Duration::from_secs(1))?;
/// momento_functions_cache::delete("key")?;
/// assert_eq!(momento_functions_cache::get::<String>("key")?, None);
/// # Ok(()) });
/// ```
pub fn delete(key: impl Into<Data>) -> Result<(), CacheDeleteError> {
    host::delete(key.into().__into_abi()).map_err(CacheDeleteError::CacheError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, with};

    #[test]
    fn what_was_deleted_is_missing() {
        let cache = with(&[("a", "1"), ("b", "2")], || {
            delete("a").unwrap();
            delete(b"missing").unwrap();
        });
        assert_eq!(
            (cache.value("a"), cache.value("b")),
            (None, Some("2".to_owned()))
        );
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let CacheDeleteError::CacheError(error) = failing(|| delete("a")).unwrap_err();
        assert!(matches!(error, host::Error::NotFound(_)));
    }
}
