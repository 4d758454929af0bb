use momento_functions_guest_web::web_function;

#[web_function]
const GREET: fn(String) -> String = |name| name;

fn main() {}
