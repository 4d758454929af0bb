//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::convert::Infallible;
use std::error::Error;
use std::string::FromUtf8Error;
use std::time::Duration;

use momento_functions_bytes::Data;
use momento_functions_cache::{
    CacheDeleteError, CacheGetError, CacheGetWithHashError, CacheSetError, CacheSetIfError,
    CacheSetIfHashError, ConditionalSetResult, GetWithHashValue, SetIfCondition,
    SetIfHashCondition, SetIfHashResult, delete, get, get_with_hash, set, set_if, set_if_hash,
};
use momento_functions_guest_web::{WebError, WebResult};

type Get = fn(&'static str) -> Result<Option<String>, CacheGetError<FromUtf8Error>>;
type GetWithHash =
    fn(Vec<u8>) -> Result<Option<GetWithHashValue<String>>, CacheGetWithHashError<FromUtf8Error>>;
type Set = fn(String, &'static str, Duration) -> Result<(), CacheSetError<Infallible>>;
type SetIf = fn(
    Data,
    Data,
    Duration,
    SetIfCondition,
) -> Result<ConditionalSetResult<()>, CacheSetIfError<Infallible>>;
type SetIfHash = fn(
    &'static [u8],
    Vec<u8>,
    Duration,
    SetIfHashCondition,
) -> Result<SetIfHashResult, CacheSetIfHashError<Infallible>>;

#[test]
fn the_calls_are_as_published() {
    let _: Get = get;
    let _: GetWithHash = get_with_hash;
    let _: Set = set;
    let _: SetIf = set_if;
    let _: SetIfHash = set_if_hash;
    let _: fn(&'static str) -> Result<(), CacheDeleteError> = delete;
    // The one type parameter that has a name is the one that an author writes.
    let _ = || get::<String>("key");
    let _ = || get_with_hash::<Vec<u8>>("key");
}

#[test]
fn conditions_and_results_are_matched_case_by_case_without_a_wildcard() {
    fn of(condition: SetIfCondition) -> Option<Data> {
        match condition {
            SetIfCondition::Present | SetIfCondition::Absent => None,
            SetIfCondition::PresentAndNotEqual(value)
            | SetIfCondition::Equal(value)
            | SetIfCondition::AbsentOrEqual(value)
            | SetIfCondition::NotEqual(value) => Some(value),
        }
    }
    fn of_hash(condition: SetIfHashCondition) -> Option<Data> {
        match condition {
            SetIfHashCondition::Unconditional => None,
            SetIfHashCondition::PresentAndNotHashEqual(hash)
            | SetIfHashCondition::PresentAndHashEqual(hash)
            | SetIfHashCondition::AbsentOrHashEqual(hash)
            | SetIfHashCondition::AbsentOrNotHashEqual(hash) => Some(hash),
        }
    }
    assert!(of(SetIfCondition::Absent).is_none());
    assert!(of_hash(SetIfHashCondition::Unconditional).is_none());
    let GetWithHashValue { value, hash } = GetWithHashValue {
        value: 1,
        hash: vec![2],
    };
    let stored = match SetIfHashResult::Stored(hash) {
        SetIfHashResult::Stored(hash) => hash,
        SetIfHashResult::NotStored => Vec::new(),
    };
    let kept = match ConditionalSetResult::Stored(value) {
        ConditionalSetResult::Stored(value) => value,
        ConditionalSetResult::NotStored => 0,
    };
    assert_eq!((kept, stored), (1, vec![2]));
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard_and_are_answers() {
    fn set_failed(error: CacheSetError<Infallible>) -> momento_functions_cache::Error {
        match error {
            CacheSetError::CacheError(error) => error,
            CacheSetError::EncodeFailed { cause } => match cause {},
        }
    }
    fn get_failed(error: CacheGetError<Infallible>) -> Box<dyn Error> {
        match error {
            CacheGetError::CacheError(error) => Box::new(error),
            CacheGetError::ExtractFailed { cause } => Box::new(cause),
        }
    }
    fn set_if_failed(error: CacheSetIfError<Infallible>) -> momento_functions_cache::Error {
        match error {
            CacheSetIfError::CacheError(error) => error,
            CacheSetIfError::EncodeFailed { cause } => match cause {},
        }
    }
    fn set_if_hash_failed(
        error: CacheSetIfHashError<Infallible>,
    ) -> momento_functions_cache::Error {
        match error {
            CacheSetIfHashError::CacheError(error) => error,
            CacheSetIfHashError::EncodeFailed { cause } => match cause {},
        }
    }
    fn get_with_hash_failed(
        error: CacheGetWithHashError<Infallible>,
    ) -> momento_functions_cache::Error {
        match error {
            CacheGetWithHashError::CacheError(error) => error,
            CacheGetWithHashError::ExtractFailed { cause } => match cause {},
        }
    }
    fn failing() -> WebResult<()> {
        let timeout = momento_functions_cache::Error::Timeout;
        Err(CacheSetIfError::<Infallible>::CacheError(timeout))?
    }
    use momento_functions_cache::Error::Timeout;
    for error in [
        set_failed(CacheSetError::CacheError(Timeout)),
        set_if_failed(CacheSetIfError::CacheError(Timeout)),
        set_if_hash_failed(CacheSetIfHashError::CacheError(Timeout)),
        get_with_hash_failed(CacheGetWithHashError::CacheError(Timeout)),
    ] {
        assert!(matches!(error, Timeout));
    }
    assert_eq!(
        get_failed(CacheGetError::CacheError(Timeout)).to_string(),
        "Error::Timeout"
    );
    assert_eq!(
        failing().unwrap_err().body(),
        "An error occurred during function invocation: CacheError(Error::Timeout)"
    );
    let _ = [
        WebError::from(CacheGetWithHashError::<Infallible>::CacheError(Timeout)),
        WebError::from(CacheSetIfHashError::<Infallible>::CacheError(Timeout)),
        WebError::from(CacheDeleteError::CacheError(Timeout)),
    ];
}
