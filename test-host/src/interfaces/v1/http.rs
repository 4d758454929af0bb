use crate::bindings::v1_http::{Error, Host, Request, Response};
use crate::invocation::{HostBuffer, State};
use crate::outbound::{Outbound, pairs};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(v1_http)]
impl Host for State {
    async fn get(&mut self, request: Request) -> Result<Result<Response, Error>> {
        self.exchange("GET", request).await
    }

    async fn put(&mut self, request: Request) -> Result<Result<Response, Error>> {
        self.exchange("PUT", request).await
    }

    async fn post(&mut self, request: Request) -> Result<Result<Response, Error>> {
        self.exchange("POST", request).await
    }

    async fn delete(&mut self, request: Request) -> Result<Result<Response, Error>> {
        self.exchange("DELETE", request).await
    }
}

impl State {
    async fn exchange(&mut self, verb: &str, request: Request) -> Result<Result<Response, Error>> {
        let outbound = Outbound {
            url: request.url,
            verb: verb.to_owned(),
            headers: request.headers,
            body: HostBuffer::from(request.body),
            authorization: request.authorization.into(),
        };
        let settings = self.context.settings();
        let response = match outbound.send(settings, None).await? {
            Ok(response) => response,
            Err(failure) => return Ok(Err(failure.into())),
        };
        let (head, body) = response.into_parts();
        let body = whole(body, self.context.function().held_to().memory()).await;
        Ok(body.map(|body| Response {
            status: head.status.as_u16(),
            headers: pairs(&head.headers),
            body,
        }))
    }
}

/// Collects a body for the guest, which takes it as plain bytes, if it can fit into its memory.
async fn whole(mut body: HostBuffer, memory: u64) -> std::result::Result<Vec<u8>, Error> {
    match body.collect(memory).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(_)) => Err(Error::RequestError(format!(
            "the response's body has more than {memory} bytes, which is all the memory of a function"
        ))),
        Err(broken) => Err(Error::RequestError(broken.to_string())),
    }
}
