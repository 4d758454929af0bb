#![deny(warnings)]
use momento_functions_guest_web::{IntoWebResponse, WebResult, web_function};

#[web_function]
fn greet(name: String) -> WebResult<impl IntoWebResponse> {
    Ok(name)
}

fn main() {}
