//! Decoding a body into a value, [`Extract`], and encoding a value into a body, [`Encode`].

mod encode;
mod extract;
#[cfg(feature = "json")]
mod json;

pub use encode::{Encode, EncodeError};
pub use extract::{Extract, ExtractError};
#[cfg(feature = "json")]
pub use json::Json;
