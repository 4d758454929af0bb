//! The host calls of the older contract, `momento:functions` and `momento:host` 1.0.0, with the names and
//! signatures of the published crate.
//!
//! It is for functions that were written with it: they compile as they are, and import what they imported.
//! A new function is better off with the crates of the current contract, whose bodies need not enter the
//! function's memory; the types of that contract are used here where they are the same.
//!
//! # Panics
//! Off wasm32 every call panics on a thread that has no native host (`momento_functions_wit::native::scope`).
//!
//! # Examples
//! ```
//! use std::time::Duration;
//! use momento_functions_host::{cache, encoding::Json};
//!
//! # let run = || -> Result<(), Box<dyn std::error::Error>> {
//! cache::set("numbers", Json([1, 2]), Duration::from_secs(60))?;
//! let numbers: Option<Json<Vec<u8>>> = cache::get("numbers")?;
//! assert_eq!(numbers, Some(Json(vec![1, 2])));
//! # Ok(())
//! # };
//! # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mod.rs")); }
//! # testing::answered(run).unwrap();
//! ```

mod errors;

pub mod aws;
pub mod cache;
pub mod encoding;
pub mod http;
pub mod logging;
pub mod redis;
pub mod spawn;
pub mod token;
pub mod topics;
pub mod web_extensions;

pub use spawn::spawn;
