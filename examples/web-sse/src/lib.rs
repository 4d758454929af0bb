//! Streams server-sent events: each is on its way before the next is made.

use momento_functions_guest_web::{SseEvent, WebError, WebResult, invoke, sse_streaming_response};

invoke!(countdown);
fn countdown() -> WebResult<()> {
    let mut stream = sse_streaming_response();
    for number in (1..=3).rev() {
        let event = SseEvent::from_event("tick")
            .with_event_id(number.to_string())
            .with_data(format!("{number} to go"));
        stream.send(event).map_err(WebError::message)?;
    }
    stream
        .send(SseEvent::from_data("lift-off"))
        .map_err(WebError::message)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::countdown;
    use momento_functions_test::{AssertResponse as _, Request, invoke};

    #[momento_functions_test::test]
    fn it_counts_down() {
        let ticks = ["3 to go", "2 to go", "1 to go"].map(|data| ("tick", data));
        let events = [&ticks[..], &[("message", "lift-off")]].concat();
        invoke(countdown, Request::get("")).assert_sse(&events);
    }
}
