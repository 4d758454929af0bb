//! Publishes what it is sent as text, as bytes and as the host's own buffer.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{WebEnvironment, WebResult, invoke};
use momento_functions_topic::{TopicError, publish, publish_bytes};

invoke!(call);
fn call(body: Data) -> WebResult<String> {
    let topic = WebEnvironment::load().http_path();
    publish(topic, "text")?;
    publish_bytes(topic, b"bytes".to_vec())?;
    publish_bytes(topic, body)?;
    match publish("", "nobody") {
        Err(TopicError::InvalidArgument(_)) => Ok("a topic has a name".to_owned()),
        other => Ok(format!("{other:?}")),
    }
}
