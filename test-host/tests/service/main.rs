//! The HTTP service, over real connections.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod browsers;
mod client;
mod connections;
mod console;
mod data;
mod data_lists;
mod deploys;
mod errors;
mod invocations;
mod metrics;
mod request_ids;
mod spawns;
mod tokens;
mod topics;
mod versions;

use momento_functions_test_host::{Host, Limits};

/// A host with some of the guests.
fn host_of(guests: &[&str]) -> Host {
    limited(Limits::default(), guests)
}

fn limited(limits: Limits, guests: &[&str]) -> Host {
    let host = Host::builder().limits(limits).build().unwrap();
    for guest in guests {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}
