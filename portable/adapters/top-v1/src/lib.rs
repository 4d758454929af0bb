//! Answers the engine by a function of the older contract: see `top-v1` in wit/portable/worlds.wit.

use lean as _;

mod bindings;
#[path = "../../data/src/collect.rs"]
#[expect(dead_code, reason = "others tell more of what failed")]
mod collect;

use bindings::exports::wasi::http::incoming_handler::{Guest, IncomingRequest, ResponseOutparam};
use bindings::momento::bytes::bytes::Data;
use bindings::momento::functions::guest_function_web::post;
use bindings::momento::web_function::web_function_support::Header;
use bindings::momento_functions::portable::context;
use collect::{Broken, collect};

/// How much of a request's body is given to a function that takes it as a whole: LIM.6.
const LIMIT: usize = 32 << 20;

struct TopV1;

impl Guest for TopV1 {
    fn handle(request: IncomingRequest, response: ResponseOutparam) {
        match collect(context::begin(request, response), LIMIT) {
            Ok(payload) => answer(&payload),
            Err(Broken::Longer) => {
                context::refuse(413, "request_too_large", "Request body too large");
            }
            Err(Broken::Failed(_)) => {
                context::refuse(400, "request_failed", "Request body incomplete");
            }
        }
    }
}

fn answer(payload: &[u8]) {
    let answer = post(payload);
    let headers = answer.headers.into_iter().map(|header| Header {
        name: header.name,
        value: header.value,
    });
    let headers: Vec<Header> = headers.collect();
    context::finish(answer.status, &headers, Data::Value(answer.body));
}
