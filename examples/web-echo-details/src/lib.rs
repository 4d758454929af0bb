//! Tells what a function can learn of its request, and sends back the headers that it is asked to.

use std::collections::BTreeMap;

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebEnvironment, WebResponse, WebResult, invoke};

#[derive(serde::Deserialize)]
struct Details {
    headers_to_send_back: BTreeMap<String, String>,
}

invoke!(echo_details);
fn echo_details(Json(details): Json<Details>) -> WebResult<WebResponse> {
    let environment = WebEnvironment::load();
    let caller = environment.token_metadata().as_deref().unwrap_or("nobody");
    // A caller's credentials are for the function, not for its answer.
    let headers: Vec<String> = environment
        .header_map()
        .iter()
        .filter(|(name, _)| *name != "authorization")
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();

    let lines = [
        format!("cache: {}", environment.cache_name()),
        format!("function: {}", environment.function_name()),
        format!("method: {}", environment.http_method()),
        format!("path: {}", environment.http_path()),
        format!("caller: {caller}"),
        format!("headers: {}", headers.join(", ")),
    ];
    Ok(WebResponse::new()
        .with_headers(details.headers_to_send_back.into_iter().collect())
        .with_body(lines.join("\n"))?)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::echo_details;
    use momento_functions_test::{AssertResponse as _, Request, invoke};

    #[momento_functions_test::test]
    fn the_request_is_told_without_credentials() {
        let request = Request::post("/a/b")
            .header("x-a", "1")
            .header("authorization", "secret");
        let request = request
            .token_metadata("ada")
            .body(r#"{"headers_to_send_back": {"x-b": "2"}}"#);
        let answer = invoke(echo_details, request);
        answer.assert_header("x-b", "2");
        answer.assert_text_contains("path: a/b\ncaller: ada\nheaders: x-a: 1");
    }
}
