#![deny(warnings)]

momento_functions_guest_web::invoke!(ping,);
fn ping() -> &'static str {
    "pong"
}

fn main() {}
