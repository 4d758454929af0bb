use crate::bindings::bytes::Data;
use crate::bindings::web_function_stream::Host;
use crate::bindings::web_function_support::Header;
use crate::invocation::State;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(web_function_stream)]
impl Host for State {
    #[observed(local)]
    async fn send_sse(
        &mut self,
        event: Option<String>,
        event_id: Option<String>,
        data: Option<Data>,
    ) -> Result<Result<(), String>> {
        let data = data.map(|data| self.take_data(data)).transpose()?;
        let sent = self
            .response
            .send_sse(event.as_deref(), event_id.as_deref(), data)
            .await;
        Ok(sent.map_err(|e| e.to_string()))
    }

    #[observed(local)]
    async fn send_response_start(
        &mut self,
        status: u16,
        headers: Vec<Header>,
    ) -> Result<Result<(), String>> {
        let headers = headers.into_iter().map(|h| (h.name, h.value)).collect();
        Ok(self
            .response
            .start(status, headers)
            .await
            .map_err(|e| e.to_string()))
    }

    #[observed(local)]
    async fn send_data(&mut self, data: Data) -> Result<Result<(), String>> {
        let data = self.take_data(data)?;
        Ok(self
            .response
            .send_data(data)
            .await
            .map_err(|e| e.to_string()))
    }
}
