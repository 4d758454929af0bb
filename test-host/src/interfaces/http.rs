use crate::bindings::bytes::Data;
use crate::bindings::http::{Error, Host, Request, Response};
use crate::invocation::{HostBuffer, State};
use crate::outbound::{Outbound, pairs};
use std::time::Duration;
use wasmtime::Result;

impl Host for State {
    async fn invoke(&mut self, request: Request) -> Result<Result<Response, Error>> {
        self.fetch(request, None).await
    }

    async fn invoke_with_timeout(
        &mut self,
        request: Request,
        milliseconds: u64,
    ) -> Result<Result<Response, Error>> {
        let timeout = Duration::from_millis(milliseconds);
        self.fetch(request, Some(timeout)).await
    }
}

impl State {
    async fn fetch(
        &mut self,
        request: Request,
        timeout: Option<Duration>,
    ) -> Result<Result<Response, Error>> {
        let outbound = Outbound {
            url: request.url,
            verb: request.verb,
            headers: request.headers,
            body: self.take_data(request.body)?,
            authorization: request.authorization.into(),
        };
        let response = match outbound.send(self.context.settings(), timeout).await {
            Ok(response) => response,
            Err(failure) => return Ok(Err(failure.into())),
        };
        Ok(Ok(Response {
            status: response.status().as_u16(),
            headers: pairs(response.headers()),
            body: self.give_body(response.into_body())?,
        }))
    }

    /// Hands a body to the guest, that may still be on its way.
    pub(super) fn give_body(&mut self, body: HostBuffer) -> Result<Data> {
        Ok(Data::Buffer(self.table.push(body)?))
    }
}
