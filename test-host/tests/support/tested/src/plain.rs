//! Tests that end alike natively and inside WebAssembly, and each in its own way.

#[test]
fn a_passes() {}

#[test]
fn b_prints_and_passes() {
    println!("seen with --show-output");
}

#[test]
fn c_panics_after_a_line() {
    println!("printed before");
    eprintln!("and to stderr");
    helper(None);
}

fn helper(value: Option<u8>) -> u8 {
    value.expect("a value")
}

#[test]
fn d_compares() {
    assert_eq!(1 + 1, 3, "sums are {}", "right");
}

#[test]
fn e_returns_an_error() -> Result<(), String> {
    Err("no luck".to_owned())
}

#[test]
fn f_returns_ok() -> Result<(), String> {
    Ok(())
}

#[test]
#[ignore]
fn g_is_ignored() {
    println!("ran");
}

#[test]
#[ignore = "takes a day"]
fn h_is_ignored_for_a_reason() {}

#[momento_functions::test(should_panic)]
fn i_panics_as_it_should() {
    panic!("on purpose");
}

#[momento_functions::test(should_panic = "purpose")]
fn j_panics_with_the_right_text() {
    print!("begun, ");
    panic!("on purpose");
}

#[momento_functions::test(should_panic)]
fn k_should_panic_and_returns() {
    println!("nothing happens");
}

#[momento_functions::test(should_panic = "another text")]
fn l_panics_with_another_text() {
    panic!("on purpose");
}

#[momento_functions::test]
fn m_panics_after_half_a_line() {
    print!("half a line");
    panic!("before its end");
}

#[momento_functions::test]
fn n_returns_an_error_of_its_own() -> Result<(), std::num::ParseIntError> {
    let number: u8 = "many".parse()?;
    println!("{number}");
    Ok(())
}

#[momento_functions::test]
#[ignore = "by the kit"]
fn o_is_ignored_by_the_kit() {}
