use momento_functions_guest_web::{invoke, web_function};

#[web_function]
fn ping() {}

invoke!(greet);
fn greet() {}

fn main() {}
