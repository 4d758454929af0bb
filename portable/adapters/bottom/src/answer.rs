use std::mem;

use crate::bindings::exports::momento_functions::portable::context::Refusal;
use crate::bindings::wasi::http::types::{Fields, HeaderError, OutgoingResponse, ResponseOutparam};
use crate::body::Body;
use crate::head::{Head, Headers};
use crate::invocation::with;
use crate::pump::{self, Broken};
use crate::sink::{Gone, Sink};
use crate::waits::patiently;
use crate::{id, log, sse};

/// How far an answer is.
pub(crate) enum Answer {
    /// Nothing was sent.
    Waiting(ResponseOutparam),
    /// The head was sent, and more may follow.
    Begun(Begun),
    /// Nothing more can be sent.
    Over,
}

/// An answer whose head was sent by a function that goes on.
pub(crate) struct Begun {
    /// None where the answer has no body by its nature: what is sent is dropped.
    pub(crate) sink: Option<Sink>,
    /// Whether the function gave the head itself.
    pub(crate) raw: bool,
    /// Whether an event was sent: then the end is told as an event, too.
    pub(crate) events: bool,
}

/// Takes the answer from the invocation. Who does not put it back ends it.
pub(crate) fn take() -> Answer {
    with(|invocation| mem::replace(&mut invocation.answer, Answer::Over))
}

pub(crate) fn put(answer: Answer) {
    with(|invocation| invocation.answer = answer);
}

/// Judges what the function returned: STR.2, STR.4 and HTTP.9.
pub(crate) fn finish(status: u16, headers: Headers, body: Body) {
    match take() {
        Answer::Waiting(out) => match Head::checked(status, headers) {
            Ok(head) => respond(out, head, body),
            Err(error) => {
                log::fail(&format!("the function's answer is invalid: {error}"));
                fail(out, 500, "invalid_response", "Internal server error");
            }
        },
        Answer::Begun(begun) => end(begun, status, body),
        Answer::Over => {}
    }
}

/// Answers who has waited for as long as the function may take, or breaks off what was begun.
pub(crate) fn expire() {
    match take() {
        Answer::Waiting(out) => {
            log::fail("the function's time is over: MOMENTO_TIMEOUT_MILLISECONDS allows it more");
            fail(out, 504, "time_limit", "Function time limit exceeded");
        }
        Answer::Begun(begun) => drop(begun),
        Answer::Over => {}
    }
}

/// Answers in place of a function that cannot be called: LIM.6.
pub(crate) fn refuse(why: Refusal) {
    let Answer::Waiting(out) = take() else {
        return;
    };
    match why {
        Refusal::TooLarge(why) => {
            log::fail(&why);
            fail(out, 413, "request_too_large", "Request body too large");
        }
        Refusal::Incomplete(why) => {
            log::fail(&format!("the request's body did not come whole: {why}"));
            fail(out, 400, "request_failed", "Request body incomplete");
        }
    }
}

/// Sends the head, and gives where the body goes; nowhere if the answer has none by its nature.
pub(crate) fn start(out: ResponseOutparam, head: Head) -> Result<Option<Sink>, Gone> {
    let has_body = !head.is_bodiless() && !is_head();
    let response = response(head, None)?;
    let sink = match has_body {
        true => Some(sink(&response)?),
        false => None,
    };
    ResponseOutparam::set(out, Ok(response));
    Ok(sink)
}

fn is_head() -> bool {
    let request = with(|invocation| invocation.request.clone());
    request.is_some_and(|request| request.is_head())
}

fn response(head: Head, length: Option<u64>) -> Result<OutgoingResponse, Gone> {
    let bodiless = head.is_bodiless();
    let mut headers = head.headers;
    if let (Some(length), false) = (length, bodiless) {
        headers.push(("content-length".to_owned(), length.to_string()));
    }
    let response = OutgoingResponse::new(fields(headers));
    if head.status != 200 {
        response.set_status_code(head.status).map_err(|()| Gone)?;
    }
    Ok(response)
}

fn sink(response: &OutgoingResponse) -> Result<Sink, Gone> {
    Sink::new(response.body().map_err(|()| Gone)?)
}

/// Makes fields of headers that are checked. What an engine keeps for itself is left out.
pub(crate) fn fields(headers: Headers) -> Fields {
    let entries: Vec<_> = headers
        .into_iter()
        .map(|(name, value)| (name, value.into_bytes()))
        .collect();
    if let Ok(fields) = Fields::from_list(&entries) {
        return fields;
    }
    let fields = Fields::new();
    for (name, value) in &entries {
        if let Err(HeaderError::InvalidSyntax) = fields.append(name, value) {
            log::fail(&format!("the engine does not take the header {name:?}"));
        }
    }
    fields
}

fn respond(out: ResponseOutparam, head: Head, mut body: Body) {
    let length = body.known_length();
    let has_body = length != Some(0) && !head.is_bodiless() && !is_head_for(&body);
    let Ok(response) = response(head, length) else {
        return;
    };
    match has_body {
        true => send(out, response, body),
        false => ResponseOutparam::set(out, Ok(response)),
    }
}

/// What is here needs no look at the method: engines leave it out by themselves.
fn is_head_for(body: &Body) -> bool {
    body.whole().is_none() && is_head()
}

/// Sends a body, and before it the head; but what is here goes first, so that an engine sends both at once.
fn send(out: ResponseOutparam, response: OutgoingResponse, body: Body) {
    let Ok(sink) = sink(&response) else {
        return;
    };
    let sink = match body.whole() {
        Some(_) => sink.write_whole(body.piece()).err(),
        None => Some(sink),
    };
    ResponseOutparam::set(out, Ok(response));
    if let Some(sink) = sink {
        stream(sink, body);
    }
}

/// Streams all of a body, for as long as its source and the client take.
fn stream(sink: Sink, mut body: Body) {
    match patiently(|waits| pump::step(&mut body, &sink, waits)) {
        Ok(()) => sink.finish(),
        Err(Broken::Source(failure)) => {
            log::fail(&format!("the answer's body broke off: {}", failure.text()));
        }
        Err(Broken::Gone) => {}
    }
}

/// Ends an answer that the function streamed.
fn end(begun: Begun, status: u16, body: Body) {
    let Some(sink) = begun.sink else {
        return;
    };
    match (200..300).contains(&status) {
        true => sink.finish(),
        false if begun.events => {
            let event = sse::http_error(status, &beginning(body));
            stream(sink, event.into_bytes().into());
        }
        // Dropped: a client does not take the body for whole.
        false => log::fail(&format!(
            "the function returned the status {status} after its response had begun"
        )),
    }
}

/// Reads as much of a body as an event can tell; a source that fails ends it.
fn beginning(mut body: Body) -> Vec<u8> {
    let mut all = Vec::new();
    while all.len() <= sse::MAX_DATA {
        patiently(|waits| body.fill(waits));
        let piece = body.split(sse::MAX_DATA + 1 - all.len());
        if piece.is_empty() {
            break;
        }
        all.extend(piece);
    }
    all
}

/// Answers for a function that gave no answer.
fn fail(out: ResponseOutparam, status: u16, code: &str, message: &str) {
    let id = id::current();
    let body = format!("{{\"code\":\"{code}\",\"message\":\"{message}\"}}");
    let pairs = [
        ("content-type", "application/json; charset=utf-8"),
        ("cache-control", "no-store"),
        ("x-momento-invocation-id", &id),
    ];
    let headers = pairs.map(|(name, value)| (String::from(name), String::from(value)));
    respond(
        out,
        Head {
            status,
            headers: headers.into(),
        },
        body.into_bytes().into(),
    );
}
