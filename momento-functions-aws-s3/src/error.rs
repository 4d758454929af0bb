use std::error::Error;
use std::fmt;

use momento_functions_bytes::encoding::{EncodeError, ExtractError};
use momento_functions_wit::aws_s3::S3Error as Abi;

/// Why S3 did not do it. That there is no object under a key is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum S3Error {
    /// The credentials do not allow it. The text says more.
    Unauthorized(String),
    /// The request is not one that S3 understands, such as a bucket with an impossible name. The text says how.
    Malformed(String),
    /// S3 asks for fewer requests. Trying again later may help.
    Throttled(String),
    /// Anything else; the text says what.
    Other(String),
}

impl S3Error {
    pub(crate) fn from_abi(error: Abi) -> Self {
        match error {
            Abi::Unauthorized(why) => Self::Unauthorized(why),
            Abi::Malformed(why) => Self::Malformed(why),
            Abi::Throttled(why) => Self::Throttled(why),
            Abi::Other(why) => Self::Other(why),
        }
    }
}

impl fmt::Display for S3Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized(why) => write!(
                f,
                "S3 does not allow it: {why}; the role or key needs `s3:GetObject` to read and `s3:PutObject` to write"
            ),
            Self::Malformed(why) => write!(
                f,
                "S3 does not understand the request: {why}; check the bucket, the key and the metadata"
            ),
            Self::Throttled(why) => write!(f, "S3 asks for fewer requests: {why}; try again later"),
            Self::Other(why) => write!(f, "S3 failed: {why}"),
        }
    }
}

impl Error for S3Error {}

/// States an error of one call: what S3 says, and what the conversion on the function's side says.
macro_rules! call_error {
    ($(#[$meta:meta])* $name:ident<$bound:ident>: $(#[$case_meta:meta])* $case:ident, $text:literal) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        pub enum $name<E: $bound> {
            /// S3 did not do it.
            S3Error(S3Error),
            $(#[$case_meta])*
            $case {
                /// Why.
                cause: E,
            },
        }

        impl<E: $bound> From<S3Error> for $name<E> {
            fn from(error: S3Error) -> Self {
                Self::S3Error(error)
            }
        }

        /// The case, and the cause in its own words. The debug text of a cause may hold the whole
        /// object (that of `FromUtf8Error` does), and `?` in a web function answers the caller with
        /// this text.
        impl<E: $bound> fmt::Debug for $name<E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::S3Error(error) => f.debug_tuple("S3Error").field(error).finish(),
                    Self::$case { cause } => f
                        .debug_struct(stringify!($case))
                        .field("cause", &format_args!("{cause}"))
                        .finish(),
                }
            }
        }

        impl<E: $bound> fmt::Display for $name<E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::S3Error(error) => error.fmt(f),
                    Self::$case { cause } => write!(f, concat!($text, ": {}"), cause),
                }
            }
        }

        impl<E: $bound> Error for $name<E> {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                match self {
                    Self::S3Error(error) => Some(error),
                    Self::$case { cause } => Some(cause),
                }
            }
        }
    };
}

call_error! {
    /// Why an object was not read.
    S3GetError<ExtractError>:
    /// The object is there, and is not what the type expects.
    ExtractFailed, "the object is not what the function expects; `Data` takes any"
}

call_error! {
    /// Why an object was not written.
    S3PutError<EncodeError>:
    /// The value could not be made into a body. Nothing was sent.
    EncodeFailed, "the value cannot be made into an object, and nothing was sent"
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn every_case_of_the_host_is_told_in_its_own_words() {
        let cases = [
            (
                Abi::Unauthorized("w".to_owned()),
                "S3 does not allow it: w; the role or key needs `s3:GetObject` to read and `s3:PutObject` to write",
            ),
            (
                Abi::Malformed("w".to_owned()),
                "S3 does not understand the request: w; check the bucket, the key and the metadata",
            ),
            (
                Abi::Throttled("w".to_owned()),
                "S3 asks for fewer requests: w; try again later",
            ),
            (Abi::Other("w".to_owned()), "S3 failed: w"),
        ];
        for (case, text) in cases {
            let error = S3Error::from_abi(case);
            assert_eq!(error.to_string(), text);
            let wrapped = S3PutError::<Infallible>::from(error.clone());
            assert_eq!(wrapped.to_string(), text);
            let source = wrapped.source().and_then(|source| source.downcast_ref());
            assert_eq!(source, Some(&error));
        }
    }

    #[test]
    fn an_object_is_not_in_the_debug_text_of_what_went_wrong() {
        let cause = String::from_utf8(b"secret\xff".to_vec()).unwrap_err();
        let error = S3GetError::ExtractFailed { cause };
        assert_eq!(
            format!("{error:?}"),
            "ExtractFailed { cause: invalid utf-8 sequence of 1 bytes from index 6 }"
        );
        let error = S3PutError::<Infallible>::from(S3Error::Other("w".to_owned()));
        assert_eq!(format!("{error:?}"), "S3Error(Other(\"w\"))");
    }

    #[test]
    fn a_conversions_error_is_the_source() {
        let cause = String::from_utf8(vec![0xff]).unwrap_err();
        let error = S3GetError::ExtractFailed {
            cause: cause.clone(),
        };
        assert_eq!(
            error.to_string(),
            format!("the object is not what the function expects; `Data` takes any: {cause}")
        );
        assert_eq!(
            error.source().map(ToString::to_string),
            Some(cause.to_string())
        );
    }
}
