//! The command, run as a user runs it.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

mod build;
mod check;
mod deploy;
mod docs;
mod doctor;
mod fake;
#[allow(dead_code, reason = "the command's tests take no example")]
#[path = "../../../test-host/tests/support/guests.rs"]
mod guests;
mod invoke;
mod lean;
mod new;
#[path = "../../../test-host/tests/support/nobody.rs"]
mod nobody;
mod portable;
mod remote;
mod remote_errors;
mod remote_invoke;
mod serve;
#[cfg(target_os = "linux")]
mod session;
mod support;
mod telemetry;
#[cfg(target_os = "linux")]
mod terminal;
mod test;
#[path = "../../../test-host/tests/support/tested.rs"]
mod tested;
mod traps;
mod usage;
