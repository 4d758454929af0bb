use momento_functions_guest_web::{Method, web_function};

#[web_function]
fn greet(_: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _body: String) {}

fn main() {}
