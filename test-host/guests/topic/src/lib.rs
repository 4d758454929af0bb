//! Publishes its body to the topic that its path names, and answers what came of it.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{Method, WebEnvironment, invoke};
use momento_functions_topic::{publish, publish_bytes};

invoke!(announce);
fn announce(Method(method): Method, body: Data) -> String {
    let topic = WebEnvironment::load().invocation_path().unwrap_or_default();
    let published = match method {
        "POST" => publish_bytes(topic, body),
        "PUT" => publish_bytes(topic, body.into_bytes()),
        _ => publish(topic, String::from_utf8(body.into_bytes()).unwrap()),
    };
    format!("{published:?}")
}
