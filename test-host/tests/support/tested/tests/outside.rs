//! Tests of the crate from outside.

#[cfg(target_arch = "wasm32")]
#[momento_functions::test]
fn there_is_no_function_here() {
    use momento_functions::testing::{Request, call};
    match call(Request::get("/")) {
        Ok(answer) => println!("answered {}", answer.status()),
        Err(failure) => assert_eq!(failure.kind(), "no_function"),
    }
}

#[test]
fn passes() {}
