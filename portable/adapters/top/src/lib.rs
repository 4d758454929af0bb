//! Answers the engine by the function: see `top` in wit/portable/worlds.wit.

use lean as _;

mod bindings;

use bindings::exports::wasi::http::incoming_handler::{Guest, IncomingRequest, ResponseOutparam};
use bindings::momento::web_function::guest_function_web;
use bindings::momento_functions::portable::context;

struct Top;

impl Guest for Top {
    fn handle(request: IncomingRequest, response: ResponseOutparam) {
        let body = context::begin(request, response);
        let answer = guest_function_web::invoke(body);
        context::finish(answer.status, &answer.headers, answer.body);
    }
}
