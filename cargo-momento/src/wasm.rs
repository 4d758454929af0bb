//! What is read of WebAssembly: core modules, their functions' names and calls.

mod callers;
mod module;
mod names;

pub(crate) use callers::{Caller, Callers, by_name};
pub(crate) use module::{Module, stripped};
pub(crate) use names::{crate_of, path_of};
