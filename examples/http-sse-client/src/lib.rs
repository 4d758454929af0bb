//! Reads the server-sent events of another server, each as soon as it is there, and tells what came.

use momento_functions_guest_web::{OrStatus, WebEnvironment, WebResult, invoke};
use momento_functions_http::{Request, invoke as http_invoke, sse::SseStream};

invoke!(listen);
fn listen() -> WebResult<String> {
    let query = WebEnvironment::load().query_map();
    let upstream = query.get("upstream").or_status(400)?;
    let request = Request::new(upstream, "GET").with_header("accept", "text/event-stream");
    let mut told = String::new();
    for event in SseStream::from_data(http_invoke(request)?.body) {
        let event = event.or_status(502)?;
        let name = event.event().unwrap_or("message").to_string();
        told += &format!("{name}: {}\n", event.extract::<String>()?);
    }
    Ok(told)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::listen;
    use momento_functions_test::http::{Event, Reply};
    use momento_functions_test::{AssertResponse as _, Request, host, invoke};

    #[momento_functions_test::test]
    fn each_event_is_told() {
        let events = Reply::status(200).sse([Event::data("hello"), Event::data("1").named("tick")]);
        let upstream = host().http().on("GET", "https://news.test/");
        upstream
            .with_header("accept", "text/event-stream")
            .respond(events);
        let answer = invoke(listen, Request::get("?upstream=https://news.test/"));
        answer.assert_text("message: hello\ntick: 1\n");
    }
}
