#![deny(warnings)]
use momento_functions::{Headers, WebResult, web_function};

#[web_function]
fn ping(_headers: Headers, _payload: String) -> WebResult<&'static str> {
    Ok("pong")
}

fn main() {}
