//! The console in a browser, over a host that serves real functions.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

mod access;
mod browser;
mod faults;
#[allow(dead_code, reason = "these tests take some of it")]
#[path = "../../../test-host/tests/support/guests.rs"]
mod guests;
mod keyboard;
mod stage;
mod tour;
