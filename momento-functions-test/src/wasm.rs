//! Tests inside WebAssembly: the runner is their host.

mod call;
mod failure;
mod run;

pub use call::{advance_clock, call, spawn};
pub use failure::Failure;
pub(crate) use run::run;
