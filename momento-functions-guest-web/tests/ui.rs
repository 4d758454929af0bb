//! What the macros accept, and what they say about what they do not.
//!
//! `TRYBUILD=overwrite cargo test -p momento-functions-guest-web --test ui` writes the messages anew.
#![cfg(feature = "json")]

#[test]
fn invoke() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/invoke/pass/*.rs");
    cases.compile_fail("tests/ui/invoke/fail/*.rs");
}

#[cfg(feature = "attributes")]
#[test]
fn web_function() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/web_function/pass/*.rs");
    cases.compile_fail("tests/ui/web_function/fail/*.rs");
}
