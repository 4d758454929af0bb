//! Relays the server-sent events of another server as its own: each goes out before the next is read.

use momento_functions_guest_web::{
    OrStatus, SseEvent, WebEnvironment, WebError, WebResult, invoke, sse_streaming_response,
};
use momento_functions_http::{Request, invoke as http_invoke, sse::SseStream};

invoke!(relay);
fn relay() -> WebResult<()> {
    let query = WebEnvironment::load().query_map();
    let upstream = query.get("upstream").or_status(400)?;
    let upstream = http_invoke(Request::new(upstream, "GET"))?;
    let mut stream = sse_streaming_response();
    for event in SseStream::from_data(upstream.body) {
        let event = event.or_status(502)?;
        let id = event.event_id().unwrap_or("none").to_string();
        let relayed = SseEvent::from_event("relayed").with_event_id(id);
        let relayed = relayed.with_data(event.extract::<String>()?);
        stream.send(relayed).map_err(WebError::message)?;
    }
    Ok(())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::relay;
    use momento_functions_test::http::{Event, Reply};
    use momento_functions_test::{AssertResponse as _, Request, host, invoke};

    #[momento_functions_test::test]
    fn each_event_goes_on() {
        let events = Reply::status(200).sse([Event::data("1").with_id("a"), Event::data("2")]);
        host()
            .http()
            .on("GET", "https://news.test/")
            .respond(events);
        let answer = invoke(relay, Request::get("?upstream=https://news.test/"));
        answer.assert_sse(&[("relayed", "1"), ("relayed", "2")]);
    }
}
