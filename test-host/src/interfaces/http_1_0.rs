use crate::bindings::http_1_0::{Error, Host, Request, Response};
use crate::invocation::State;
use crate::outbound::{Outbound, pairs};
use wasmtime::Result;

impl Host for State {
    async fn invoke(&mut self, request: Request) -> Result<Result<Response, Error>> {
        let outbound = Outbound {
            url: request.url,
            verb: request.verb,
            headers: request.headers,
            body: self.take_data(request.body)?,
            authorization: request.authorization.into(),
        };
        let response = match outbound.send(self.context.settings(), None).await {
            Ok(response) => response,
            Err(failure) => return Ok(Err(failure.into())),
        };
        Ok(Ok(Response {
            status: response.status().as_u16(),
            headers: pairs(response.headers()),
            body: self.give_body(response.into_body())?,
        }))
    }
}
