//! Invocations over HTTP.

use super::client::{Call, Server};
use super::{host_of, limited};
use momento_functions_test_host::Limits;

/// HTTP.1
#[tokio::test]
async fn any_verb_invokes_and_the_function_sees_what_was_sent() {
    let server = Server::start(&host_of(&["context"])).await;
    for verb in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"] {
        let call = Call::new(verb, "/functions/default/context/a%20b/c?x=1&x=2")
            .header("X-Some", "1")
            .header("x-some", "2");
        let answer = server.send(call).await;
        assert_eq!(answer.status, 200);
        let lines: Vec<&str> = answer.text().lines().collect();
        assert_eq!(lines[0], format!("first method {verb}"));
        assert_eq!(lines[2], "first path Some(\"a%20b/c\")");
        for line in [
            "first header x-some=1",
            "first header x-some=2",
            "first query x=1",
            "first query x=2",
        ] {
            assert!(lines.contains(&line), "{line} in {lines:?}");
        }
    }
}

/// HTTP.1
#[tokio::test]
async fn status_headers_and_body_come_back_as_given() {
    let server = Server::start(&host_of(&["answer"])).await;
    let answer = server
        .send(Call::get(
            "/functions/default/answer?status=418&x-one=1&x-one=2&body=short",
        ))
        .await;
    assert_eq!((answer.status, answer.text()), (418, "short"));
    let ones: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "x-one")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(ones, ["1", "2"]);
    assert_eq!(answer.header("content-length"), Some("5"));
    assert_eq!(answer.header("x-momento-invocation-id"), None);
}

/// INV.5
#[tokio::test]
async fn the_path_below_a_function_is_none_empty_or_what_follows() {
    let server = Server::start(&host_of(&["context"])).await;
    for (target, path) in [
        ("", "None"),
        ("?a=b", "None"),
        ("/", "Some(\"\")"),
        ("/foo/bar", "Some(\"foo/bar\")"),
    ] {
        let answer = server
            .send(Call::get(&format!("/functions/default/context{target}")))
            .await;
        assert_eq!(
            answer.text().lines().nth(2),
            Some(&*format!("first path {path}")),
            "{target}"
        );
    }
}

/// INV.6
#[tokio::test]
async fn a_function_sees_the_callers_authorization_but_no_token() {
    let server = Server::start(&host_of(&["context"])).await;
    let call = Call::get("/functions/default/context")
        .header("authorization", "one")
        .header("x-momento-authorization", "two");
    let answer = server.send(call).await;
    assert!(
        answer
            .text()
            .contains("first header authorization=one\nfirst header x-momento-authorization=two\n")
    );
    let answer = server
        .send(Call::get(
            "/functions/default/context/sub?a=1&token=secret&b=2",
        ))
        .await;
    assert!(
        answer
            .text()
            .contains("first query a=1\nfirst query b=2\nagain")
    );
    assert!(answer.text().contains("Some(\"sub\")"));
    assert!(!answer.text().contains("secret"));
}

/// HTTP.9
#[tokio::test]
async fn answers_without_a_body_have_none() {
    let server = Server::start(&host_of(&["answer"])).await;
    for status in ["204", "304"] {
        let answer = server
            .send(Call::get(&format!(
                "/functions/default/answer?status={status}&body=dropped"
            )))
            .await;
        assert_eq!(
            (answer.status.to_string().as_str(), answer.text()),
            (status, "")
        );
    }
    let answer = server
        .send(Call::new("HEAD", "/functions/default/answer?body=seven77"))
        .await;
    assert_eq!((answer.status, answer.text()), (200, ""));
    assert_eq!(answer.header("content-length"), Some("7"));
}

/// HTTP.9
#[tokio::test]
async fn headers_of_the_connection_are_made_anew() {
    let server = Server::start(&host_of(&["answer"])).await;
    let target = "/functions/default/answer?content-length=99&transfer-encoding=gzip&upgrade=x&te=x&x-kept=1&body=four";
    let answer = server.send(Call::get(target)).await;
    assert_eq!(
        (
            answer.text(),
            answer.complete,
            answer.header("content-length")
        ),
        ("four", true, Some("4"))
    );
    assert_eq!(
        (
            answer.header("transfer-encoding"),
            answer.header("upgrade"),
            answer.header("te")
        ),
        (None, None, None)
    );
    assert_eq!(answer.header("x-kept"), Some("1"));
}

/// STR.1
#[tokio::test]
async fn events_arrive_while_the_function_runs_on() {
    let mut server = Server::start(&host_of(&["stream"])).await;
    let mut exchange = server
        .begin(Call::post(
            "/functions/default/stream",
            "sse\ttick\t-\tone\nspin",
        ))
        .await;
    let head = exchange.until("data: one\n\n").await.to_ascii_lowercase();
    for line in [
        "http/1.1 200 ok",
        "content-type: text/event-stream",
        "cache-control: no-cache",
        "transfer-encoding: chunked",
    ] {
        assert!(head.contains(line), "{line} in {head}");
    }
    drop(exchange);
    let answered = server.answered().await;
    assert_eq!((answered.status, answered.abandoned), (200, true));
}

/// STR.4
#[tokio::test]
async fn a_raw_stream_has_its_own_head_and_its_bytes_as_sent() {
    let server = Server::start(&host_of(&["stream"])).await;
    let answer = server
        .send(Call::post(
            "/functions/default/stream",
            "start\t201\tx-own\tyes\ndata\tab\ndata\tcd",
        ))
        .await;
    assert_eq!(
        (answer.status, answer.text(), answer.complete),
        (201, "abcd", true)
    );
    assert_eq!(
        (answer.header("x-own"), answer.header("x-returned")),
        (Some("yes"), None)
    );
}

/// STR.5
#[tokio::test]
async fn a_body_streams_both_ways_before_it_is_complete() {
    let server = Server::start(&host_of(&["echo"])).await;
    let mut exchange = server.connect().await;
    let head = "POST /functions/default/echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n";
    exchange.write(head.as_bytes()).await;
    exchange.write(b"5\r\nfirst\r\n").await;
    exchange.until("first").await;
    exchange.write(b"6\r\nsecond\r\n0\r\n\r\n").await;
    let answer = exchange.rest().await;
    assert_eq!((answer.text(), answer.complete), ("firstsecond", true));
}

/// DATA.7
#[tokio::test]
async fn a_body_that_is_passed_through_has_no_limit() {
    let server = Server::start(&limited(Limits::default().with_request_body(10), &["echo"])).await;
    let body: Vec<u8> = (0..3_000_000_u32)
        .map(|number| number.to_le_bytes()[0])
        .collect();
    let answer = server
        .send(Call::post("/functions/default/echo", body.clone()))
        .await;
    assert_eq!((answer.status, answer.complete), (200, true));
    assert!(answer.body == body);
}
