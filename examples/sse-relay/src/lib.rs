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
