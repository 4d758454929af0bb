use crate::{heard, host, invoke, lines};
use momento_functions_test_host::Request;

/// ABI.1
#[tokio::test]
async fn messages_are_published_in_each_form() {
    let host = host();
    let mut news = host.topic("default", "news").subscribe().unwrap();
    let outcome = invoke(&host, "topic", Request::post("/news").body("body")).await;
    assert_eq!(lines(&outcome), ["a topic has a name"]);
    assert_eq!(heard(&mut news), ["text", "bytes", "body"]);
    let outcome = invoke(&host, "v1-topic", Request::post("/news").body("body")).await;
    assert_eq!(lines(&outcome), ["true"]);
    assert_eq!(heard(&mut news), ["text", "string", "body", "[1,2]"]);
}
