use momento_functions_bytes::Json;
use momento_functions_guest_web::{Headers, web_function};

#[web_function]
fn greet(_name: Json<String>, _headers: Headers) {}

fn main() {}
