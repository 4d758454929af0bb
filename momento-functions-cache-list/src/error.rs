use momento_functions_wit::cache_list::Error;

momento_functions_collections_common::__cache_errors! { Error {
    /// Why [`list_push_front`](crate::list_push_front) failed.
    CacheListPushFrontError<Encode> = "could not push to the front of a list";
    /// Why [`list_push_back`](crate::list_push_back) failed.
    CacheListPushBackError<Encode> = "could not push to the back of a list";
    /// Why [`list_concatenate_front`](crate::list_concatenate_front) or
    /// [`list_concatenate_back`](crate::list_concatenate_back) failed.
    CacheListConcatenateError<Encode> = "could not add values to a list";
    /// Why [`list_pop_front`](crate::list_pop_front) or [`list_pop_back`](crate::list_pop_back)
    /// failed. A list that is missing is no error.
    CacheListPopError<Extract> = "could not pop from a list";
    /// Why [`list_erase`](crate::list_erase) failed. A list that is missing is no error.
    CacheListEraseError = "could not erase from a list";
    /// Why [`list_remove`](crate::list_remove) failed. A list that is missing is no error.
    CacheListRemoveError<Encode> = "could not remove from a list";
    /// Why [`list_fetch`](crate::list_fetch) failed. A list that is missing is no error.
    CacheListFetchError = "could not fetch from a list";
    /// Why [`list_length`](crate::list_length) failed. A list that is missing is no error.
    CacheListLengthError = "could not get the length of a list";
    /// Why [`list_retain`](crate::list_retain) failed. A list that is missing is no error.
    CacheListRetainError = "could not retain a part of a list";
}}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::error::Error as StdError;

    use super::*;

    #[test]
    fn each_error_says_which_call_failed_and_why_and_has_the_hosts_as_its_source() {
        type Of<E> = fn(Error) -> E;
        fn told<E: StdError>(of: Of<E>) -> String {
            let error = of(Error::NotFound("cache c".to_owned()));
            assert!(error.source().unwrap().is::<Error>());
            assert_eq!(
                format!("{error:?}"),
                r#"CacheError(Error::NotFound("cache c"))"#
            );
            error.to_string()
        }
        let texts = [
            told(CacheListPushFrontError::<Infallible>::CacheError),
            told(CacheListPushBackError::<Infallible>::CacheError),
            told(CacheListConcatenateError::<Infallible>::CacheError),
            told(CacheListPopError::<Infallible>::CacheError),
            told(CacheListEraseError::CacheError),
            told(CacheListRemoveError::<Infallible>::CacheError),
            told(CacheListFetchError::CacheError),
            told(CacheListLengthError::CacheError),
            told(CacheListRetainError::CacheError),
        ];
        let expected = [
            "push to the front of a list",
            "push to the back of a list",
            "add values to a list",
            "pop from a list",
            "erase from a list",
            "remove from a list",
            "fetch from a list",
            "get the length of a list",
            "retain a part of a list",
        ]
        .map(|call| format!("could not {call}: what it names does not exist: cache c"));
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_value_that_was_popped_is_not_in_the_debug_text_of_what_went_wrong() {
        let cause = String::from_utf8(b"secret\xff".to_vec()).unwrap_err();
        let error = CacheListPopError::ExtractFailed { cause };
        assert_eq!(
            format!("{error:?}"),
            "ExtractFailed { cause: invalid utf-8 sequence of 1 bytes from index 6 }"
        );
    }
}
