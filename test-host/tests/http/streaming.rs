//! Bodies on their way.

use super::support::http_server::{Body, HttpServer};
use super::support::received;
use super::{host, invoke, query, send, works};
use bytes::Bytes;
use http::Response;
use http_body::Frame;
use http_body_util::BodyExt as _;
use momento_functions_test_host::{Request, RequestBody};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc;

const PIECE: usize = 64 << 10;

/// A body of many pieces, which counts those that were taken.
struct Pieces {
    left: usize,
    taken: Arc<AtomicUsize>,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Some(left) = self.left.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.left = left;
        self.taken.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'a'; PIECE])))))
    }
}

fn pieces(count: usize) -> (Pieces, Arc<AtomicUsize>) {
    let taken = Arc::default();
    let left = count;
    (
        Pieces {
            left,
            taken: Arc::clone(&taken),
        },
        taken,
    )
}

fn boxed(pieces: Pieces) -> Body {
    pieces.map_err(|never| match never {}).boxed_unsync()
}

/// NET.8
#[tokio::test]
async fn a_body_larger_than_a_functions_memory_is_read_piece_by_piece() {
    let server = HttpServer::start(|_| async { Response::new(boxed(pieces(1024).0)) }).await;
    let limits = momento_functions_test_host::Limits::service();
    let host = super::deployed(momento_functions_test_host::Host::builder().limits(limits));
    let response = send(&host, &server.url("/"), &[("read", "all")]).await;
    assert_eq!(response.text(), format!("{} bytes", 1024 * PIECE));
}

/// NET.8
#[tokio::test]
async fn a_reader_that_is_slow_slows_the_server() {
    let (sent, taken) = pieces(1024);
    let sent = Arc::new(std::sync::Mutex::new(Some(sent)));
    let server = HttpServer::start(move |_| {
        let body = sent.lock().unwrap().take().unwrap();
        async { Response::new(boxed(body)) }
    });
    let (server, host) = (server.await, host());
    let function = host.function("default", "http").unwrap();
    let request = Request::get(&query(&server.url("/"), &[]));
    let mut slow = function.start(request).await.into_body();
    let first = slow.frame().await.unwrap().unwrap().into_data().unwrap();
    // While others get theirs, this one waits: sockets hold some of it, and nobody all.
    let other = HttpServer::start(|_| async { Response::new(boxed(pieces(512).0)) }).await;
    let response = send(&host, &other.url("/"), &[("read", "all")]).await;
    assert_eq!(response.text(), format!("{} bytes", 512 * PIECE));
    assert!(taken.load(Ordering::SeqCst) < 512, "{taken:?}");
    let rest = slow.collect().await.unwrap().to_bytes();
    assert_eq!(first.len() + rest.len(), 1024 * PIECE);
}

/// NET.8
#[tokio::test]
async fn a_server_that_is_slow_slows_the_upload_and_a_timeout_ends_it() {
    let server = HttpServer::raw(|stream| async {
        let _unread = stream;
        std::future::pending().await
    });
    let (server, host) = (server.await, host());
    let (body, taken) = pieces(usize::MAX);
    let held = Arc::downgrade(&taken);
    let target = query(&server.url("/"), &[("verb", "POST"), ("timeout", "1000")]);
    let request = Request::post(&target).body(RequestBody::stream(body));
    let response = invoke(&host, request).await;
    assert!(response.text().starts_with("Timeout("), "{response:?}");
    assert!(taken.load(Ordering::SeqCst) < 512, "{taken:?}");
    drop(taken);
    until(|| held.strong_count() == 0).await;
    works(&host).await;
}

/// NET.8
#[tokio::test]
async fn bodies_pass_through_in_both_directions_at_once() {
    let server = HttpServer::start(|request| async {
        let body = request.into_body().map_err(Into::into);
        Response::new(body.boxed_unsync())
    });
    let (server, host) = (server.await, host());
    let (sender, receiver) = mpsc::channel::<&'static str>(1);
    let function = host.function("default", "http").unwrap();
    let target = query(&server.url("/"), &[("verb", "POST")]);
    let request = Request::post(&target).body(received(receiver));
    let mut answer = function.start(request).await.into_body();
    for piece in ["one", "two", "three"] {
        sender.send(piece).await.unwrap();
        let came = answer.frame().await.unwrap().unwrap();
        assert_eq!(came.into_data().unwrap(), piece);
    }
    drop(sender);
    assert!(answer.frame().await.is_none());
}

/// A server that says `bytes` to every request, and then waits until its client is gone. Of each it tells
/// when the request came and when the client went.
async fn watching(bytes: &'static str) -> (HttpServer, mpsc::Receiver<&'static str>) {
    let (tell, told) = mpsc::channel(2);
    let server = HttpServer::raw(move |mut stream| {
        let tell = tell.clone();
        async move {
            let mut read = vec![0; PIECE];
            assert!(stream.read(&mut read).await.unwrap() > 0);
            tell.send("came").await.unwrap();
            stream.write_all(bytes.as_bytes()).await.unwrap();
            while stream.read(&mut read).await.is_ok_and(|size| size > 0) {}
            tell.send("gone").await.unwrap();
        }
    });
    (server.await, told)
}

/// NET.8
#[tokio::test]
async fn a_client_that_goes_away_ends_the_request_upstream() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
    let (server, mut told) = watching(head).await;
    let host = host();
    let function = host.function("default", "http").unwrap();
    let request = Request::get(&query(&server.url("/"), &[]));
    let mut answer = function.start(request).await.into_body();
    let half = answer.frame().await.unwrap().unwrap();
    assert_eq!(half.into_data().unwrap(), "half");
    assert_eq!(told.recv().await, Some("came"));
    drop(answer);
    assert_eq!(told.recv().await, Some("gone"));
    works(&host).await;
}

/// NET.8
#[tokio::test]
async fn a_client_that_goes_away_before_the_head_ends_the_request_upstream() {
    let (server, mut told) = watching("").await;
    let host = host();
    let function = host.function("default", "http").unwrap();
    let request = Request::get(&query(&server.url("/"), &[]));
    tokio::select! {
        _ = function.start(request) => panic!("there is no answer"),
        came = told.recv() => assert_eq!(came, Some("came")),
    }
    assert_eq!(told.recv().await, Some("gone"));
    works(&host).await;
}

/// NET.8
#[tokio::test]
async fn an_upload_ends_with_the_response_that_nobody_reads() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nearly";
    let (server, mut told) = watching(head).await;
    let host = host();
    let (body, taken) = pieces(usize::MAX);
    let held = Arc::downgrade(&taken);
    drop(taken);
    let target = query(&server.url("/"), &[("verb", "POST"), ("read", "drop")]);
    let request = Request::post(&target).body(RequestBody::stream(body));
    assert_eq!(invoke(&host, request).await.status, 200);
    assert_eq!(told.recv().await, Some("came"));
    assert_eq!(told.recv().await, Some("gone"));
    until(|| held.strong_count() == 0).await;
    works(&host).await;
}

/// NET.8
#[tokio::test]
async fn a_time_limit_ends_the_request_upstream() {
    let (server, mut told) = watching("").await;
    let limits = momento_functions_test_host::Limits::default();
    let limits = limits.with_time(std::time::Duration::from_secs(1));
    let host = super::deployed(momento_functions_test_host::Host::builder().limits(limits));
    let function = host.function("default", "http").unwrap();
    let request = Request::get(&query(&server.url("/"), &[]));
    let outcome = function.invoke(request).await;
    assert_eq!(outcome.response.status, 504, "{outcome:?}");
    assert_eq!(told.recv().await, Some("came"));
    assert_eq!(told.recv().await, Some("gone"));
}

/// Waits until something is so.
async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        tokio::task::yield_now().await;
    }
}
