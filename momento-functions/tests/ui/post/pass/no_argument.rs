#![deny(warnings)]
#![forbid(unsafe_code)]
use momento_functions as sdk;

sdk::post!(handlers::ping,);
mod handlers {
    pub fn ping() -> &'static str {
        "pong"
    }
}

fn main() {}
