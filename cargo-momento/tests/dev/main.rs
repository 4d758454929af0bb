//! `cargo momento dev`, driven as its user does: files are written, and lines of JSON tell when it has caught up.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

mod builds;
mod developing;
#[allow(dead_code, reason = "few guests are needed")]
#[path = "../../../test-host/tests/support/guests.rs"]
mod guests;
mod noise;
mod port;
mod settings;
#[allow(dead_code, reason = "other tests of the command need more")]
#[path = "../cli/support.rs"]
mod support;
mod workspace;
