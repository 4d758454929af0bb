use crate::bindings::http_1_0::Host;
use crate::invocation::State;
use wasmtime::Result;

super::http::translate!(http_1_0);

impl Host for State {
    async fn invoke(&mut self, request: Request) -> Result<Result<Response, Error>> {
        fetch(self, request, None).await
    }
}
