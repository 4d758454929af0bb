//! Whether anything is left of some thousand invocations: in a process of its own, whose files are counted.
//! `benches/soak.rs` makes a million.

#![cfg(target_os = "linux")]

mod support;

use support::process::{files, threads};
use support::soak::Soak;
use tokio::runtime::Runtime;

const INVOCATIONS: usize = 2_000;

/// Ping, hostile, stream and what is spawned.
const FUNCTIONS: usize = 4;

/// The most engines that a process has of a kind.
const ENGINES: usize = 8;

/// INV.1
#[test]
fn nothing_is_left_of_invocations_that_have_ended() {
    let runtime = Runtime::new().unwrap();
    let soak = Soak::new(&runtime);
    soak.round(&runtime, 100);
    let before = (files(), threads());
    soak.round(&runtime, INVOCATIONS);
    let after = (files(), threads());
    let left = |(files, threads): &(Vec<String>, Vec<String>)| {
        let others = files.iter().filter(|file| !is_code(file));
        (others.cloned().collect::<Vec<_>>(), threads.clone())
    };
    assert_eq!(left(&after), left(&before));
    let code = after.0.iter().filter(|file| is_code(file)).count();
    assert!(code <= 2 * FUNCTIONS * ENGINES, "{after:?}");
    assert_eq!(soak.left(runtime), Vec::<String>::new());
}

/// An engine loads a function's code, and makes the image of its memory, when it first runs it: which engine
/// that is, and when, is up to the threads.
fn is_code(file: &str) -> bool {
    file.ends_with(".cwasm") || file.contains("wasm-memory-image")
}
