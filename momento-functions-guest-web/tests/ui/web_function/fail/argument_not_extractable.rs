use momento_functions_guest_web::web_function;

#[derive(serde::Deserialize)]
struct Request;

#[web_function]
fn greet(_request: Request) {}

fn main() {}
