/// States the errors of an interface of the cache: one enum a call, whose published names and cases
/// differ only in which way a value goes.
///
/// `$host` is the interface's own error. A line `Name = "what failed";` makes an error of a call
/// without a value, `Name<Encode>` of one that sends values, `Name<Extract>` of one that gets them.
#[doc(hidden)]
#[macro_export]
macro_rules! __cache_errors {
    ($host:ident { $( $(#[$meta:meta])* $name:ident $(<$way:ident>)? = $call:literal; )+ }) => {
        $( $crate::__cache_errors!(@ $host [$(#[$meta])*] $name $(<$way>)? = $call); )+

        /// The host's error, in words that say what can be done.
        fn why(error: &$host) -> ::std::borrow::Cow<'static, str> {
            match error {
                $host::InternalError => "the service failed; trying again may help".into(),
                $host::RequestCancelled => {
                    "it was given up before it ended, and may have taken effect; try again where twice does no harm".into()
                }
                $host::Timeout => {
                    "no answer came in time, and it may have taken effect; try again where twice does no harm".into()
                }
                $host::InvalidArgument(why) => format!("an argument is not allowed: {why}").into(),
                $host::PermissionDenied(why) => format!("the function may not do this: {why}").into(),
                $host::LimitExceeded(why) => {
                    format!("a limit was met: {why}; send less at once, or less often").into()
                }
                $host::FailedPrecondition(why) => {
                    format!("what is there does not allow it: {why}; it may be an item of another kind").into()
                }
                $host::NotFound(why) => format!("what it names does not exist: {why}").into(),
            }
        }
    };
    (@ $host:ident [$($meta:tt)*] $name:ident = $call:literal) => {
        $crate::__cache_errors!(= $host [$($meta)*] $name = $call);
    };
    (@ $host:ident [$($meta:tt)*] $name:ident<Encode> = $call:literal) => {
        $crate::__cache_errors!(
            = $host [$($meta)*] $name = $call,
            E: ::momento_functions_bytes::encoding::EncodeError,
            /// A value could not be encoded. Nothing was sent.
            EncodeFailed: "a value could not be encoded, and nothing was sent: {}"
        );
    };
    (@ $host:ident [$($meta:tt)*] $name:ident<Extract> = $call:literal) => {
        $crate::__cache_errors!(
            = $host [$($meta)*] $name = $call,
            E: ::momento_functions_bytes::encoding::ExtractError,
            /// There is a value, and it could not be decoded.
            ExtractFailed: "the value could not be decoded: {}; ask for the type that it was stored as, or for `Data`"
        );
    };
    (
        = $host:ident [$(#[$meta:meta])*] $name:ident = $call:literal
        $(, $e:ident: $bound:path, #[$doc:meta] $case:ident: $text:literal)?
    ) => {
        $(#[$meta])*
        pub enum $name $(<$e: $bound>)? {
            /// The host refused, or failed.
            CacheError($host),
            $(
                #[$doc]
                $case {
                    /// Why not.
                    cause: $e,
                },
            )?
        }

        impl $(<$e: $bound>)? ::std::fmt::Display for $name $(<$e>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    Self::CacheError(error) => write!(f, concat!($call, ": {}"), why(error)),
                    $( Self::$case { cause } => write!(f, concat!($call, ": ", $text), cause), )?
                }
            }
        }

        /// The case, and the cause in its own words. The debug text of a cause may hold the whole
        /// value (that of `FromUtf8Error` does), and `?` in a web function answers the caller with
        /// this text.
        impl $(<$e: $bound>)? ::std::fmt::Debug for $name $(<$e>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    Self::CacheError(error) => f.debug_tuple("CacheError").field(error).finish(),
                    $(
                        Self::$case { cause } => f
                            .debug_struct(stringify!($case))
                            .field("cause", &format_args!("{}", cause))
                            .finish(),
                    )?
                }
            }
        }

        impl $(<$e: $bound>)? ::std::error::Error for $name $(<$e>)? {
            fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
                match self {
                    Self::CacheError(error) => Some(error),
                    $( Self::$case { cause } => Some(cause), )?
                }
            }
        }
    };
}
