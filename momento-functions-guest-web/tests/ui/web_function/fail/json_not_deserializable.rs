use momento_functions_bytes::Json;
use momento_functions_guest_web::web_function;

struct Request;

#[web_function]
fn greet(_request: Json<Request>) {}

fn main() {}
