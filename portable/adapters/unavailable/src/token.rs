//! Disposable tokens, which only their own service can make.

use crate::Unavailable;
use crate::bindings::exports::momento::token::token::{
    Expires, GenerateDisposableTokenResponse, Guest, TokenError,
};

impl Guest for Unavailable {
    fn generate_disposable_token(
        _: Expires,
        _: String,
        _: Option<String>,
    ) -> Result<GenerateDisposableTokenResponse, TokenError> {
        Err(TokenError::PermissionDenied(
            "no engine but Momento's service can make its tokens: ask the service's own API for one by momento:http, or \
             run the function there or by `cargo momento serve`"
                .to_owned(),
        ))
    }
}
