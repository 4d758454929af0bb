use std::time::Duration;

use momento_functions_bytes::{Data, Encode};
use momento_functions_collections_common::saturate_ttl;
use momento_functions_wit::cache_scalar::{self as host, SetIfCondition as Abi, SetIfResult};

use crate::CacheSetIfError;

/// What must hold for [`set_if`] to store. All bytes of the value that is there are compared.
#[derive(Debug)]
pub enum SetIfCondition {
    /// There is a value.
    Present,
    /// There is a value, and it is not this one.
    PresentAndNotEqual(Data),
    /// There is no value.
    Absent,
    /// There is a value, and it is this one.
    Equal(Data),
    /// There is no value, or it is this one.
    AbsentOrEqual(Data),
    /// There is no value, or it is another than this one.
    NotEqual(Data),
}

/// What became of a conditional write. A condition that does not hold is an outcome, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionalSetResult<Value> {
    /// The condition held, and the value is stored.
    Stored(Value),
    /// The condition did not hold, and nothing changed.
    NotStored,
}

impl<Value> ConditionalSetResult<Value> {
    /// Tells whether the value is stored.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        matches!(self, Self::Stored(_))
    }
}

impl SetIfCondition {
    fn into_abi(self) -> Abi {
        match self {
            Self::Present => Abi::Present,
            Self::PresentAndNotEqual(value) => Abi::PresentAndNotEqual(value.__into_abi()),
            Self::Absent => Abi::Absent,
            Self::Equal(value) => Abi::Equal(value.__into_abi()),
            Self::AbsentOrEqual(value) => Abi::AbsentOrEqual(value.__into_abi()),
            Self::NotEqual(value) => Abi::NotEqual(value.__into_abi()),
        }
    }
}

/// Stores a value under a key when a condition holds, in one step that no other writer comes between.
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
/// A lock that one invocation at a time can hold:
/// ```
/// use std::time::Duration;
/// use momento_functions_cache::{SetIfCondition, set_if};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_cache(|| {
///
/// let lock = |owner| set_if("lock", owner, Duration::from_secs(5), SetIfCondition::Absent);
/// assert!(lock("me")?.is_stored());
/// assert!(!lock("another")?.is_stored());
/// # Ok(()) });
/// ```
pub fn set_if<E: Encode>(
    key: impl Into<Data>,
    value: E,
    ttl: Duration,
    condition: SetIfCondition,
) -> Result<ConditionalSetResult<()>, CacheSetIfError<E::Error>> {
    let value = value
        .try_serialize()
        .map_err(|cause| CacheSetIfError::EncodeFailed { cause })?;
    let result = host::set_if(
        key.into().__into_abi(),
        value.__into_abi(),
        saturate_ttl(ttl),
        condition.into_abi(),
    );
    match result.map_err(CacheSetIfError::CacheError)? {
        SetIfResult::Stored => Ok(ConditionalSetResult::Stored(())),
        SetIfResult::NotStored => Ok(ConditionalSetResult::NotStored),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, unencodable, with};

    const TTL: Duration = Duration::from_micros(1_500);

    /// Whether a condition stores over nothing, over the value `same`, and over another.
    fn stores(condition: fn() -> SetIfCondition) -> [bool; 3] {
        [None, Some("same"), Some("other")].map(|there| {
            let items: Vec<_> = there.map(|value| ("key", value)).into_iter().collect();
            let mut stored = false;
            let cache = with(&items, || {
                stored = set_if("key", "new", TTL, condition()).unwrap().is_stored();
            });
            assert_eq!(
                cache.value("key").as_deref(),
                if stored { Some("new") } else { there }
            );
            assert_eq!(cache.ttl("key") == Some(2), stored);
            stored
        })
    }

    #[test]
    fn each_condition_reaches_the_host_as_itself() {
        use SetIfCondition::*;
        assert_eq!(stores(|| Present), [false, true, true]);
        assert_eq!(
            stores(|| PresentAndNotEqual("same".into())),
            [false, false, true]
        );
        assert_eq!(stores(|| Absent), [true, false, false]);
        assert_eq!(stores(|| Equal("same".into())), [false, true, false]);
        assert_eq!(stores(|| AbsentOrEqual("same".into())), [true, true, false]);
        assert_eq!(stores(|| NotEqual("same".into())), [true, false, true]);
    }

    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        let cache = with(&[], || {
            let error = set_if("a", unencodable(), TTL, SetIfCondition::Absent).unwrap_err();
            assert!(matches!(error, CacheSetIfError::EncodeFailed { .. }));
        });
        assert_eq!(cache.value("a"), None);
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let error = failing(|| set_if("a", "1", TTL, SetIfCondition::Absent)).unwrap_err();
        assert!(matches!(
            error,
            CacheSetIfError::CacheError(host::Error::NotFound(_))
        ));
    }
}
