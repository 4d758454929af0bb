use momento_functions_bytes::Data;
use momento_functions_wit::web_function_stream::send_sse;

use crate::raw_stream::start;

/// Gives what sends server-sent events. The answer begins with the first event: 200, `text/event-stream`.
///
/// Whatever the function returns after that ends the stream: a status of 2xx closes it, any other is
/// sent as a last event named `http-error`.
#[must_use]
pub fn sse_streaming_response() -> SseStreamingResponse {
    SseStreamingResponse { _made: () }
}

/// Begins the answer with a status and headers, and gives what sends server-sent events.
///
/// No header is added: `content-type: text/event-stream` is the caller's to set.
///
/// # Errors
/// The host's reason: the answer has begun already, or HTTP does not allow the status or a header.
pub fn sse_streaming_response_with_headers(
    code: u16,
    headers: Vec<(String, String)>,
) -> Result<SseStreamingResponse, String> {
    start(code, headers).map(|()| sse_streaming_response())
}

/// An answer of server-sent events (WHATWG HTML, section 9.2).
///
/// # Examples
/// ```no_run
/// use momento_functions_guest_web::{SseEvent, WebError, WebResult, sse_streaming_response};
///
/// fn count(_body: String) -> WebResult<()> {
///     let mut events = sse_streaming_response();
///     for number in 0..3 {
///         let event = SseEvent::from_data(number.to_string()).with_event("count");
///         events.send(event).map_err(WebError::message)?;
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct SseStreamingResponse {
    /// Only the functions above make one.
    _made: (),
}

impl SseStreamingResponse {
    /// Sends an event. It waits while the client is slower than the function.
    ///
    /// # Errors
    /// The host's reason: the event has neither a name nor data, breaks a limit, or the client went away.
    ///
    /// # Limits
    /// The name and the id are at most 512 bytes without CR, LF or NUL; the data is UTF-8 of at most 1 MiB.
    pub fn send(&mut self, event: SseEvent) -> Result<(), String> {
        let SseEvent {
            event,
            event_id,
            data,
        } = event;
        send_sse(
            event.as_deref(),
            event_id.as_deref(),
            data.map(Data::__into_abi),
        )
    }
}

/// One server-sent event: a name, an id and data, of which the name or the data must be there.
///
/// Data of several lines is sent as several `data:` lines, which the client joins again.
#[derive(Debug)]
pub struct SseEvent {
    event: Option<String>,
    event_id: Option<String>,
    data: Option<Data>,
}

impl SseEvent {
    const EMPTY: Self = Self {
        event: None,
        event_id: None,
        data: None,
    };

    /// Makes an event with data.
    #[must_use]
    pub fn from_data(data: impl Into<Data>) -> Self {
        Self::EMPTY.with_data(data)
    }

    /// Makes an event with a name, which a client listens for.
    #[must_use]
    pub fn from_event(event: impl Into<String>) -> Self {
        Self::EMPTY.with_event(event)
    }

    /// Makes an event with an id, which a client that comes back sends as `last-event-id`.
    #[must_use]
    pub fn from_event_id(event_id: impl Into<String>) -> Self {
        Self::EMPTY.with_event_id(event_id)
    }

    /// Sets the data.
    #[must_use]
    pub fn with_data(self, data: impl Into<Data>) -> Self {
        Self {
            data: Some(data.into()),
            ..self
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn with_event(self, event: impl Into<String>) -> Self {
        Self {
            event: Some(event.into()),
            ..self
        }
    }

    /// Sets the id.
    #[must_use]
    pub fn with_event_id(self, event_id: impl Into<String>) -> Self {
        Self {
            event_id: Some(event_id.into()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sent;

    #[test]
    fn nothing_is_sent_before_the_first_event() {
        assert_eq!(sent(|| drop(sse_streaming_response())), [""; 0]);
    }

    #[test]
    fn every_part_of_an_event_is_sent() {
        let calls = sent(|| {
            let mut events = sse_streaming_response();
            events
                .send(SseEvent::from_data("d").with_event("e").with_event_id("i"))
                .unwrap();
            events
                .send(SseEvent::from_event("e").with_data(b""))
                .unwrap();
            events.send(SseEvent::from_event_id("i")).unwrap();
        });
        let expected = [
            r#"sse Some("e") Some("i") Some("d")"#,
            r#"sse Some("e") None Some("")"#,
            r#"sse None Some("i") None"#,
        ];
        assert_eq!(calls, expected);
    }

    #[test]
    fn a_status_and_headers_of_its_own_come_first() {
        let calls = sent(|| {
            let headers = vec![("content-type".to_owned(), "text/event-stream".to_owned())];
            sse_streaming_response_with_headers(201, headers)
                .unwrap()
                .send(SseEvent::from_data("d"))
                .unwrap();
        });
        assert_eq!(
            calls,
            [
                "start 201 content-type=text/event-stream",
                r#"sse None None Some("d")"#
            ]
        );
    }

    #[test]
    fn what_the_host_refuses_is_its_reason() {
        let calls = sent(|| {
            let reason = sse_streaming_response()
                .send(SseEvent::from_data("refused"))
                .unwrap_err();
            assert_eq!(reason, "the client went away");
            let headers = vec![("refused".to_owned(), String::new())];
            assert_eq!(
                sse_streaming_response_with_headers(200, headers).unwrap_err(),
                "the client went away"
            );
        });
        assert_eq!(calls, [""; 0]);
    }
}
