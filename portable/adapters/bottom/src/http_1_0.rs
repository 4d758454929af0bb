use crate::Bottom;
use crate::bindings::exports::momento::http1_0_0::http::{Error, Guest, Request, Response};
use crate::client::HttpFailure;

super::http::translate!(http1_0_0);

impl Guest for Bottom {
    fn invoke(request: Request) -> Result<Response, Error> {
        send(request, None)
    }
}

/// NET.3: the older contract has one error for all failures on the way.
fn other(failure: HttpFailure) -> Error {
    Error::RequestError(failure.to_string())
}
