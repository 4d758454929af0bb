use crate::V1Data;
use crate::bindings::exports::momento::functions::topic::{Error, Guest};
use crate::bindings::momento::bytes::bytes::Data;
use crate::bindings::momento::topic::topic;

impl Guest for V1Data {
    fn publish(topic: String, value: String) -> Result<(), Error> {
        Ok(topic::publish(&topic, &value)?)
    }

    fn publish_bytes(topic: String, value: Vec<u8>) -> Result<(), Error> {
        Ok(topic::publish_bytes(&topic, Data::Value(value))?)
    }
}
