#![deny(warnings)]

#[momento_functions_guest_web::web_function]
fn ping() {}

fn main() {}
