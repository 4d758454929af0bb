//! What the attribute accepts, and what it says about what it does not.
//!
//! `TRYBUILD=overwrite cargo test -p momento-functions-test --test ui` writes the messages anew.

/// KIT.28
#[test]
fn the_attribute_takes_tests_and_teaches_about_the_rest() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}
