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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::hand_back;
    use momento_functions_test::{AssertResponse as _, Request, invoke};

    #[momento_functions_test::test]
    fn the_body_comes_back_with_its_type() {
        let request = Request::post("")
            .header("content-type", "text/csv")
            .body("1,2");
        let answer = invoke(hand_back, request);
        answer
            .assert_header("content-type", "text/csv")
            .assert_text("1,2");
    }
}
