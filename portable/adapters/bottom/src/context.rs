use std::rc::Rc;

use crate::answer::{self, Answer};
use crate::bindings::exports::momento::bytes::bytes::Data;
use crate::bindings::exports::momento::web_function::web_function_support::Header;
use crate::bindings::exports::momento_functions::portable::context::{Guest, Refusal};
use crate::bindings::wasi::http::types::{IncomingRequest, ResponseOutparam};
use crate::body::Body;
use crate::invocation::Invocation;
use crate::log_model::LogLevel;
use crate::request::Request;
use crate::time_limit::MILLISECOND;
use crate::{Bottom, id, invocation, log};

impl Guest for Bottom {
    fn begin(request: IncomingRequest, response: ResponseOutparam) -> Data {
        let request = Rc::new(Request { incoming: request });
        Invocation::begin(Rc::clone(&request), Answer::Waiting(response));
        Body::of_request(request).give()
    }

    fn finish(status: u16, headers: Vec<Header>, body: Data) {
        let body = Body::given(body);
        // A function that only worked has waited for nothing that would have told it.
        if invocation::with(|it| it.time.taken() >= MILLISECOND) && invocation::deadline().is_err()
        {
            drop(body);
        } else {
            let headers = headers
                .into_iter()
                .map(|header| (header.name, header.value));
            answer::finish(status, headers.collect(), body);
        }
        if invocation::with(|it| it.log.is_configured()) {
            let took = invocation::with(|it| it.time.taken()) / MILLISECOND;
            log::tell(
                LogLevel::Info,
                &format!("invocation {} ended after {took}ms", id::current()),
            );
        }
        Invocation::end();
    }

    fn body_length() -> Option<u64> {
        let request = invocation::with(|it| it.request.clone());
        request.and_then(|request| request.content_length())
    }

    fn refuse(why: Refusal) {
        answer::refuse(why);
        Invocation::end();
    }
}
