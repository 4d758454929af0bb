//! Streams what it was sent: bytes as they are below `/raw`, else server-sent events.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{
    SseEvent, WebEnvironment, WebError, WebResult, invoke, raw_streaming_response,
    sse_streaming_response, sse_streaming_response_with_headers,
};

invoke!(stream);
fn stream(body: Data) -> WebResult<()> {
    let headers = vec![("x-kind".to_owned(), "stream".to_owned())];
    match WebEnvironment::load().http_path() {
        "raw" => raw(body, headers),
        "events" => events(body, Some(headers)),
        _ => events(body, None),
    }
    .map_err(WebError::message)
}

fn raw(body: Data, headers: Vec<(String, String)>) -> Result<(), String> {
    let mut response = raw_streaming_response(202, headers)?;
    response.send("from the guest, ")?;
    response.send(body)
}

fn events(body: Data, headers: Option<Vec<(String, String)>>) -> Result<(), String> {
    let mut response = match headers {
        Some(headers) => sse_streaming_response_with_headers(202, headers)?,
        None => sse_streaming_response(),
    };
    response.send(
        SseEvent::from_data(body)
            .with_event("body")
            .with_event_id("1"),
    )?;
    response.send(SseEvent::from_event("next").with_data("two\nlines"))?;
    response.send(SseEvent::from_event_id("3").with_data("three"))
}
