#![deny(warnings)]
#![forbid(unsafe_code)]
use momento_functions_bytes::Data;
use momento_functions_guest_web::web_function;

/// Answers.
#[web_function]
#[must_use]
pub(crate) fn ping(_payload: Data) -> &'static str {
    "pong"
}

fn main() {
    assert_eq!(ping(Data::from("")), "pong");
}
