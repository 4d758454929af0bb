//! What all adapters are built on.

#[cfg(target_arch = "wasm32")]
#[path = "../../../../wit/src/lean/allocator.rs"]
mod allocator;

mod local;

pub use local::Local;
