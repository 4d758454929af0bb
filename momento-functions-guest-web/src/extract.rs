//! What a handler may take before the body.

#[cfg(feature = "json")]
mod de;
mod headers;
mod method;
#[cfg(feature = "json")]
mod path;
#[cfg(feature = "json")]
mod percent;
#[cfg(feature = "json")]
mod query;
#[cfg(feature = "json")]
mod rejection;
#[cfg(feature = "json")]
mod token_metadata;

pub use headers::Headers;
pub use method::Method;
#[cfg(feature = "json")]
pub use path::{Path, PathRejection};
#[cfg(feature = "json")]
pub use query::{Query, QueryRejection};
#[cfg(feature = "json")]
pub use token_metadata::{TokenMetadata, TokenMetadataRejection};
