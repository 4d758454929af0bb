//! What the macros accept, and what they say about what they do not.
//!
//! `TRYBUILD=overwrite cargo test -p momento-functions --test ui` writes the messages anew.
#![cfg(feature = "json")]

/// Whether rustc names types as the kept messages do.
///
/// It shortens a path only where one thing alone has the name, and these features bring cases that are
/// named as types are: `Value::Data`, `AttributeValue::String`, `DynamoDBError::Json`, `OutcomeError::Extract`.
const AS_WRITTEN: bool = cfg!(not(any(
    feature = "aws-ddb",
    feature = "aws-lambda",
    feature = "valkey"
)));

#[test]
fn post() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/post/pass/*.rs");
    if AS_WRITTEN {
        cases.compile_fail("tests/ui/post/fail/*.rs");
    }
}

/// The older contract's.
#[cfg(not(feature = "spawn-function"))]
#[test]
fn spawn() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/spawn/pass/*.rs");
    if AS_WRITTEN {
        cases.compile_fail("tests/ui/spawn/fail/*.rs");
    }
}

#[cfg(feature = "attributes")]
#[test]
fn post_function() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/post_function/pass/*.rs");
    if AS_WRITTEN {
        cases.compile_fail("tests/ui/post_function/fail/*.rs");
    }
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
