use crate::bindings::bytes::Data;
use crate::bindings::topic::{Error, Host};
use crate::invocation::State;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(topic)]
impl Host for State {
    async fn publish(&mut self, topic: String, value: String) -> Result<Result<(), Error>> {
        let published = self.topics().publish(&topic, value);
        Ok(published.map(drop).map_err(Error::from))
    }

    async fn publish_bytes(&mut self, topic: String, value: Data) -> Result<Result<(), Error>> {
        let mut value = self.take_data(value)?;
        let limit = self.topics().limits().message();
        let value = match value.collect(limit as u64).await {
            Ok(Ok(value)) => value,
            Ok(Err(_)) => return Ok(Err(too_large(limit))),
            Err(broken) => return Ok(Err(Error::FailedPrecondition(broken.to_string()))),
        };
        let published = self.topics().publish(&topic, value);
        Ok(published.map(drop).map_err(Error::from))
    }
}

fn too_large(limit: usize) -> Error {
    Error::LimitExceeded(format!(
        "a message has at most {limit} bytes; this one has more"
    ))
}
