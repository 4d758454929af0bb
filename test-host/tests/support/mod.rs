//! What the host's tests share: the guests and examples, compiled for wasm.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "each test file uses its own part of this"
)]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot have its guest fails"
)]

mod arriving;

mod guests;

pub use arriving::{Step, arriving, piece};
pub use guests::{example, guest};
