#[momento_functions_test::test(ignore)]
fn ignored() {}

#[momento_functions_test::test(should_panic = 7)]
fn a_number() {}

#[momento_functions_test::test(should_panic, expected = "a")]
fn both() {}

#[momento_functions_test::test(crate = "kit")]
fn a_text() {}

fn main() {}
