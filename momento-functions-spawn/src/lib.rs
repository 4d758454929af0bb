//! Starting another function of the same cache in the background, with a payload.
//!
//! The other side is a spawn function: `spawn!` of `momento-functions-guest-spawn`.
//!
//! # Examples
//! ```no_run
//! use std::collections::HashMap;
//! use momento_functions_bytes::Json;
//! use momento_functions_spawn::{SpawnError, spawn};
//!
//! fn later(month: &str) -> Result<(), SpawnError<serde_json::Error>> {
//!     spawn("report", Json(HashMap::from([("month", month)])))
//! }
//! ```

mod error;
mod spawn;

pub use error::SpawnError;
pub use spawn::spawn;
