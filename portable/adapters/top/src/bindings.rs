//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

wit_bindgen::generate!({ world: "top", path: "../../../wit/portable", generate_all });

use crate::Top;

export!(Top with_types_in self);
