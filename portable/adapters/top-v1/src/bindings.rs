//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

wit_bindgen::generate!({ world: "top-v1", path: "../../../wit/portable", generate_all });

use crate::TopV1;

export!(TopV1 with_types_in self);
