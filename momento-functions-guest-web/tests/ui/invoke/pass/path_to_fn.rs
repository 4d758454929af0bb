#![deny(warnings)]
#![forbid(unsafe_code)]
use momento_functions_guest_web as web;

web::invoke!(crate::handlers::ping);
mod handlers {
    pub fn ping(_: String) -> impl web::IntoWebResponse {
        "pong"
    }
    use crate::web;
}

fn main() {}
