//! While something works, or may come in another way, the clock does not move by itself.

use super::support::received;
use super::*;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// LIM.8
#[tokio::test]
async fn a_network_keeps_the_time_still() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let host = host();
    let calling = started(&host, "http", format!("/?url={url}&timeout=3600000"));
    let (mut stream, _) = listener.accept().await.unwrap();
    let sleeping = started(&host, "clock", "/sleep/60");
    all_wait().await;
    assert_shows(host.clock().elapsed(), Duration::ZERO);
    assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
    let response = b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nanswered";
    stream.write_all(response).await.unwrap();
    assert_shows(calling.await.unwrap(), Duration::ZERO);
    assert_shows(sleeping.await.unwrap(), MINUTE);
}

/// LIM.8
#[tokio::test]
async fn a_spawned_function_that_works_keeps_the_time_still() {
    let limits = Limits::default().with_time(Duration::from_secs(1));
    let host = deployed(builder().limits(limits));
    let shown = Arc::new(Mutex::new(None));
    let (record, observed) = (Arc::clone(&shown), host.clock().clone());
    host.on_spawned(move |_| *record.lock().unwrap() = Some(observed.elapsed()));
    // It works until its real time is over.
    function(&host, "task").spawn("spin").unwrap();
    let slept = started(&host, "clock", "/sleep/0.1").await.unwrap();
    assert_shows(shown.lock().unwrap().unwrap(), Duration::ZERO);
    assert_shows(slept, Duration::from_millis(100));
}

/// LIM.8
#[tokio::test]
async fn a_request_that_still_arrives_keeps_the_time_still() {
    let host = host();
    let (sender, pieces) = mpsc::channel(1);
    let request = Request::post("/read").body(received(pieces));
    let reader = function(&host, "clock");
    let reading = tokio::spawn(async move { reader.invoke(request).await });
    let sleeping = started(&host, "clock", "/sleep/60");
    for piece in ["12", "345"] {
        all_wait().await;
        assert_shows(host.clock().elapsed(), Duration::ZERO);
        sender.send(piece).await.unwrap();
    }
    drop(sender);
    assert_eq!(reading.await.unwrap().response.text(), "5");
    assert_shows(sleeping.await.unwrap(), MINUTE);
}

/// LIM.8
#[tokio::test]
async fn an_answer_that_nobody_reads_keeps_the_time_still() {
    let host = host();
    let streaming = function(&host, "clock")
        .start(Request::post("/count/2/60"))
        .await;
    let sleeping = started(&host, "clock", "/sleep/3600");
    all_wait().await;
    assert_shows(host.clock().elapsed(), Duration::ZERO);
    drop(streaming);
    assert_shows(sleeping.await.unwrap(), HOUR);
}

/// LIM.8
#[tokio::test]
async fn a_clock_that_nobody_waits_for_stands_still() {
    let host = host();
    assert_eq!(answer(&host, "trouble", "/").await, "no trouble");
    assert_eq!(host.clock().elapsed(), Duration::ZERO);
}
