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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::proxy;
    use momento_functions_test::http::Reply;
    use momento_functions_test::{AssertResponse as _, Request, host, invoke};

    #[momento_functions_test::test]
    fn the_answer_is_the_other_servers() {
        let teapot = Reply::status(418).body("I am a teapot");
        let upstream = host().http().on("POST", "https://pots.test/");
        upstream.with_body("tea").respond(teapot);
        let request = Request::post("?upstream=https://pots.test/").body("tea");
        invoke(proxy, request)
            .assert_status(418)
            .assert_text("I am a teapot");
        invoke(proxy, Request::post("")).assert_status(400);
    }
}
