//! Write a Momento spawn function: a plain `fn` that runs in the background.
//!
//! Another function starts it by name, with a payload, and does not wait. It runs in a sandbox of
//! its own, at most once. What it returns goes to the logs and metrics; nobody else sees it.
//!
//! # Examples
//! ```
//! use momento_functions_guest_spawn::spawn;
//!
//! spawn!(count_words);
//! fn count_words(text: String) -> Result<(), String> {
//!     match text.split_whitespace().count() {
//!         0 => Err("the text is empty".to_string()),
//!         _ => Ok(()),
//!     }
//! }
//!
//! assert_eq!(count_words("two words".to_string()), Ok(()));
//! ```
//!
//! # Features
//! - `attributes` (default): the attribute `#[spawn_function]`, which brings in syn.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod handler;
mod macros;
mod result;

pub use result::{IntoSpawnResult, SpawnFailure, SpawnSuccess};

#[cfg(feature = "attributes")]
pub use momento_functions_macros::spawn_function;
