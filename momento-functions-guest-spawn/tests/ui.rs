//! What the macros accept, and what they say about what they do not.
//!
//! `TRYBUILD=overwrite cargo test -p momento-functions-guest-spawn --test ui` writes the messages anew.

#[test]
fn spawn() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/spawn/pass/*.rs");
    cases.compile_fail("tests/ui/spawn/fail/*.rs");
}

#[cfg(feature = "attributes")]
#[test]
fn spawn_function() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/spawn_function/pass/*.rs");
    cases.compile_fail("tests/ui/spawn_function/fail/*.rs");
}
