//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

wit_bindgen::generate!({ world: "v1-http", path: "../../../wit/portable", generate_all });

use crate::V1Http;

export!(V1Http with_types_in self);
