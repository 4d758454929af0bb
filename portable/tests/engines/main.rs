//! A function answers on an engine of `wasi:http` as it does on the test host.
//!
//! The engine is `wasmtime serve`: `$WASMTIME`, or else `wasmtime` in the path.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers have more than is needed here"
)]

#[path = "../../../test-host/tests/service/client.rs"]
mod client;
#[path = "../../../test-host/tests/support/guests.rs"]
mod guests;
#[path = "../../../test-host/tests/support/http_server.rs"]
mod http_server;
#[path = "../../../test-host/tests/support/nobody.rs"]
mod nobody;
#[path = "../../../test-host/tests/support/readme.rs"]
mod readme;

mod both;
mod crowd;
mod data;
mod deadline;
mod differences;
mod endpoints;
mod engine;
mod examples;
// It asks /proc.
#[cfg(target_os = "linux")]
mod large;
mod logs;
mod older;
mod published;
mod refusals;
mod requests;
mod reuse;
mod same;
mod streams;
mod upstream;
mod upstreams;
