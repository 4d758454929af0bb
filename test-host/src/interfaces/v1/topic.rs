use crate::bindings::v1_topic::{Error, Host};
use crate::invocation::State;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(v1_topic)]
impl Host for State {
    async fn publish(&mut self, topic: String, value: String) -> Result<Result<(), Error>> {
        let published = self.topics().publish(&topic, value);
        Ok(published.map(drop).map_err(Error::from))
    }

    async fn publish_bytes(&mut self, topic: String, value: Vec<u8>) -> Result<Result<(), Error>> {
        let published = self.topics().publish(&topic, value);
        Ok(published.map(drop).map_err(Error::from))
    }
}
