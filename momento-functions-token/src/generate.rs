use std::fmt;

use momento_functions_wit::token::{self as host, TokenError};
use momento_functions_wit::v1::token as older;

use crate::{GenerateDisposableTokenError, Permissions};

/// A token that was made.
///
/// Its debug text leaves the token itself out.
#[derive(Clone, PartialEq, Eq)]
pub struct GenerateDisposableTokenResponse {
    /// The token, as a client sends it. Whoever has it may do what it allows.
    pub api_key: String,
    /// The host name of the service that accepts it.
    pub endpoint: String,
    /// When it ends, in seconds since 1970 (UTC).
    pub valid_until: u64,
}

/// Makes a token.
///
/// `token_id` is a note that the token carries: a function that is called with the token gets it as
/// its token metadata.
///
/// # Errors
/// The time or the permissions do not hold to the rules, the function may not make such a token, or
/// the service fails: see [`TokenError`].
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Limits
/// A token is valid for at most 90000 seconds, which is 25 hours, and has at most 20 statements.
///
/// # Examples
/// ```
/// use momento_functions_token::{Permissions, TopicPermissions, generate_disposable_token};
/// # use momento_functions_wit::{native, token};
/// # struct Host;
/// # impl native::Host for Host {
/// #     fn token(&self) -> Option<&dyn token::Host> { Some(self) }
/// # }
/// # impl token::Host for Host {
/// #     fn generate_disposable_token(
/// #         &self, expires: token::Expires, _: &str, id: Option<&str>,
/// #     ) -> Result<token::GenerateDisposableTokenResponse, token::TokenError> {
/// #         Ok(token::GenerateDisposableTokenResponse {
/// #             api_key: id.unwrap_or_default().to_string(),
/// #             endpoint: String::new(),
/// #             valid_until: 1_700_000_000 + u64::from(expires.valid_for_seconds),
/// #         })
/// #     }
/// # }
/// # native::scope(Host, || {
///
/// let listen = Permissions::new().with_topic(TopicPermissions::read_only().with_cache("chat"));
/// let token = generate_disposable_token(3600, listen, Some("ada".to_string()))?;
/// println!("valid until {}", token.valid_until);
/// # assert_eq!((token.api_key.as_str(), token.valid_until), ("ada", 1_700_003_600));
/// # Ok::<(), momento_functions_token::GenerateDisposableTokenError>(())
/// # }).unwrap();
/// ```
pub fn generate_disposable_token(
    valid_for_seconds: u32,
    permissions: Permissions,
    token_id: Option<String>,
) -> Result<GenerateDisposableTokenResponse, GenerateDisposableTokenError> {
    let expires = host::Expires { valid_for_seconds };
    let permissions = serde_json::to_string(&permissions)
        .map_err(|error| TokenError::InvalidArgument(error.to_string()))?;
    let token = host::generate_disposable_token(expires, &permissions, token_id.as_deref())?;
    Ok(token.into())
}

macro_rules! given_by {
    ($host:ident) => {
        /// What the host gave.
        impl From<$host::GenerateDisposableTokenResponse> for GenerateDisposableTokenResponse {
            fn from(token: $host::GenerateDisposableTokenResponse) -> Self {
                Self {
                    api_key: token.api_key,
                    endpoint: token.endpoint,
                    valid_until: token.valid_until,
                }
            }
        }
    };
}

given_by!(host);
given_by!(older);

impl fmt::Debug for GenerateDisposableTokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenerateDisposableTokenResponse")
            .field("endpoint", &self.endpoint)
            .field("valid_until", &self.valid_until)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use momento_functions_wit::native;

    use super::*;
    use crate::CachePermissions;

    /// Keeps what it was asked for; a time of 0 is refused.
    #[derive(Default)]
    struct Vendor(RefCell<Vec<(u32, String, Option<String>)>>);

    impl native::Host for Vendor {
        fn token(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    impl host::Host for Vendor {
        fn generate_disposable_token(
            &self,
            expires: host::Expires,
            permissions: &str,
            token_id: Option<&str>,
        ) -> Result<host::GenerateDisposableTokenResponse, TokenError> {
            let seconds = expires.valid_for_seconds;
            let asked = (seconds, permissions.to_owned(), token_id.map(str::to_owned));
            self.0.borrow_mut().push(asked);
            if seconds == 0 {
                return Err(TokenError::InvalidArgument("no time".to_owned()));
            }
            Ok(host::GenerateDisposableTokenResponse {
                api_key: "secret".to_owned(),
                endpoint: "example.com".to_owned(),
                valid_until: 7,
            })
        }
    }

    #[test]
    fn everything_reaches_the_host_and_comes_back() {
        let vendor = Rc::new(Vendor::default());
        let permissions = Permissions::new().with_cache(CachePermissions::read_only());
        let token = native::scope(Rc::clone(&vendor), || {
            generate_disposable_token(60, permissions, Some("ada".to_owned()))
        });
        let expected = GenerateDisposableTokenResponse {
            api_key: "secret".to_owned(),
            endpoint: "example.com".to_owned(),
            valid_until: 7,
        };
        assert_eq!(token.unwrap(), expected);
        let asked = vendor.0.take();
        let text = r#"{"explicit":{"permissions":[{"cache_permissions":{"role":"CacheReadOnly","all_caches":null,"all_items":null}}]}}"#;
        assert_eq!(asked, [(60, text.to_owned(), Some("ada".to_owned()))]);
    }

    #[test]
    fn the_hosts_refusal_is_the_error() {
        let error = native::scope(Vendor::default(), || {
            generate_disposable_token(0, Permissions::new(), None).unwrap_err()
        });
        let GenerateDisposableTokenError::TokenError(TokenError::InvalidArgument(why)) = error
        else {
            panic!("another case: {error}")
        };
        assert_eq!(why, "no time");
    }

    #[test]
    fn debug_text_leaves_the_token_out() {
        let token = native::scope(Vendor::default(), || {
            generate_disposable_token(1, Permissions::new(), None).unwrap()
        });
        let text =
            r#"GenerateDisposableTokenResponse { endpoint: "example.com", valid_until: 7, .. }"#;
        assert_eq!(format!("{token:?}"), text);
    }
}
