#![deny(warnings)]
use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::web_function;

#[derive(serde::Deserialize)]
struct Request {
    name: String,
}

#[derive(serde::Serialize)]
struct Response {
    message: String,
}

#[web_function]
fn greet(Json(request): Json<Request>) -> Json<Response> {
    Json(Response { message: format!("Hello, {}!", request.name) })
}

fn main() {
    let Json(response) = greet(Json(Request { name: "Ada".to_string() }));
    assert_eq!(response.message, "Hello, Ada!");
}
