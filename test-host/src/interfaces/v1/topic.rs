use crate::bindings::v1_topic::{Error, Host};
use crate::invocation::State;
use wasmtime::Result;

impl Host for State {
    fn publish(&mut self, topic: String, value: String) -> Result<Result<(), Error>> {
        let published = self.topics().publish(&topic, value);
        Ok(published.map(drop).map_err(Error::from))
    }

    fn publish_bytes(&mut self, topic: String, value: Vec<u8>) -> Result<Result<(), Error>> {
        let published = self.topics().publish(&topic, value);
        Ok(published.map(drop).map_err(Error::from))
    }
}
