//! Answers the engine by a function of the older contract: see `top-v1` in wit/portable/worlds.wit.

use lean as _;

mod bindings;
#[path = "../../data/src/collect.rs"]
mod collect;

use bindings::exports::wasi::http::incoming_handler::{Guest, IncomingRequest, ResponseOutparam};
use bindings::momento::bytes::bytes::Data;
use bindings::momento::functions::guest_function_web::post;
use bindings::momento::web_function::web_function_support::Header;
use bindings::momento_functions::portable::context::{self, Refusal};
use collect::{Broken, collect};

/// How much of a request's body is given to a function that takes it as a whole: LIM.6.
const LIMIT: usize = 32 << 20;

struct TopV1;

impl Guest for TopV1 {
    fn handle(request: IncomingRequest, response: ResponseOutparam) {
        let body = context::begin(request, response);
        match collect(body, LIMIT, context::body_length()) {
            Ok(payload) => answer(payload),
            Err(broken) => context::refuse(&refusal(broken)),
        }
    }
}

fn answer(payload: Vec<u8>) {
    let answer = post(&payload);
    // The answer takes its time to be sent, and memory of its own.
    drop(payload);
    let headers = answer.headers.into_iter().map(|header| Header {
        name: header.name,
        value: header.value,
    });
    let headers: Vec<Header> = headers.collect();
    context::finish(answer.status, &headers, Data::Value(answer.body));
}

fn refusal(broken: Broken) -> Refusal {
    match broken {
        Broken::Longer => Refusal::TooLarge(format!(
            "the request's body has more than {LIMIT} bytes, which is the limit of a function of the older contract"
        )),
        Broken::NoMemory => Refusal::TooLarge(
            "the engine has no memory for a request's body of this size".to_owned(),
        ),
        Broken::Failed(error) => Refusal::Incomplete(error.text()),
    }
}
