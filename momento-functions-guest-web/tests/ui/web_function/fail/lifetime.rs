use momento_functions_guest_web::{WebEnvironment, web_function};

#[web_function]
fn greet<'a>(_environment: &'a WebEnvironment, _name: String) -> &'a str {
    ""
}

fn main() {}
