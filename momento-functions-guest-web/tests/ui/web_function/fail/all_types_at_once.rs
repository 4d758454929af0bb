use momento_functions_guest_web::{Method, web_function};

struct Greeting;

#[web_function]
fn greet(_: String, _: Method, _: Vec<u8>, _: &str) -> Option<Greeting> {
    None
}

fn main() {}
