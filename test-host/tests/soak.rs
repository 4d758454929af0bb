//! Whether anything is left of some thousand invocations: in a process of its own, whose files are counted.
//! `benches/soak.rs` makes a million.

#![cfg(target_os = "linux")]

mod support;

use support::process::{files, threads};
use support::soak::Soak;
use tokio::runtime::Runtime;

const INVOCATIONS: usize = 2_000;

/// INV.1
#[test]
fn nothing_is_left_of_invocations_that_have_ended() {
    let runtime = Runtime::new().unwrap();
    let soak = Soak::new(&runtime);
    soak.round(&runtime, 100);
    let before = (files(), threads());
    soak.round(&runtime, INVOCATIONS);
    assert_eq!((files(), threads()), before);
    assert_eq!(soak.left(runtime), Vec::<String>::new());
}
