#![deny(warnings)]
use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebEnvironment, WebResponse, WebResult, invoke};
use serde::Deserialize;

#[derive(Deserialize)]
struct Request {
    headers_to_send_back: std::collections::HashMap<String, String>,
}

invoke!(echo_details);
fn echo_details(Json(request): Json<Request>) -> WebResult<WebResponse> {
    let env = WebEnvironment::load();
    let headers = env.headers();
    let path = env.http_path();
    let invocation_id = env.invocation_id();
    let your_token_metadata = env.token_metadata().as_deref().unwrap_or("");

    let to_echo = headers
        .iter()
        .filter(|(k, _)| *k != "authorization")
        .map(|(k, v)| format!("'{k}'='{v}'"))
        .collect::<Vec<_>>()
        .join(", ");

    Ok(WebResponse::new()
        .with_status(200)
        .with_headers(request.headers_to_send_back.into_iter().collect())
        .with_body(format!("{invocation_id} {your_token_metadata} {path} {to_echo}"))?)
}

fn main() {}
