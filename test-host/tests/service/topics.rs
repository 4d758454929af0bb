//! What listeners of a topic get.

use momento_functions_test_host::service::Key;

use super::client::{Call, Server, patient};
use super::host_of;

const NEWS: &str = "/topics/default/news";

/// SVC.7
#[tokio::test]
async fn what_is_published_is_streamed_as_events() {
    let host = host_of(&["topic"]);
    let server = Server::start(&host).await;
    let mut listener = server.begin(Call::get(NEWS)).await;
    let head = listener.until(": listening\n\n").await;
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(
        head.contains("content-type: text/event-stream\r\n"),
        "{head}"
    );
    let text = Call::get("/functions/default/topic/news").body("one\ntwo");
    assert_eq!(server.send(text).await.text(), "Ok(())");
    listener.until("id: 1\ndata: one\ndata: two\n\n").await;
    let bytes = Call::post("/functions/default/topic/news", [1, 2]);
    assert_eq!(server.send(bytes).await.text(), "Ok(())");
    listener.until("event: bytes\nid: 2\ndata: AQI=\n\n").await;
}

/// SVC.7
#[tokio::test]
async fn a_listener_that_went_away_listens_no_more() {
    let mut server = Server::start(&host_of(&[])).await;
    let mut listener = server.begin(Call::get(NEWS)).await;
    listener.until(": listening\n\n").await;
    drop(listener);
    let answered = server.answered().await;
    assert!(answered.abandoned && answered.path == NEWS, "{answered:?}");
}

/// SVC.7
#[tokio::test]
async fn a_stopping_service_ends_its_streams() {
    let server = Server::start(&host_of(&[])).await;
    let mut listener = server.begin(Call::get(NEWS)).await;
    listener.until(": listening\n\n").await;
    let stopped = server.stop();
    assert!(listener.rest().await.complete);
    patient(stopped).await.unwrap();
}

/// SVC.7
#[tokio::test]
async fn who_may_manage_functions_may_listen_and_nobody_else() {
    let server = Server::with(&host_of(&[]), |service| {
        service.key(Key::full("all")).key(Key::invoke_only("some"))
    })
    .await;
    let with = |key| Call::get(NEWS).header("authorization", key);
    let all = with("all");
    let refused = [
        (Call::get(NEWS), (401, "no_key")),
        (with("some"), (403, "not_allowed")),
        (all.clone().host("evil.example"), (403, "foreign_host")),
        (
            all.clone().header("origin", "https://page.example"),
            (403, "foreign_origin"),
        ),
        (
            Call::new("PUT", NEWS).header("authorization", "all"),
            (405, "method_not_allowed"),
        ),
    ];
    for (call, (status, code)) in refused {
        assert_eq!(server.send(call).await.error(), (status, code.to_owned()));
    }
    let mut listener = server.begin(all).await;
    listener.until(": listening\n\n").await;
}

/// DAT.9
#[tokio::test]
async fn a_message_is_published_as_bytes_or_as_a_text() {
    let server = Server::start(&host_of(&[])).await;
    let mut listener = server.begin(Call::get(NEWS)).await;
    listener.until(": listening\n\n").await;
    let publish = |kind, body: &[u8]| Call::post(NEWS, body).header("content-type", kind);
    for (call, event) in [
        (publish("text/plain", b"one"), "id: 1\ndata: one\n\n"),
        (
            publish("application/octet-stream", b"one"),
            "event: bytes\nid: 2\ndata: b25l\n\n",
        ),
        (Call::post(NEWS, "two"), "id: 3\ndata: two\n\n"),
        (
            publish("text/plain", b"\xff"),
            "event: bytes\nid: 4\ndata: /w==\n\n",
        ),
    ] {
        let answer = server.send(call).await;
        assert_eq!((answer.status, answer.body.len()), (204, 0));
        listener.until(event).await;
    }
}

/// DAT.9, SVC.1
#[tokio::test]
async fn a_message_that_is_too_large_is_not_published() {
    let server = Server::start(&host_of(&[])).await;
    let refused = server.send(Call::post(NEWS, vec![b'a'; 4097])).await;
    assert_eq!(refused.error(), (413, "limit_exceeded".to_owned()));
    assert_eq!(
        server.send(Call::post(NEWS, vec![b'a'; 4096])).await.status,
        204
    );
}
