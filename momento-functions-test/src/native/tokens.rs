use momento_functions_models::Clock;
use momento_functions_models::token::{TokenAuthority, TokenError};
use std::sync::Arc;

/// The host's tokens. Their key is no secret: no service accepts them, and each run makes the same ones.
pub(super) struct Tokens(pub(super) TokenAuthority);

impl Tokens {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self(TokenAuthority::new(clock, [0; 64]))
    }
}

/// Answers one contract, which differs from the other in its module alone.
macro_rules! answer {
    ($($module:ident)::+) => {
        const _: () = {
            use momento_functions_wit::$($module)::+ as wit;

            impl wit::Host for Tokens {
                fn generate_disposable_token(
                    &self,
                    expires: wit::Expires,
                    permissions: &str,
                    token_id: Option<&str>,
                ) -> Result<wit::GenerateDisposableTokenResponse, wit::TokenError> {
                    let (permissions, id) = (permissions.to_owned(), token_id.map(str::to_owned));
                    let made = self.0.make(expires.valid_for_seconds, permissions, id);
                    let token = made.map_err(|error| match error {
                        TokenError::InternalError => wit::TokenError::InternalError,
                        TokenError::InvalidArgument(text) => wit::TokenError::InvalidArgument(text),
                        TokenError::PermissionDenied(text) => wit::TokenError::PermissionDenied(text),
                        TokenError::LimitExceeded(text) => wit::TokenError::LimitExceeded(text),
                    })?;
                    Ok(wit::GenerateDisposableTokenResponse {
                        api_key: token.api_key,
                        endpoint: token.endpoint,
                        valid_until: token.valid_until,
                    })
                }
            }
        };
    };
}

answer!(token);
answer!(v1::token);
