//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::convert::Infallible;
use std::string::FromUtf8Error;

use momento_functions_bytes::Data;
use momento_functions_cache_list::{
    CacheListConcatenateError, CacheListEraseError, CacheListFetchError, CacheListLengthError,
    CacheListPopError, CacheListPushBackError, CacheListPushFrontError, CacheListRemoveError,
    CacheListRetainError, CollectionTtl, EndIndex, EraseRange, EraseResult, Error, LengthResult,
    ListRange, PopResult, RemoveResult, RetainResult, StartIndex, list_concatenate_back,
    list_concatenate_front, list_erase, list_fetch, list_length, list_pop_back, list_pop_front,
    list_push_back, list_push_front, list_remove, list_retain,
};
use momento_functions_guest_web::{WebError, WebResult};

type Truncate = Option<u32>;
type Push<E> = fn(&'static str, String, CollectionTtl, Truncate) -> Result<u32, E>;
type Concatenate = fn(
    Vec<u8>,
    Vec<&'static str>,
    CollectionTtl,
    Truncate,
) -> Result<u32, CacheListConcatenateError<Infallible>>;
type Pop = fn(&'static str) -> Result<PopResult<String>, CacheListPopError<FromUtf8Error>>;
type Remove = fn(Data, Data) -> Result<RemoveResult, CacheListRemoveError<Infallible>>;
type Retain = fn(
    &'static str,
    StartIndex,
    EndIndex,
    CollectionTtl,
) -> Result<RetainResult, CacheListRetainError>;

#[test]
fn the_calls_are_as_published() {
    let _: Push<CacheListPushFrontError<Infallible>> = list_push_front;
    let _: Push<CacheListPushBackError<Infallible>> = list_push_back;
    let _: [Concatenate; 2] = [list_concatenate_front, list_concatenate_back];
    let _: [Pop; 2] = [list_pop_front, list_pop_back];
    let _: fn(&'static str, EraseRange) -> Result<EraseResult, CacheListEraseError> = list_erase;
    let _: fn(&'static str) -> Result<LengthResult, CacheListLengthError> = list_length;
    let _: Remove = list_remove;
    let _: Retain = list_retain;
    // The one type parameter that has a name is the one that an author writes.
    let _ = || list_pop_front::<Vec<u8>>("list");
    let _ = || list_pop_back::<Data>("list");
}

#[test]
fn what_is_fetched_is_an_iterator_of_results() {
    type Values = Option<Box<dyn Iterator<Item = Result<String, FromUtf8Error>>>>;
    fn fetch(end: impl Into<EndIndex>) -> Result<Values, CacheListFetchError> {
        let values = list_fetch::<String>("list", StartIndex::Unbounded, end)?;
        Ok(values.map(|values| Box::new(values) as Box<_>))
    }
    let _ = || (fetch(3), fetch(EndIndex::Unbounded));
}

#[test]
fn ranges_and_results_are_matched_case_by_case_without_a_wildcard() {
    let ranges = match EraseRange::Ranges(vec![ListRange {
        begin_index: 1,
        count: 2,
    }]) {
        EraseRange::All => Vec::new(),
        EraseRange::Ranges(ranges) => ranges,
    };
    let [ListRange { begin_index, count }] = ranges[..] else {
        panic!("not what was put in")
    };
    assert_eq!((begin_index, count), (1, 2));
    let start = match StartIndex::from(1) {
        StartIndex::Unbounded => 0,
        StartIndex::Inclusive(index) => index,
    };
    let end = match EndIndex::from(2) {
        EndIndex::Unbounded => 0,
        EndIndex::Exclusive(index) => index,
    };
    assert_eq!((start, end), (1, 2));
    let popped = match (PopResult::Found {
        value: "v",
        list_length: 3,
    }) {
        PopResult::Found { value, list_length } => (value, list_length),
        PopResult::Missing => ("", 0),
    };
    assert_eq!(popped, ("v", 3));
    for length in [
        match EraseResult::Found(7) {
            EraseResult::Found(length) => length,
            EraseResult::Missing => 0,
        },
        match LengthResult::Found(7) {
            LengthResult::Found(length) => length,
            LengthResult::Missing => 0,
        },
        match RemoveResult::Found(7) {
            RemoveResult::Found(length) => length,
            RemoveResult::Missing => 0,
        },
        match RetainResult::Found(7) {
            RetainResult::Found(length) => length,
            RetainResult::Missing => 0,
        },
    ] {
        assert_eq!(length, 7);
    }
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard_and_are_answers() {
    fn push_failed(error: CacheListPushBackError<Infallible>) -> Error {
        match error {
            CacheListPushBackError::CacheError(error) => error,
            CacheListPushBackError::EncodeFailed { cause } => match cause {},
        }
    }
    fn push_front_failed(error: CacheListPushFrontError<Infallible>) -> Error {
        match error {
            CacheListPushFrontError::CacheError(error) => error,
            CacheListPushFrontError::EncodeFailed { cause } => match cause {},
        }
    }
    fn concatenate_failed(error: CacheListConcatenateError<Infallible>) -> Error {
        match error {
            CacheListConcatenateError::CacheError(error) => error,
            CacheListConcatenateError::EncodeFailed { cause } => match cause {},
        }
    }
    fn remove_failed(error: CacheListRemoveError<Infallible>) -> Error {
        match error {
            CacheListRemoveError::CacheError(error) => error,
            CacheListRemoveError::EncodeFailed { cause } => match cause {},
        }
    }
    fn pop_failed(error: CacheListPopError<Infallible>) -> Error {
        match error {
            CacheListPopError::CacheError(error) => error,
            CacheListPopError::ExtractFailed { cause } => match cause {},
        }
    }
    fn failing() -> WebResult<()> {
        Err(CacheListRetainError::CacheError(Error::Timeout))?
    }
    let failed = [
        push_failed(CacheListPushBackError::CacheError(Error::Timeout)),
        push_front_failed(CacheListPushFrontError::CacheError(Error::Timeout)),
        concatenate_failed(CacheListConcatenateError::CacheError(Error::Timeout)),
        remove_failed(CacheListRemoveError::CacheError(Error::Timeout)),
        pop_failed(CacheListPopError::CacheError(Error::Timeout)),
    ];
    assert!(failed.iter().all(|error| matches!(error, Error::Timeout)));
    assert_eq!(
        failing().unwrap_err().body(),
        "An error occurred during function invocation: CacheError(Error::Timeout)"
    );
    let _ = [
        WebError::from(CacheListPushFrontError::<Infallible>::CacheError(
            Error::Timeout,
        )),
        WebError::from(CacheListConcatenateError::<Infallible>::CacheError(
            Error::Timeout,
        )),
        WebError::from(CacheListRemoveError::<Infallible>::CacheError(
            Error::Timeout,
        )),
        WebError::from(CacheListEraseError::CacheError(Error::Timeout)),
        WebError::from(CacheListFetchError::CacheError(Error::Timeout)),
        WebError::from(CacheListLengthError::CacheError(Error::Timeout)),
    ];
}

#[test]
fn the_published_types_have_the_published_traits() {
    fn implementations()
    where
        EndIndex: From<i32>,
        StartIndex: From<i32>,
    {
    }
    implementations();
}
