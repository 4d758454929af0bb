#![deny(warnings)]
use momento_functions_bytes::{Data, encoding::Json};
use momento_functions_guest_web::{WebResponse, WebResult, invoke};

#[derive(serde::Serialize)]
struct Body {
    message: String,
}

invoke!(handler);
fn handler(_payload: Data) -> WebResult<WebResponse> {
    Ok(WebResponse::new()
        .with_status(200)
        .header("Content-Type", "application/json")
        .with_body(Json(Body { message: "ok".to_string() }))?)
}

fn main() {}
