//! Time, the environment and random numbers of a Momento function, however it is built.
//!
//! A function that is built for wasm32-wasip2 may use std for most of this. In a lean function
//! (`cargo momento build --lean`) std has no system below it: its clocks panic, no variable is set, and a
//! `HashMap` has the same seed in every invocation. What is here works in both, and in native tests; a
//! component imports of WASI only what it calls.
//!
//! # Examples
//! ```
//! use momento_functions_system::{now, random, variable};
//!
//! fn session(user: String) -> String {
//!     let region = variable("REGION").unwrap_or_default();
//!     let number = u64::from_ne_bytes(random());
//!     format!("{user}@{region} {number:016x} {:?}", now())
//! }
//!
//! assert!(session("ada".to_owned()).starts_with("ada@ "));
//! ```

mod clock;
mod environment;
mod random;

pub use clock::{Timer, now};
pub use environment::variable;
pub use random::{fill_random, random};
