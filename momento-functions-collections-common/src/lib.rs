//! What the cache crates share: how long a collection lives, and times to live as the host counts them.
//!
//! Functions use it through `momento-functions-cache-list`, which re-exports [`CollectionTtl`].
//!
//! # Examples
//! ```
//! use std::time::Duration;
//! use momento_functions_collections_common::{CollectionTtl, saturate_ttl};
//!
//! let ttl = CollectionTtl::initialize_only(Duration::from_secs(60));
//! assert_eq!((saturate_ttl(ttl.ttl()), ttl.refresh()), (60_000, false));
//! ```

mod collection_ttl;
mod errors;
mod saturate_ttl;

pub use collection_ttl::CollectionTtl;
pub use saturate_ttl::saturate_ttl;
