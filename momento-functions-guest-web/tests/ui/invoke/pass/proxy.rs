#![deny(warnings)]
use momento_functions_bytes::Data;
use momento_functions_guest_web::{WebResponse, WebResult, invoke};
use momento_functions_http::{Request as HttpRequest, invoke as http_invoke};

invoke!(proxy);
fn proxy(payload: Data) -> WebResult<WebResponse> {
    let upstream = http_invoke(HttpRequest::new("https://example.com/echo", "POST").with_body(payload))?;
    Ok(WebResponse::new().with_status(upstream.status as u16).with_body(upstream.body)?)
}

fn main() {}
