//! How much memory a large body takes that only passes through: in a process of its own, whose memory is
//! measured.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bytes::Bytes;
use http::Response;
use http_body::Frame;
use http_body_util::BodyExt as _;
use momento_functions_test_host::{Function, Host, Request, RequestBody};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use support::http_server::{Body, HttpServer, response};
use support::process::growth;

const GIB: usize = 1 << 30;
const MIB: usize = 1 << 20;
const PIECE: usize = 64 << 10;

/// A body of as many bytes as are left.
struct Bulk {
    left: usize,
}

impl http_body::Body for Bulk {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= PIECE;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'a'; PIECE])))))
    }
}

fn bulk(size: usize) -> Body {
    let bulk = Bulk { left: size };
    bulk.map_err(|never| match never {}).boxed_unsync()
}

async fn length(
    mut body: impl http_body::Body<Data = Bytes, Error: std::fmt::Debug> + Unpin,
) -> usize {
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        length += frame.unwrap().into_data().unwrap().len();
    }
    length
}

/// Counts what is sent to `/up`, and sends a GiB to whoever asks for `/down`.
async fn upstream() -> HttpServer {
    HttpServer::start(|request| async {
        match request.uri().path() {
            "/down" => Response::new(bulk(GIB)),
            _ => response(200, length(request.into_body()).await.to_string()),
        }
    })
    .await
}

async fn upload(proxy: &Function, server: &HttpServer, size: usize) {
    let target = format!("?upstream={}", server.url("/up"));
    let body = RequestBody::stream(Bulk { left: size });
    let outcome = proxy.invoke(Request::post(&target).body(body)).await;
    assert_eq!(outcome.response.text(), size.to_string(), "{outcome:?}");
}

async fn download(proxy: &Function, server: &HttpServer) {
    let target = format!("?upstream={}", server.url("/down"));
    let response = proxy.start(Request::post(&target)).await;
    assert_eq!(response.status(), 200);
    assert_eq!(length(response.into_body()).await, GIB);
}

/// NET.8
#[tokio::test]
async fn a_gibibyte_through_the_proxy_takes_less_than_sixteen_mebibytes() {
    let host = Host::builder().build().unwrap();
    let proxy = host
        .deploy("proxy", support::example("http-proxy"))
        .unwrap();
    let server = upstream().await;
    // What is made once for all calls is not what a body takes.
    upload(&proxy, &server, MIB).await;
    for (way, grown) in [
        ("up", growth(upload(&proxy, &server, GIB)).await),
        ("down", growth(download(&proxy, &server)).await),
    ] {
        println!("{way}: {} KiB", grown / 1024);
        assert!(grown < 16 * MIB, "{way}: {grown} bytes");
    }
    assert_eq!(
        server.connections(),
        1,
        "the measured calls use what the first one made"
    );
}
