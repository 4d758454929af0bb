//! [`Data`], a body that lives on the host until it is read, and the traits that decode and encode it.
//!
//! A function gets its request body, and every other large value, as a [`Data`]. As long as nobody
//! reads it, it is a handle: passing it on, to a response or to another host call, copies nothing.
//!
//! # Examples
//! ```
//! use momento_functions_bytes::{Data, Encode, Extract};
//!
//! let body = Data::from("hello");
//! assert_eq!(String::extract(body)?, "hello");
//!
//! let Ok(encoded) = "hello".try_serialize();
//! assert_eq!(encoded.into_bytes(), b"hello");
//! # Ok::<(), std::string::FromUtf8Error>(())
//! ```
//!
//! # Features
//! - `json` (default): `Json<T>`, and `Encode` for `serde_json::Value`.

mod abi;
mod convert;
mod data;
pub mod encoding;
mod handle;
mod host;
mod inline;
mod read;

pub use data::Data;
#[cfg(feature = "json")]
pub use encoding::Json;
pub use encoding::{Encode, EncodeError, Extract, ExtractError};
