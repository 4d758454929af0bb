//! Disposable tokens: keys that end by themselves and allow only what they say, for a browser or a device.
//!
//! # Examples
//! ```no_run
//! use momento_functions_token::{
//!     CachePermissions, GenerateDisposableTokenError, Permissions, TopicPermissions, generate_disposable_token,
//! };
//!
//! fn token_of(user: &str) -> Result<String, GenerateDisposableTokenError> {
//!     let permissions = Permissions::new()
//!         .with_cache(CachePermissions::read_only().with_cache("profiles").with_key(user))
//!         .with_topic(TopicPermissions::read_only().with_cache("chat").with_topic_prefix("room-"));
//!     let token = generate_disposable_token(3600, permissions, Some(user.to_string()))?;
//!     Ok(token.api_key)
//! }
//! ```

mod cache;
mod error;
mod function;
mod generate;
mod permissions;
mod role;
mod scope;
mod topic;

pub use cache::{CacheItemSelector, CachePermissions, CacheRole};
pub use error::GenerateDisposableTokenError;
pub use function::{FunctionPermissions, FunctionRole, FunctionSelector};
pub use generate::{GenerateDisposableTokenResponse, generate_disposable_token};
pub use momento_functions_wit::token::TokenError;
pub use permissions::{ExplicitPermissions, Permissions, PermissionsType};
pub use scope::CacheSelector;
pub use topic::{TopicPermissions, TopicRole, TopicSelector};
