//! Reads headers and query parameters as they came: in order, and with every repeat.

use momento_functions_guest_web::{WebEnvironment, WebResponse, WebResult, invoke};

invoke!(tags);
fn tags() -> WebResult<WebResponse> {
    let environment = WebEnvironment::load();
    // Header names compare without regard to case; `get` gives the first, `get_all` every one.
    let from_headers = environment.header_map().get_all("X-Tag");
    let from_query = environment.query_map().get_all("tag");

    let mut response = WebResponse::new().header("content-type", "text/plain");
    let mut lines = Vec::new();
    for tag in from_headers.chain(from_query) {
        response = response.header("x-tag", tag);
        lines.push(tag);
    }
    Ok(response.with_body(lines.join("\n"))?)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::tags;
    use momento_functions_test::{AssertResponse as _, Request, invoke};

    #[momento_functions_test::test]
    fn every_repeat_is_told_in_order() {
        let request = Request::get("?tag=3&tag=4")
            .header("X-Tag", "1")
            .header("x-tag", "2");
        invoke(tags, request).assert_text("1\n2\n3\n4");
    }
}
