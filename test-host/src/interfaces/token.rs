/// Translates one contract's types, which differ from the other's in their module alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::bindings::$bindings::{
            Expires, GenerateDisposableTokenResponse, Host, TokenError as Error,
        };
        use crate::invocation::State;
        use momento_functions_models::token::TokenError;
        use momento_functions_test_host_macros::observed;
        use wasmtime::Result;

        #[observed($bindings)]
        impl Host for State {
            async fn generate_disposable_token(
                &mut self,
                expires: Expires,
                permissions: String,
                token_id: Option<String>,
            ) -> Result<Result<GenerateDisposableTokenResponse, Error>> {
                let tokens = &self.context.settings().tokens;
                let made = tokens.make(expires.valid_for_seconds, permissions, token_id);
                Ok(made
                    .map_err(error)
                    .map(|token| GenerateDisposableTokenResponse {
                        api_key: token.api_key,
                        endpoint: token.endpoint,
                        valid_until: token.valid_until,
                    }))
            }
        }

        fn error(error: TokenError) -> Error {
            match error {
                TokenError::InternalError => Error::InternalError,
                TokenError::InvalidArgument(text) => Error::InvalidArgument(text),
                TokenError::PermissionDenied(text) => Error::PermissionDenied(text),
                TokenError::LimitExceeded(text) => Error::LimitExceeded(text),
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(token);
