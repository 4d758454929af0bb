//! Hands its body on to another server, and that server's answer back: neither enters the function's
//! memory.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{OrStatus, WebEnvironment, WebResponse, WebResult, invoke};
use momento_functions_http::{Request as HttpRequest, invoke as http_invoke};

invoke!(proxy);
fn proxy(payload: Data) -> WebResult<WebResponse> {
    let query = WebEnvironment::load().query_map();
    let upstream = query.get("upstream").or_status(400)?;
    let upstream = http_invoke(HttpRequest::new(upstream, "POST").with_body(payload))?;
    Ok(WebResponse::new()
        .with_status(upstream.status)
        .with_body(upstream.body)?)
}
