//! One request and the head of its response.

use super::failure::HttpFailure;
use super::patience::Patience;
use super::redirect::Head;
use super::upload::Upload;
use crate::answer::fields;
use crate::bindings::wasi::http::outgoing_handler;
use crate::bindings::wasi::http::types::{
    FutureIncomingResponse, IncomingResponse, Method, OutgoingRequest, Scheme,
};
use crate::body::Body;
use crate::sink::Sink;
use crate::waits::{Waits, in_time};

/// A response's head, and what is still on its way to the server.
pub(crate) struct Exchange {
    pub(crate) response: IncomingResponse,
    pub(crate) upload: Upload,
}

/// Sends a request, and waits for the head of its response.
pub(crate) fn exchange(
    head: &Head,
    mut body: Body,
    patience: &Patience,
) -> Result<Exchange, HttpFailure> {
    let length = body.known_length();
    let request = request(head, length)?;
    let sink = match length {
        Some(0) => None,
        _ => Some(
            request
                .body()
                .and_then(|body| Sink::new(body).map_err(drop))
                .map_err(|()| refused())?,
        ),
    };
    let future = outgoing_handler::handle(request, Some(patience.options()))?;
    let mut upload = Upload::new(sink, body);
    let response = in_time(|waits| step(&future, &mut upload, patience, waits));
    let response =
        response.map_err(|_| HttpFailure::Timeout("the function's time is over".to_owned()))??;
    Ok(Exchange { response, upload })
}

fn step(
    future: &FutureIncomingResponse,
    upload: &mut Upload,
    patience: &Patience,
    waits: &mut Waits,
) -> Option<Result<IncomingResponse, HttpFailure>> {
    if let Some(Err(failure)) = upload.step(waits) {
        let text = format!("the request's body did not come whole: {}", failure.text());
        return Some(Err(HttpFailure::Request(text)));
    }
    match future.get() {
        Some(Ok(Ok(response))) => return Some(Ok(response)),
        Some(Ok(Err(code))) => return Some(Err(code.into())),
        Some(Err(())) => return Some(Err(refused())),
        None => waits.add(future.subscribe()),
    }
    patience.check(waits).err().map(Err)
}

fn request(head: &Head, length: Option<u64>) -> Result<OutgoingRequest, HttpFailure> {
    let mut headers = head.headers.clone();
    // RFC 9110, section 8.6: where a body is expected, a server is told that there is none.
    let expected = matches!(head.method.as_str(), "POST" | "PUT" | "PATCH");
    if let Some(length) = length.filter(|&length| length > 0 || expected) {
        headers.push(("content-length".to_owned(), length.to_string()));
    }
    let request = OutgoingRequest::new(fields(headers));
    let scheme = if head.url.secure {
        Scheme::Https
    } else {
        Scheme::Http
    };
    let set = request
        .set_method(&method(&head.method))
        .and_then(|()| request.set_scheme(Some(&scheme)))
        .and_then(|()| request.set_authority(Some(&head.url.authority())))
        .and_then(|()| request.set_path_with_query(Some(&head.url.target)));
    set.map(|()| request).map_err(|()| refused())
}

fn refused() -> HttpFailure {
    HttpFailure::Request("the engine does not take the request".to_owned())
}

fn method(name: &str) -> Method {
    match name {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        "OPTIONS" => Method::Options,
        "TRACE" => Method::Trace,
        "PATCH" => Method::Patch,
        other => Method::Other(other.to_owned()),
    }
}
