//! The import of the macro is no conflict with one of the author's.
#![deny(warnings)]
use momento_functions::{FunctionResult, WebResponse, post};

post!(ping);
fn ping(_payload: Vec<u8>) -> FunctionResult<WebResponse> {
    Ok(WebResponse::new().with_status(204))
}

fn main() {}
