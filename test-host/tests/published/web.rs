use crate::{host, invoke};
use momento_functions_test_host::{Outcome, Request};

/// ABI.1
#[tokio::test]
async fn a_web_function_sees_its_request_and_answers() {
    let request = Request::put("/some/path?q=1&token=secret")
        .header("X-A", "a")
        .token_metadata("ada")
        .body(r#"{"header": "x-a", "query": "q"}"#);
    let outcome = invoke(&host(), "web", request).await;
    let header = |name| outcome.response.header(name).unwrap();
    assert_eq!(outcome.response.status, 201, "{outcome:?}");
    assert_eq!([header("x-one"), header("x-two")], ["1", "2"]);
    let id = &outcome.invocation_id;
    let expected = serde_json::json!({
        "cache": "default", "function": "web", "id": id, "method": "PUT", "path": "some/path",
        "token": "ada", "header": "a", "query": "1",
    });
    let seen: serde_json::Value = serde_json::from_slice(&outcome.response.body).unwrap();
    assert_eq!(seen, expected);
}

/// ABI.1
#[tokio::test]
async fn a_web_functions_errors_are_told_to_the_caller() {
    let host = host();
    let asked = r#"{"header": "x-a", "query": "q"}"#;
    let error = invoke(&host, "web", Request::post("/?q=none").body(asked)).await;
    assert_eq!(told(&error), (500, "there is none".to_owned()));
    let refused = invoke(&host, "web", Request::post("/").body("{}")).await;
    let (status, reason) = told(&refused);
    assert_eq!(status, 400);
    assert!(reason.contains("missing field `header`"), "{reason}");
}

/// ABI.1
#[tokio::test]
async fn a_web_function_of_the_older_contract_sees_its_request_and_answers() {
    let request = Request::post("/some/path?q=1")
        .header("X-A", "a")
        .token_metadata("ada")
        .body("x-a");
    let outcome = invoke(&host(), "v1-environment", request).await;
    let id = outcome.invocation_id.clone();
    let expected = format!("default\nv1-environment\n{id}\nPOST\nsome/path\nada\na\n1");
    assert_eq!(told(&outcome), (200, expected));
}

/// ABI.1
#[tokio::test]
async fn a_web_function_of_the_older_contract_answers_in_each_way_it_has() {
    let host = host();
    let add = |path: &'static str| Request::post(path).body(r#"{"numbers": [1, 2, 3]}"#);
    let outcome = invoke(&host, "v1-web", add("/")).await;
    let header = |name| outcome.response.header(name).unwrap();
    assert_eq!([header("x-one"), header("x-two")], ["1", "2"]);
    assert_eq!(told(&outcome), (201, "6".to_owned()));
    let value = invoke(&host, "v1-web", add("/value")).await;
    assert_eq!(told(&value), (200, r#"{"sum":6}"#.to_owned()));
    let error = invoke(&host, "v1-web", add("/error")).await;
    assert_eq!(told(&error), (500, "as it was told".to_owned()));
    let refused = invoke(&host, "v1-web", Request::post("/").body("{")).await;
    assert_eq!(refused.response.status, 400, "{refused:?}");
}

/// ABI.1
#[tokio::test]
async fn a_web_function_streams_bytes_and_events() {
    let host = host();
    let outcome = invoke(&host, "stream", Request::post("/raw").body("body")).await;
    assert_eq!(outcome.response.header("x-kind"), Some("stream"));
    assert_eq!(told(&outcome), (202, "from the guest, body".to_owned()));
    let events = "event: body\nid: 1\ndata: body\n\nevent: next\ndata: two\ndata: lines\n\nid: 3\ndata: three\n\n";
    let outcome = invoke(&host, "stream", Request::post("/events").body("body")).await;
    assert_eq!(outcome.response.header("x-kind"), Some("stream"));
    assert_eq!(told(&outcome), (202, events.to_owned()));
    let outcome = invoke(&host, "stream", Request::post("/").body("body")).await;
    assert_eq!(
        outcome.response.header("content-type"),
        Some("text/event-stream")
    );
    assert_eq!(told(&outcome), (200, events.to_owned()));
}

fn told(outcome: &Outcome) -> (u16, String) {
    (
        outcome.response.status,
        outcome.response.text().into_owned(),
    )
}
