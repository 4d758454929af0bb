//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

#[cfg(all(not(feature = "http"), not(feature = "std")))]
wit_bindgen::generate!({ world: "bottom", path: "../../../wit/portable", generate_all });
#[cfg(all(feature = "http", not(feature = "std")))]
wit_bindgen::generate!({ world: "bottom-http", path: "../../../wit/portable", generate_all });
#[cfg(all(not(feature = "http"), feature = "std"))]
wit_bindgen::generate!({ world: "bottom-std", path: "../../../wit/portable", generate_all });
#[cfg(all(feature = "http", feature = "std"))]
wit_bindgen::generate!({ world: "bottom-http-std", path: "../../../wit/portable", generate_all });

use crate::Bottom;

export!(Bottom with_types_in self);
