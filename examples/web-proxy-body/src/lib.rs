//! Hands its body back without reading it: the bytes never enter the function's memory.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{WebEnvironment, WebResponse, WebResult, invoke};

invoke!(hand_back);
fn hand_back(body: Data) -> WebResult<WebResponse> {
    let kind = WebEnvironment::load()
        .header_map()
        .get("content-type")
        .unwrap_or("application/octet-stream");
    Ok(WebResponse::new()
        .header("content-type", kind)
        .with_body(body)?)
}
