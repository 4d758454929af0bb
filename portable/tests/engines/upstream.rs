//! Servers that a function calls.

use std::convert::Infallible;
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Response;
use http_body::Frame;
use http_body_util::BodyExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use super::http_server::HttpServer;

/// What a test sends as a server's answer, a piece at a time.
pub type Pieces = mpsc::Sender<&'static str>;

/// A body of what comes by a channel.
struct Arriving(mpsc::Receiver<&'static str>);

impl http_body::Body for Arriving {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| Some(Ok(Frame::data(Bytes::from_static(piece?.as_bytes())))))
    }
}

/// A server whose only answer is what the test sends, when it sends it.
pub async fn sending() -> (HttpServer, Pieces) {
    let (send, arrive) = mpsc::channel(1);
    let body = Arc::new(Mutex::new(Some(Arriving(arrive))));
    let server = HttpServer::start(move |_| {
        let body = body.lock().unwrap().take().expect("it is called once");
        let body = body.map_err(|never| match never {}).boxed_unsync();
        let response = Response::builder().header("content-type", "text/event-stream");
        async move { response.body(body).unwrap() }
    });
    (server.await, send)
}

/// A server that promises ten bytes, sends four and ends.
pub async fn cut() -> HttpServer {
    HttpServer::raw(|mut stream| async move {
        read_head(&mut stream).await;
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nfour";
        end_with(stream, head).await;
    })
    .await
}

/// A server whose answer comes in chunks that break off.
pub async fn cut_chunks() -> HttpServer {
    HttpServer::raw(|mut stream| async move {
        read_head(&mut stream).await;
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n";
        end_with(stream, head).await;
    })
    .await
}

/// A server that takes a request, and never answers.
pub async fn silent() -> HttpServer {
    HttpServer::raw(|stream| async move {
        let _open = stream;
        pending().await
    })
    .await
}

/// A server that ends each connection when its request has come.
pub async fn closing() -> HttpServer {
    HttpServer::raw(|mut stream| async move {
        read_head(&mut stream).await;
        end_with(stream, "").await;
    })
    .await
}

/// Sends the last that there is, and waits until its client has it: what a closed connection has not read may be
/// lost with what it has sent.
pub async fn end_with(mut stream: TcpStream, last: &str) {
    let _ = stream.write_all(last.as_bytes()).await;
    let _ = stream.shutdown().await;
    let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
}

pub async fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
}
