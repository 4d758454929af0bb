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
