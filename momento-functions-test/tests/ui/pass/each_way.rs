#![forbid(unsafe_code)]

use std::num::ParseIntError;

#[momento_functions_test::test]
fn returns() {}

#[momento_functions_test::test]
fn returns_a_result() -> Result<(), ParseIntError> {
    let _: u8 = "7".parse()?;
    Ok(())
}

#[momento_functions_test::test(should_panic)]
fn panics() {
    panic!("on purpose");
}

#[momento_functions_test::test(should_panic = "purpose")]
fn panics_with_a_text() {
    panic!("on purpose");
}

#[momento_functions_test::test(should_panic(expected = "purpose"))]
fn panics_as_libtest_writes_it() {
    panic!("on purpose");
}

/// Documented, ignored, and of another crate's name.
#[momento_functions_test::test(expected = "purpose", crate = kit)]
#[ignore = "slow"]
fn is_ignored() {
    panic!("on purpose");
}

extern crate momento_functions_test as kit;

fn main() {}
