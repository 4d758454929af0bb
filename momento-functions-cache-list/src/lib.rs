//! Lists in the function's own cache: queues, stacks, and the most recent of anything.
//!
//! A list is a name and values, with one time to live for all of it, [`CollectionTtl`]. The first push
//! makes it, and when its last value is taken it is gone. Names are anything that is `Into<Data>`; values
//! are encoded and decoded by their type, as those of `momento-functions-cache` are.
//!
//! - Adding: [`list_push_front`], [`list_push_back`], and many at once with [`list_concatenate_front`]
//!   and [`list_concatenate_back`].
//! - Taking: [`list_pop_front`], [`list_pop_back`].
//! - Looking: [`list_fetch`], [`list_length`].
//! - Dropping: [`list_erase`] by place, [`list_remove`] by value, [`list_retain`] all but a part.
//!
//! # Limits
//! An index counts from 0 at the front, or from -1 at the back. A list is at most 5 MB and lives at most
//! 24 hours, unless the cache's limits are set otherwise.
//!
//! # Examples
//! ```
//! use std::time::Duration;
//! use momento_functions_cache_list::{CollectionTtl, PopResult, list_pop_front, list_push_back};
//! use momento_functions_guest_web::{WebResult, invoke};
//!
//! invoke!(next);
//! fn next(job: String) -> WebResult<Option<String>> {
//!     if !job.is_empty() {
//!         list_push_back("jobs", job, CollectionTtl::of(Duration::from_secs(3600)), None)?;
//!         return Ok(None);
//!     }
//!     match list_pop_front("jobs")? {
//!         PopResult::Found { value, .. } => Ok(Some(value)),
//!         PopResult::Missing => Ok(None),
//!     }
//! }
//! # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
//! # testing::with_lists(|| {
//! # for job in ["one", "two"] { next(job.to_string()).unwrap(); }
//! # assert_eq!(next(String::new()).unwrap().as_deref(), Some("one"));
//! # assert_eq!(next(String::new()).unwrap().as_deref(), Some("two"));
//! # assert_eq!(next(String::new()).unwrap(), None);
//! # Ok(()) });
//! ```

mod concatenate;
mod erase;
mod error;
mod fetch;
mod found;
mod index;
mod length;
mod pop;
mod push;
mod remove;
mod retain;
#[cfg(test)]
mod testing;

pub use concatenate::{list_concatenate_back, list_concatenate_front};
pub use erase::{EraseRange, EraseResult, ListRange, list_erase};
pub use error::{
    CacheListConcatenateError, CacheListEraseError, CacheListFetchError, CacheListLengthError,
    CacheListPopError, CacheListPushBackError, CacheListPushFrontError, CacheListRemoveError,
    CacheListRetainError,
};
pub use fetch::{ListValues, list_fetch};
pub use index::{EndIndex, StartIndex};
pub use length::{LengthResult, list_length};
pub use momento_functions_collections_common::CollectionTtl;
pub use momento_functions_wit::cache_list::Error;
pub use pop::{PopResult, list_pop_back, list_pop_front};
pub use push::{list_push_back, list_push_front};
pub use remove::{RemoveResult, list_remove};
pub use retain::{RetainResult, list_retain};
