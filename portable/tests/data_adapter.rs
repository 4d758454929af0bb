//! The parts of the adapter of caches and topics that need no WebAssembly: their tests stand in their own files.

// They are built as parts of this test, so what only the adapter calls is not called here.
#![allow(dead_code, unreachable_pub, reason = "parts of larger crates")]

#[path = "../adapters/data/src/answer.rs"]
mod answer;
#[path = "../../momento-functions-models/src/error.rs"]
mod error;
#[path = "../adapters/data/src/frames.rs"]
mod frames;
#[path = "../adapters/data/src/json.rs"]
mod json;
#[path = "../adapters/data/src/settings.rs"]
mod settings;
#[path = "../adapters/data/src/url.rs"]
mod url;

use error::ServiceError;
