//! What the world's WIT says, in Rust.
#![allow(unsafe_code, reason = "made by the generator")]

wit_bindgen::generate!({ world: "v1-data", path: "../../../wit/portable", generate_all });

use crate::V1Data;

export!(V1Data with_types_in self);
