use crate::bindings::bytes::Data;
use crate::bindings::http::Host;
use crate::invocation::{HostBuffer, State};
use momento_functions_test_host_macros::observed;
use std::time::Duration;
use wasmtime::Result;

/// Translates one version's request and response, which differ from the other's in their module alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::bindings::$bindings::{Error, Request, Response};
        use crate::http_client::HttpFailure;

        async fn fetch(
            state: &mut State,
            request: Request,
            timeout: Option<std::time::Duration>,
        ) -> Result<Result<Response, Error>> {
            let outbound = crate::outbound::Outbound {
                url: request.url,
                verb: request.verb,
                headers: request.headers,
                body: state.take_data(request.body)?,
                authorization: request.authorization.into(),
            };
            let place = match state.open_body() {
                Ok(place) => place,
                Err(error) => return Ok(Err(HttpFailure::from(error).into())),
            };
            let response = match outbound.send(state.context.settings(), timeout).await? {
                Ok(response) => response,
                Err(failure) => return Ok(Err(failure.into())),
            };
            Ok(Ok(Response {
                status: response.status().as_u16(),
                headers: crate::outbound::pairs(response.headers()),
                body: state.give_body(response.into_body().opened(place))?,
            }))
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(http);

#[observed(http)]
impl Host for State {
    async fn invoke(&mut self, request: Request) -> Result<Result<Response, Error>> {
        fetch(self, request, None).await
    }

    async fn invoke_with_timeout(
        &mut self,
        request: Request,
        timeout_milliseconds: u64,
    ) -> Result<Result<Response, Error>> {
        let timeout = Duration::from_millis(timeout_milliseconds);
        fetch(self, request, Some(timeout)).await
    }
}

impl State {
    /// Hands a body to the guest, that may still be on its way.
    pub(super) fn give_body(&mut self, body: HostBuffer) -> Result<Data> {
        Ok(Data::Buffer(self.table.push(body)?))
    }
}
