//! What the macros accept, and what they say about what they do not.
//!
//! `TRYBUILD=overwrite cargo test -p momento-functions --test ui` writes the messages anew.
#![cfg(feature = "json")]

#[test]
fn post() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/post/pass/*.rs");
    cases.compile_fail("tests/ui/post/fail/*.rs");
}

#[cfg(feature = "attributes")]
#[test]
fn post_function() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/post_function/pass/*.rs");
    cases.compile_fail("tests/ui/post_function/fail/*.rs");
}

/// The macros of the other crates, for an author who depends on this one only.
#[cfg(feature = "attributes")]
#[test]
fn facade() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/facade/pass/web_*.rs");
    #[cfg(feature = "spawn-function")]
    cases.pass("tests/ui/facade/pass/spawn_*.rs");
}
