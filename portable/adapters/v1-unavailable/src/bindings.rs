//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

wit_bindgen::generate!({ world: "v1-unavailable", path: "../../../wit/portable", generate_all });

use crate::Unavailable;

export!(Unavailable with_types_in self);
