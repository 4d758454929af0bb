//! Carries a Momento Function to any engine of `wasi:http`, by composition.
//!
//! A function answers by Momento's own interfaces. [`compose`] puts it between small adapters, and gives one component
//! that exports `wasi:http/incoming-handler@0.2.0` and imports no more than `wasi:http/proxy` has: it runs under
//! `wasmtime serve`, and under any other engine of that world. The function's own bytes stay as they are, whatever
//! crates, and whatever language, it was built with.
//!
//! ```no_run
//! use momento_functions_portable::{Options, compose};
//!
//! let function = std::fs::read("hello.wasm")?;
//! let composed = compose(&function, &Options::default())?;
//! std::fs::write("hello.portable.wasm", &composed.bytes)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod adapter;
mod carriage;
mod compose;
mod environment;
mod error;
mod exports;
mod function;
mod graph;
mod interface;
mod options;
mod pool;
mod provider;
mod proxy;
mod traps;
mod warning;

pub use carriage::{Carriage, Carried, carried};
pub use compose::{Composed, compose};
pub use environment::check_variables;
pub use error::{ComposeError, Unprovided};
pub use options::Options;
pub use pool::PoolNeeds;
pub use proxy::{check_proxy, proxy_offers};
pub use warning::Warning;
