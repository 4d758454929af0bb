//! Host calls of `momento:token/token@1.0.0`: disposable tokens.
use crate::generated::imports::momento::token::token as binding;
use crate::seam::seam;

pub use binding::{Expires, GenerateDisposableTokenResponse, TokenError};

seam! { token {
    fn generate_disposable_token(expires: Expires, permissions: &str, token_id: Option<&str>) -> Result<GenerateDisposableTokenResponse, TokenError> = binding::generate_disposable_token;
}}
