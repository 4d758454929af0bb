//! What the host's tests share: the guests and examples, compiled for wasm.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "each test file uses its own part of this"
)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot have its guest or its server fails"
)]

mod arriving;
mod guests;
mod hostile;

pub mod http_server;
pub mod nobody;
pub mod process;
pub mod readme;
pub mod redis_server;
pub mod soak;
pub mod stores;
mod web_component;

pub use arriving::{Step, arriving, piece, received};
pub use guests::{example, guest, lean_example, published};
pub use hostile::script;
pub use web_component::web_component;
