use crate::answer::{self, Answer, Begun};
use crate::bindings::exports::momento::bytes::bytes::Data;
use crate::bindings::exports::momento::web_function::web_function_stream::Guest;
use crate::bindings::exports::momento::web_function::web_function_support::Header;
use crate::body::Body;
use crate::head::Head;
use crate::pump::{self, Broken};
use crate::sse::{self, SseError};
use crate::waits::in_time;
use crate::{Bottom, log};

const ALREADY_BEGUN: &str = "the response has already begun";

const NOT_STARTED: &str = "send-response-start must come before send-data";

const OVER: &str = "the response is over: its client has gone, or the function's time is up";

impl Guest for Bottom {
    fn send_sse(
        event: Option<String>,
        event_id: Option<String>,
        data: Option<Data>,
    ) -> Result<(), String> {
        let data = data
            .map(|data| collect(Body::given(data)))
            .transpose()
            .map_err(|error| error.to_string())?;
        let event = sse::encode(event.as_deref(), event_id.as_deref(), data.as_deref());
        let event = event.map_err(|error| error.to_string())?;
        let mut begun = match answer::take() {
            Answer::Waiting(out) => begin(out, events(), false)?,
            Answer::Begun(begun) => begun,
            Answer::Over => return Err(OVER.to_owned()),
        };
        begun.events = true;
        send(begun, event.into_bytes().into())
    }

    fn send_response_start(status: u16, headers: Vec<Header>) -> Result<(), String> {
        let out = match answer::take() {
            Answer::Waiting(out) => out,
            begun @ Answer::Begun(_) => {
                answer::put(begun);
                return Err(ALREADY_BEGUN.to_owned());
            }
            Answer::Over => return Err(OVER.to_owned()),
        };
        let headers = headers
            .into_iter()
            .map(|header| (header.name, header.value));
        match Head::checked(status, headers.collect()) {
            Ok(head) => {
                answer::put(Answer::Begun(begin(out, head, true)?));
                Ok(())
            }
            Err(error) => {
                answer::put(Answer::Waiting(out));
                Err(error.to_string())
            }
        }
    }

    fn send_data(data: Data) -> Result<(), String> {
        match answer::take() {
            Answer::Begun(begun) if begun.raw => send(begun, Body::given(data)),
            Answer::Over => Err(OVER.to_owned()),
            other => {
                answer::put(other);
                Err(NOT_STARTED.to_owned())
            }
        }
    }
}

/// What the first event commits to: STR.1.
fn events() -> Head {
    let pairs = [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-cache"),
    ];
    let headers = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Head {
        status: 200,
        headers: headers.into(),
    }
}

fn begin(
    out: crate::bindings::wasi::http::types::ResponseOutparam,
    head: Head,
    raw: bool,
) -> Result<Begun, String> {
    match answer::start(out, head) {
        Ok(sink) => Ok(Begun {
            sink,
            raw,
            events: false,
        }),
        Err(_) => Err(OVER.to_owned()),
    }
}

/// Sends bytes at the pace of the client. A client that went away, or time that is up, ends the answer.
fn send(begun: Begun, mut body: Body) -> Result<(), String> {
    let Some(sink) = &begun.sink else {
        answer::put(Answer::Begun(begun));
        return Ok(());
    };
    let sent = in_time(|waits| pump::step(&mut body, sink, waits));
    match sent {
        Ok(Ok(())) => {
            let flushed = sink.flush();
            answer::put(Answer::Begun(begun));
            flushed.map_err(|_| OVER.to_owned())
        }
        Ok(Err(Broken::Source(failure))) => {
            answer::put(Answer::Begun(begun));
            Err(failure.text().to_owned())
        }
        Ok(Err(Broken::Gone)) | Err(_) => {
            log::fail(
                "the response was broken off: its client has gone, or the function's time is up",
            );
            Err(OVER.to_owned())
        }
    }
}

/// Collects what an event can tell.
fn collect(body: Body) -> Result<Vec<u8>, SseError> {
    match body.collect(sse::MAX_DATA, None) {
        Ok(Some(data)) if data.len() <= sse::MAX_DATA => Ok(data),
        Ok(_) => Err(SseError::Data(format!(
            "it has more than {} bytes",
            sse::MAX_DATA
        ))),
        Err(failure) => Err(SseError::Data(failure.text().to_owned())),
    }
}
