use momento_functions_wit::cache_scalar::Error;

momento_functions_collections_common::__cache_errors! { Error {
    /// Why [`get`](crate::get) failed. A value that is missing is no error.
    CacheGetError<Extract> = "could not get from the cache";
    /// Why [`get_with_hash`](crate::get_with_hash) failed. A value that is missing is no error.
    CacheGetWithHashError<Extract> = "could not get from the cache with a hash";
    /// Why [`set`](crate::set) failed.
    CacheSetError<Encode> = "could not set in the cache";
    /// Why [`set_if`](crate::set_if) failed. A condition that does not hold is no error.
    CacheSetIfError<Encode> = "could not set in the cache on a condition";
    /// Why [`set_if_hash`](crate::set_if_hash) failed. A condition that does not hold is no error.
    CacheSetIfHashError<Encode> = "could not set in the cache on a hash";
    /// Why [`delete`](crate::delete) failed. A value that is missing is no error.
    CacheDeleteError = "could not delete from the cache";
}}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::error::Error as _;
    use std::string::FromUtf8Error;

    use super::*;

    fn utf8_error() -> FromUtf8Error {
        String::from_utf8(b"secret\xff".to_vec()).unwrap_err()
    }

    #[test]
    fn every_case_of_the_host_is_told_with_what_can_be_done() {
        let why = || "why".to_owned();
        let cases = [
            (
                Error::InternalError,
                "the service failed; trying again may help",
            ),
            (
                Error::RequestCancelled,
                "it was given up before it ended, and may have taken effect; try again where twice does no harm",
            ),
            (
                Error::Timeout,
                "no answer came in time, and it may have taken effect; try again where twice does no harm",
            ),
            (
                Error::InvalidArgument(why()),
                "an argument is not allowed: why",
            ),
            (
                Error::PermissionDenied(why()),
                "the function may not do this: why",
            ),
            (
                Error::LimitExceeded(why()),
                "a limit was met: why; send less at once, or less often",
            ),
            (
                Error::FailedPrecondition(why()),
                "what is there does not allow it: why; it may be an item of another kind",
            ),
            (Error::NotFound(why()), "what it names does not exist: why"),
        ];
        for (case, text) in cases {
            assert_eq!(
                CacheDeleteError::CacheError(case).to_string(),
                format!("could not delete from the cache: {text}")
            );
        }
    }

    #[test]
    fn the_cause_is_told_and_is_the_source() {
        let error = CacheGetError::ExtractFailed {
            cause: utf8_error(),
        };
        assert_eq!(
            error.to_string(),
            "could not get from the cache: the value could not be decoded: invalid utf-8 sequence of 1 bytes from index 6; \
             ask for the type that it was stored as, or for `Data`"
        );
        assert!(error.source().unwrap().is::<FromUtf8Error>());

        let cause = serde_json::from_str::<u8>("x").unwrap_err();
        let error = CacheSetError::EncodeFailed { cause };
        assert_eq!(
            error.to_string(),
            "could not set in the cache: a value could not be encoded, and nothing was sent: expected value at line 1 column 1"
        );
        assert!(error.source().unwrap().is::<serde_json::Error>());

        let error = CacheSetIfError::<Infallible>::CacheError(Error::Timeout);
        assert!(error.source().unwrap().is::<Error>());
    }

    #[test]
    fn debug_text_is_the_case_and_leaves_the_value_out() {
        let error = CacheGetWithHashError::ExtractFailed {
            cause: utf8_error(),
        };
        assert_eq!(
            format!("{error:?}"),
            "ExtractFailed { cause: invalid utf-8 sequence of 1 bytes from index 6 }"
        );
        let error = CacheSetIfHashError::<Infallible>::CacheError(Error::Timeout);
        assert_eq!(format!("{error:?}"), "CacheError(Error::Timeout)");
    }
}
