//! The floor: wasmtime on fibers with the settings that the library uses, and nothing else.

mod engine;
mod engines;
mod function;
mod state;

pub use engine::{Bare, Settings};
pub use engines::Engines;
pub use function::BareFunction;
