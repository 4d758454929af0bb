use std::time::Duration;

use momento_functions_bytes::{Data, Encode};
use momento_functions_collections_common::saturate_ttl;
use momento_functions_wit::cache_scalar::{
    self as host, SetIfHashCondition as Abi, SetIfHashResult as AbiResult,
};

use crate::CacheSetIfHashError;
use crate::get::whole;

/// What must hold for [`set_if_hash`] to store.
///
/// A hash is one that [`get_with_hash`](crate::get_with_hash) or [`set_if_hash`] gave; nothing else
/// makes one.
#[derive(Debug)]
pub enum SetIfHashCondition {
    /// There is a value, and its hash is not this one.
    PresentAndNotHashEqual(Data),
    /// There is a value, and its hash is this one.
    PresentAndHashEqual(Data),
    /// There is no value, or its hash is this one.
    AbsentOrHashEqual(Data),
    /// There is no value, or its hash is another than this one.
    AbsentOrNotHashEqual(Data),
    /// Nothing: the value is stored, and its hash given.
    Unconditional,
}

/// What became of a write on a hash. A condition that does not hold is an outcome, not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetIfHashResult {
    /// The condition held, and the value is stored. Holds the new value's hash.
    Stored(Vec<u8>),
    /// The condition did not hold, and nothing changed.
    NotStored,
}

impl SetIfHashResult {
    /// Tells whether the value is stored.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        matches!(self, Self::Stored(_))
    }
}

impl SetIfHashCondition {
    fn into_abi(self) -> Abi {
        match self {
            Self::PresentAndNotHashEqual(hash) => Abi::PresentAndNotHashEqual(hash.__into_abi()),
            Self::PresentAndHashEqual(hash) => Abi::PresentAndHashEqual(hash.__into_abi()),
            Self::AbsentOrHashEqual(hash) => Abi::AbsentOrHashEqual(hash.__into_abi()),
            Self::AbsentOrNotHashEqual(hash) => Abi::AbsentOrNotHashEqual(hash.__into_abi()),
            Self::Unconditional => Abi::Unconditional,
        }
    }
}

/// Stores a value under a key when a condition on the hash of what is there holds, in one step that no
/// other writer comes between.
///
/// # Errors
/// As [`set`](crate::set). A condition that does not hold is no error.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Limits
/// As [`set`](crate::set). The time to live counts only when the value is stored.
///
/// # Examples
/// A counter that loses no count, however many invocations raise it at once:
/// ```
/// use std::time::Duration;
/// use momento_functions_bytes::encoding::Json;
/// use momento_functions_cache::{
///     SetIfCondition, SetIfHashCondition, get_with_hash, set_if, set_if_hash,
/// };
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_cache(|| {
/// # momento_functions_cache::set("count", "41", Duration::from_secs(1))?;
///
/// let ttl = Duration::from_secs(60);
/// loop {
///     let stored = match get_with_hash::<Json<u64>>("count")? {
///         Some(found) => {
///             let unchanged = SetIfHashCondition::PresentAndHashEqual(found.hash.into());
///             set_if_hash("count", Json(found.value.0 + 1), ttl, unchanged)?.is_stored()
///         }
///         None => set_if("count", Json(1), ttl, SetIfCondition::Absent)?.is_stored(),
///     };
///     if stored {
///         break;
///     }
/// }
/// # assert_eq!(momento_functions_cache::get("count")?, Some("42".to_string()));
/// # Ok(()) });
/// ```
pub fn set_if_hash<E: Encode>(
    key: impl Into<Data>,
    value: E,
    ttl: Duration,
    condition: SetIfHashCondition,
) -> Result<SetIfHashResult, CacheSetIfHashError<E::Error>> {
    let value = value
        .try_serialize()
        .map_err(|cause| CacheSetIfHashError::EncodeFailed { cause })?;
    let result = host::set_if_hash(
        key.into().__into_abi(),
        value.__into_abi(),
        saturate_ttl(ttl),
        condition.into_abi(),
    );
    match result.map_err(CacheSetIfHashError::CacheError)? {
        AbiResult::NotStored => Ok(SetIfHashResult::NotStored),
        AbiResult::Stored(hash) => whole(hash)
            .map(SetIfHashResult::Stored)
            .map_err(CacheSetIfHashError::CacheError),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, unencodable, with};

    const TTL: Duration = Duration::from_micros(1_500);

    /// Whether a condition stores over nothing, over the value `same`, and over another.
    fn stores(condition: fn() -> SetIfHashCondition) -> [bool; 3] {
        [None, Some("same"), Some("other")].map(|there| {
            let items: Vec<_> = there.map(|value| ("key", value)).into_iter().collect();
            let mut result = SetIfHashResult::NotStored;
            let cache = with(&items, || {
                result = set_if_hash("key", "new", TTL, condition()).unwrap();
            });
            if result.is_stored() {
                assert_eq!(result, SetIfHashResult::Stored(b"hash of new".to_vec()));
                assert_eq!(
                    (cache.value("key").as_deref(), cache.ttl("key")),
                    (Some("new"), Some(2))
                );
            } else {
                assert_eq!(cache.value("key").as_deref(), there);
            }
            result.is_stored()
        })
    }

    #[test]
    fn each_condition_reaches_the_host_as_itself() {
        use SetIfHashCondition::*;
        assert_eq!(
            stores(|| PresentAndNotHashEqual("hash of same".into())),
            [false, false, true]
        );
        assert_eq!(
            stores(|| PresentAndHashEqual("hash of same".into())),
            [false, true, false]
        );
        assert_eq!(
            stores(|| AbsentOrHashEqual("hash of same".into())),
            [true, true, false]
        );
        assert_eq!(
            stores(|| AbsentOrNotHashEqual("hash of same".into())),
            [true, false, true]
        );
        assert_eq!(stores(|| Unconditional), [true, true, true]);
    }

    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        let cache = with(&[], || {
            let error = set_if_hash("a", unencodable(), TTL, SetIfHashCondition::Unconditional)
                .unwrap_err();
            assert!(matches!(error, CacheSetIfHashError::EncodeFailed { .. }));
        });
        assert_eq!(cache.value("a"), None);
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let error =
            failing(|| set_if_hash("a", "1", TTL, SetIfHashCondition::Unconditional)).unwrap_err();
        assert!(matches!(
            error,
            CacheSetIfHashError::CacheError(host::Error::NotFound(_))
        ));
    }
}
