//! Answers every request with `pong`, by bare bindings of wasi:http.

use wasip2::exports::http::incoming_handler::Guest;
use wasip2::http::types::{
    Fields, IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam,
};

struct Ping;

impl Guest for Ping {
    fn handle(_: IncomingRequest, to: ResponseOutparam) {
        let response = OutgoingResponse::new(Fields::new());
        let body = response.body().expect("it was not asked for before");
        ResponseOutparam::set(to, Ok(response));
        let stream = body.write().expect("it was not asked for before");
        // The client may have gone.
        let _ = stream.blocking_write_and_flush(b"pong");
        drop(stream);
        let _ = OutgoingBody::finish(body, None);
    }
}

wasip2::http::proxy::export!(Ping);
