//! Servers, each in a process of its own, and what loads them.

pub mod bare;
pub mod function;
mod load;
pub mod plain;
mod runtime;
pub mod wasi;

pub use load::{Load, Served};
