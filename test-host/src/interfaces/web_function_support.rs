use crate::bindings::web_function_support::{Header, Host, QueryParameter};
use crate::invocation::State;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(web_function_support)]
impl Host for State {
    #[observed(local)]
    fn headers(&mut self) -> Result<Vec<Header>> {
        let headers = self.request.take_headers();
        Ok(headers
            .into_iter()
            .map(|(name, value)| Header { name, value })
            .collect())
    }

    #[observed(local)]
    fn query_parameters(&mut self) -> Result<Vec<QueryParameter>> {
        let parameters = self.request.take_query();
        Ok(parameters
            .into_iter()
            .map(|(name, value)| QueryParameter { name, value })
            .collect())
    }

    #[observed(local)]
    fn token_metadata(&mut self) -> Result<Option<String>> {
        Ok(self.request.take_token_metadata())
    }

    #[observed(local)]
    fn invocation_id(&mut self) -> Result<String> {
        Ok(self.context.invocation_id().to_owned())
    }

    #[observed(local)]
    fn http_method(&mut self) -> Result<String> {
        Ok(self.request.method().to_owned())
    }

    #[observed(local)]
    fn invocation_path(&mut self) -> Result<Option<String>> {
        Ok(self.request.take_path())
    }
}
