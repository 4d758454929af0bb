//! The command, run as a user runs it.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

mod build;
#[allow(dead_code, reason = "the command's tests take no example")]
#[path = "../../../test-host/tests/support/guests.rs"]
mod guests;
mod invoke;
mod lean;
mod new;
mod serve;
mod support;
mod test;
#[path = "../../../test-host/tests/support/tested.rs"]
mod tested;
mod usage;
