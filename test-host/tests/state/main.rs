//! What is kept in the folder of state.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

mod caches;
mod functions;
mod objects;

use momento_functions_test_host::Host;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    (folder, state)
}

fn host(state: &Path) -> Host {
    Host::builder().state(state).build().unwrap()
}
