use crate::bindings::http_1_0::Host;
use crate::invocation::State;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

super::http::translate!(http_1_0);

#[observed(http_1_0)]
impl Host for State {
    async fn invoke(&mut self, request: Request) -> Result<Result<Response, Error>> {
        fetch(self, request, None).await
    }
}
