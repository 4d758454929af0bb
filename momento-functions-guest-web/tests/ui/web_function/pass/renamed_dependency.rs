#![deny(warnings)]

mod vendor {
    pub use momento_functions_guest_web as http;
}

#[vendor::http::web_function(crate = crate::vendor::http)]
fn ping(_payload: Vec<u8>) -> &'static str {
    "pong"
}

fn main() {}
