use momento_functions_guest_web::{Method, invoke};

invoke!(greet);
fn greet(_: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: String) {}

fn main() {}
