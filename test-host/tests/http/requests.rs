//! What is sent, and what comes back.

use super::support::http_server::{HttpServer, read, response};
use super::{host, invoke, query, send, works};
use http::Response;
use momento_functions_test_host::Request;

/// Answers with the request as the server sees it.
async fn mirror() -> HttpServer {
    HttpServer::start(|request| async {
        let line = format!("{} {}\n", request.method(), request.uri());
        let headers = request.headers().iter();
        let headers: String = headers
            .filter(|(name, _)| *name != "host")
            .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
            .collect();
        let body = read(request).await;
        response(200, format!("{line}{headers}\n{body}"))
    })
    .await
}

/// NET.1
#[tokio::test]
async fn a_response_with_any_status_is_a_response() {
    let server = HttpServer::start(|request| async move {
        let status = request.uri().path().trim_start_matches('/').parse();
        let response = Response::builder().status(status.unwrap_or(200_u16));
        let response = response.header("x-a", "1").header("x-a", "2");
        response
            .body(super::support::http_server::text("body"))
            .unwrap()
    });
    let (server, host) = (server.await, host());
    for status in [200, 201, 404, 418, 500, 503, 599] {
        let response = send(&host, &server.url(&format!("/{status}")), &[]).await;
        assert_eq!((response.status, &*response.text()), (status, "body"));
        let values: Vec<_> = response.headers.get_all("x-a").iter().collect();
        assert_eq!(values, ["1", "2"]);
    }
}

/// NET.1
#[tokio::test]
async fn a_body_is_not_decompressed() {
    let server = HttpServer::start(|_| async {
        let response = Response::builder().header("content-encoding", "gzip");
        let body = super::support::http_server::text(&b"\x1f\x8b\x08no gzip"[..]);
        response.body(body).unwrap()
    });
    let (server, host) = (server.await, host());
    let response = send(&host, &server.url("/"), &[]).await;
    assert_eq!(response.header("content-encoding"), Some("gzip"));
    assert_eq!(&response.body[..], b"\x1f\x8b\x08no gzip");
}

/// NET.7
#[tokio::test]
async fn a_request_goes_out_as_it_is_given() {
    let (server, host) = (mirror().await, host());
    let more = [
        ("verb", "PUT"),
        ("header", "X-B: 1"),
        ("header", "accept: text/html"),
        ("header", "x-b: 2"),
        ("body", "inline"),
    ];
    let response = send(&host, &server.url("/a%20b?c=d&c=%26#e"), &more).await;
    let expected = "PUT /a%20b?c=d&c=%26\n\
        x-b: 1\nx-b: 2\naccept: text/html\ncontent-length: 6\n\ninline";
    assert_eq!(response.text(), expected);
}

/// NET.7
#[tokio::test]
async fn nothing_is_added_but_what_http_wants() {
    let (server, host) = (mirror().await, host());
    let response = send(&host, &server.url("/"), &[]).await;
    assert_eq!(response.text(), "GET /\n\n");
    let response = send(&host, &server.url("/"), &[("verb", "POST")]).await;
    assert_eq!(response.text(), "POST /\ncontent-length: 0\n\n");
    let response = send(&host, &server.url("/"), &[("verb", "PURGE")]).await;
    assert!(response.text().starts_with("PURGE /\n"), "{response:?}");
}

/// NET.7
#[tokio::test]
async fn headers_that_are_the_hosts_do_not_go_out() {
    let server = HttpServer::start(|request| async move {
        let host = request.headers().get_all("host").iter().count();
        let length = request.headers().get("content-length").cloned();
        let body = read(request).await;
        response(200, format!("{host} {length:?} {body}"))
    });
    let (server, host) = (server.await, host());
    let more = [
        ("verb", "POST"),
        ("header", "host: elsewhere.test"),
        ("header", "content-length: 1"),
        ("header", "transfer-encoding: chunked"),
        ("header", "connection: close"),
        ("body", "whole"),
    ];
    let response = send(&host, &server.url("/"), &more).await;
    assert_eq!(response.text(), "1 Some(\"5\") whole");
    let response = send(&host, &server.url("/"), &more).await;
    assert_eq!(response.status, 200);
    assert_eq!(
        server.connections(),
        1,
        "`connection: close` is dropped, too"
    );
}

/// NET.7
#[tokio::test]
async fn a_body_that_stays_with_the_host_is_sent_from_there() {
    let (server, host) = (mirror().await, host());
    let target = query(&server.url("/"), &[("verb", "POST")]);
    let response = invoke(&host, Request::post(&target).body("handed on")).await;
    let expected = "POST /\ncontent-length: 9\n\nhanded on";
    assert_eq!(response.text(), expected);
}

/// NET.7
#[tokio::test]
async fn a_head_request_gets_a_head() {
    let server = HttpServer::start(|_| async { response(200, "four") }).await;
    let host = host();
    let response = send(
        &host,
        &server.url("/"),
        &[("verb", "HEAD"), ("read", "all")],
    )
    .await;
    assert_eq!(response.text(), "0 bytes");
    works(&host).await;
}
