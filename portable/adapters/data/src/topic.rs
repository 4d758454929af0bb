//! Publishing to topics.

use crate::ask::{Ask, Endpoint};
use crate::bindings::exports::momento::topic::topic::{Error, Guest};
use crate::bindings::momento::bytes::bytes::Data as Bytes;
use crate::url::is_name;
use crate::{Data, ServiceError};

impl Guest for Data {
    fn publish(topic: String, value: String) -> Result<(), Error> {
        let value = Bytes::Value(value.into_bytes());
        publish(&topic, |ask| ask.body("text/plain; charset=utf-8", value))
    }

    fn publish_bytes(topic: String, value: Bytes) -> Result<(), Error> {
        publish(&topic, |ask| ask.bytes(value))
    }
}

fn publish(topic: &str, message: impl FnOnce(Ask<'_>) -> Ask<'_>) -> Result<(), Error> {
    let endpoint = Endpoint::find()?;
    if topic.is_empty() {
        let text = "a topic has a name; this one is empty".to_owned();
        return Err(ServiceError::InvalidArgument(text).into());
    }
    if !is_name(topic) {
        let text = format!("a topic that is named {topic:?} cannot be reached over HTTP");
        return Err(ServiceError::InvalidArgument(text).into());
    }
    Ok(message(endpoint.topic("POST", topic)).done()?)
}
