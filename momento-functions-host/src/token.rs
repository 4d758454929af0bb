//! Disposable tokens: keys that end by themselves and allow only what they say.
use momento_functions_wit::v1::token::{self as host, TokenError};

use crate::errors::errors;

pub use momento_functions_token::{
    CacheItemSelector, CachePermissions, CacheRole, CacheSelector, ExplicitPermissions,
    FunctionPermissions, FunctionRole, FunctionSelector,
    GenerateDisposableTokenResponse as FunctionHostGenerateDisposableTokenResponse, Permissions,
    PermissionsType, TopicPermissions, TopicRole, TopicSelector,
};

errors! {
    /// Why there is no token.
    GenerateDisposableTokenError [] {
        /// What the host answered.
        TokenError(error: TokenError) = "no token was made: {error}",
    }
}

/// Makes a token. The `token_id` is a note that a function called with the token gets as its metadata.
///
/// # Errors
/// The time or the permissions do not hold to the rules, the function may not make such a token, or the
/// service fails.
pub fn generate_disposable_token(
    valid_for_seconds: u32,
    permissions: Permissions,
    token_id: Option<String>,
) -> Result<FunctionHostGenerateDisposableTokenResponse, GenerateDisposableTokenError> {
    let expires = host::Expires { valid_for_seconds };
    let permissions = serde_json::to_string(&permissions)
        .map_err(|error| TokenError::InvalidArgument(error.to_string()))?;
    let token = host::generate_disposable_token(expires, &permissions, token_id.as_deref())?;
    Ok(token.into())
}
