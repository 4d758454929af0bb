//! The function's own cache: one value a key, each with a time to live.
//!
//! Keys are anything that is `Into<Data>`: text or bytes. Values are encoded and decoded by their type:
//! text and bytes as they are, `Json<T>` as JSON, and `Data` not at all, so that a value goes from the
//! cache into a response, or from a request into the cache, without entering the function.
//!
//! - [`get`], [`set`], [`delete`].
//! - [`set_if`]: stores when a condition on the value holds that is there.
//! - [`get_with_hash`] and [`set_if_hash`]: read, change, and write only if nobody wrote in between.
//!
//! # Limits
//! An item is at most 5 MB and lives at most 24 hours, unless the cache's limits are set otherwise.
//!
//! # Examples
//! ```
//! use std::time::Duration;
//! use momento_functions_bytes::Data;
//! use momento_functions_guest_web::{WebResult, invoke};
//!
//! invoke!(greet);
//! fn greet(name: String) -> WebResult<Data> {
//!     if let Some(greeting) = momento_functions_cache::get(&name)? {
//!         return Ok(greeting);
//!     }
//!     let greeting = format!("Hello, {name}!");
//!     momento_functions_cache::set(&name, &greeting, Duration::from_secs(60))?;
//!     Ok(Data::from(greeting))
//! }
//! # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
//! # testing::with_cache(|| {
//! for _ in 0..2 {
//!     assert_eq!(greet("Ada".to_string()).unwrap().into_bytes(), b"Hello, Ada!");
//! }
//! # Ok(()) });
//! ```

mod delete;
mod error;
mod get;
mod set;
mod set_if;
mod set_if_hash;
#[cfg(test)]
mod testing;

pub use delete::delete;
pub use error::{
    CacheDeleteError, CacheGetError, CacheGetWithHashError, CacheSetError, CacheSetIfError,
    CacheSetIfHashError,
};
pub use get::{GetWithHashValue, get, get_with_hash};
pub use momento_functions_wit::cache_scalar::Error;
pub use set::set;
pub use set_if::{ConditionalSetResult, SetIfCondition, set_if};
pub use set_if_hash::{SetIfHashCondition, SetIfHashResult, set_if_hash};
