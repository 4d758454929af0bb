//! Each error, by a server that fails so; after each the next call works.

use super::connections::trusting;
use super::support::http_server::{HttpServer, certified, response};
use super::support::nobody::Nobody;
use super::support::{Step, arriving, piece};
use super::{failed, host, host_with, invoke, query, send, works};
use momento_functions_test_host::{Configuration, Host, Request};
use std::future::pending;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Reads a request's head.
async fn head(stream: &mut TcpStream) {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(stream.read_u8().await.unwrap());
    }
}

/// Answers every request with these bytes, and closes.
async fn says(bytes: &'static str) -> HttpServer {
    HttpServer::raw(move |mut stream| async move {
        head(&mut stream).await;
        stream.write_all(bytes.as_bytes()).await.unwrap();
    })
    .await
}

fn begins(error: &str, with: &str) {
    assert!(error.starts_with(with), "{error}");
}

/// NET.3
#[tokio::test]
async fn a_url_that_cannot_be_requested_is_invalid() {
    let host = host();
    for (url, error) in [
        (
            "http://",
            "InvalidUrl { url: \"http://\", error: \"it has no host\" }",
        ),
        ("", "InvalidUrl { url: \"\", error: \"it has no scheme"),
        (
            "a.test/b",
            "InvalidUrl { url: \"a.test/b\", error: \"it has no scheme",
        ),
        (
            "ftp://a.test/",
            "InvalidUrl { url: \"ftp://a.test/\", error: \"its scheme is `ftp`",
        ),
        (
            "http://u:hidden@a.test/",
            "InvalidUrl { url: \"http://a.test/\", error: \"it has a user",
        ),
    ] {
        begins(&failed(&host, url, &[]).await, error);
        works(&host).await;
    }
}

/// NET.3
#[tokio::test]
async fn a_header_that_http_does_not_allow_is_invalid_and_nothing_is_sent() {
    let server = HttpServer::start(|_| async { response(200, "") }).await;
    let host = host();
    for (header, error) in [
        ("a b: c", "InvalidHeaderName { header: \"a b\""),
        (": c", "InvalidHeaderName { header: \"\""),
        ("a\r\nb: c", "InvalidHeaderName { header: \"a\\r\\nb\""),
        (
            "x-a: b\r\nc: d",
            "InvalidHeaderValue { error: \"that of `x-a` has a line break",
        ),
        ("x-a: b\0", "InvalidHeaderValue { error: \"that of `x-a`"),
    ] {
        let told = failed(&host, &server.url("/"), &[("header", header)]).await;
        begins(&told, error);
        works(&host).await;
    }
    let secret = [("header", "authorization: hidden\n")];
    let told = failed(&host, &server.url("/"), &secret).await;
    assert!(
        told.ends_with("} \"\"") && !told.contains("hidden"),
        "{told}"
    );
    assert_eq!(server.connections(), 0);
}

/// NET.3
#[tokio::test]
async fn a_method_that_is_none_is_a_request_error() {
    let host = host();
    for verb in ["", "GET /", "G\r\nT", "CONNECT"] {
        let told = failed(&host, "http://127.0.0.1/", &[("verb", verb)]).await;
        begins(&told, "RequestError(\"the method ");
    }
    works(&host).await;
}

/// NET.3
#[tokio::test]
async fn a_server_that_is_not_there_is_a_failed_connection() {
    let (host, nobody) = (host(), Nobody::new());
    begins(
        &failed(&host, &format!("http://{}/", nobody.address()), &[]).await,
        "ConnectionFailed(\"127.0.0.1:",
    );
    works(&host).await;
    begins(
        &failed(&host, "http://nobody.invalid/", &[]).await,
        "ConnectionFailed(\"nobody.invalid has no address",
    );
    works(&host).await;
}

/// NET.3
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_nobody_takes_is_a_connect_timeout() {
    // Whoever comes after those that wait already gets no answer.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let waiting = [
        TcpStream::connect(address).await.unwrap(),
        TcpStream::connect(address).await.unwrap(),
    ];
    let url = format!("http://{address}/");
    // Enough for who is taken, on a busy machine and with certificates to read, too.
    let hurried = host_with("connect-timeout-milliseconds = 2000");
    let told = failed(&hurried, &url, &[]).await;
    assert_eq!(told, "ConnectTimeout(\"there was no connection in 2s\")");
    works(&hurried).await;
    let host = host();
    let told = failed(&host, &url, &[("timeout", "50")]).await;
    assert_eq!(told, "ConnectTimeout(\"there was no connection in 50ms\")");
    works(&host).await;
    drop(waiting);
}

/// NET.3
#[tokio::test]
async fn a_head_that_does_not_come_is_a_timeout() {
    let server = HttpServer::raw(|mut stream| async move {
        head(&mut stream).await;
        pending().await
    });
    let (server, host) = (server.await, host());
    // The first call of a host reads certificates.
    works(&host).await;
    let told = failed(&host, &server.url("/"), &[("timeout", "1000")]).await;
    assert_eq!(told, "Timeout(\"the response's head did not come in 1s\")");
    works(&host).await;
}

/// NET.3
#[tokio::test]
async fn a_body_that_does_not_come_to_be_signed_is_a_timeout() {
    let host = host();
    let signed = [("secret", "key"), ("service", "s3"), ("timeout", "50")];
    let target = query("http://127.0.0.1:1/", &signed);
    let (body, _) = arriving([piece("half"), Step::Stall, Step::Stall, Step::Stall]);
    let response = invoke(&host, Request::post(&target).body(body)).await;
    assert_eq!(response.status, 502);
    let told = response.text();
    assert_eq!(told, "Timeout(\"the request was not signed in 50ms\")");
    works(&host).await;
}

/// NET.3
#[tokio::test]
async fn a_connection_that_ends_before_the_head_is_interrupted() {
    let host = host();
    for bytes in ["", "HTTP/1.1 200 OK\r\ncontent-le"] {
        let server = says(bytes).await;
        let told = failed(&host, &server.url("/"), &[]).await;
        begins(&told, "ConnectionInterrupted(\"");
        works(&host).await;
    }
}

/// NET.3
#[tokio::test]
async fn what_is_no_http_is_a_malformed_response() {
    let host = host();
    for bytes in [
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/1.1 9 Nine\r\n\r\n",
        "HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
    ] {
        let server = says(bytes).await;
        let told = failed(&host, &server.url("/"), &[]).await;
        begins(&told, "MalformedResponse(\"");
        works(&host).await;
    }
}

/// NET.7
#[tokio::test]
async fn a_response_has_at_most_256_headers_and_64_kib_of_them() {
    let host = host();
    let end = "connection: close\r\ncontent-length: 0\r\n\r\n";
    let rest = "connectionclosecontent-length0a".len();
    for (headers, fits) in [
        ("a: b\r\n".repeat(254), true),
        ("a: b\r\n".repeat(255), false),
        (format!("a: {}\r\n", "b".repeat((64 << 10) - rest)), true),
        (
            format!("a: {}\r\n", "b".repeat((64 << 10) - rest + 1)),
            false,
        ),
        (format!("a: {}\r\n", "b".repeat(1 << 20)), false),
    ] {
        let server = says(format!("HTTP/1.1 200 OK\r\n{headers}{end}").leak()).await;
        let response = send(&host, &server.url("/"), &[("read", "status")]).await;
        let refused = response.text().starts_with("MalformedResponse(\"");
        assert_eq!(
            (response.status == 200, refused),
            (fits, !fits),
            "{response:?}"
        );
        works(&host).await;
    }
}

/// NET.3
#[tokio::test]
async fn a_server_that_closes_mid_body_breaks_the_body_off() {
    let host = host();
    for bytes in [
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ] {
        let server = says(bytes).await;
        let response = send(&host, &server.url("/"), &[("read", "all")]).await;
        assert_eq!(response.status, 200);
        begins(&response.text(), "4 bytes, then: the body broke off: ");
        works(&host).await;
    }
}

/// NET.3
#[tokio::test]
async fn a_body_of_the_request_that_breaks_off_is_a_request_error() {
    let server = HttpServer::raw(|mut stream| async move {
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let (server, host) = (server.await, host());
    let (body, _) = arriving([piece("half"), Step::Fail("cut")]);
    let target = query(&server.url("/"), &[("verb", "POST")]);
    let response = invoke(&host, Request::post(&target).body(body)).await;
    assert_eq!(
        response.text(),
        "RequestError(\"the request's body did not come whole: the body broke off: cut\")"
    );
    works(&host).await;
}

/// NET.3
#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_a_tls_error() {
    let mine = certified("localhost", &["http/1.1"]);
    let server = HttpServer::tls(mine.acceptor, |_| async { response(200, "in") }).await;
    let (_file, host) = trusting(&mine.authority);
    let trusted = send(&host, &server.url_at("localhost", "/"), &[]).await;
    assert_eq!(trusted.text(), "in");
    // The name is another one.
    let told = failed(&host, &server.url("/"), &[]).await;
    begins(
        &told,
        "TlsError(\"invalid peer certificate: certificate not valid for name",
    );
    works(&host).await;
    // The authority is another one.
    let host = super::host();
    let told = failed(&host, &server.url_at("localhost", "/"), &[]).await;
    begins(&told, "TlsError(\"invalid peer certificate: UnknownIssuer");
    works(&host).await;
}

/// NET.3
#[tokio::test]
async fn a_server_without_tls_is_a_tls_error() {
    let host = host();
    let plain = HttpServer::start(|_| async { response(200, "") }).await;
    let url = format!("https://localhost:{}/", plain.port());
    begins(&failed(&host, &url, &[]).await, "TlsError(\"");
    works(&host).await;
    let gone = HttpServer::raw(|stream| async { drop(stream) }).await;
    let url = format!("https://localhost:{}/", gone.port());
    begins(&failed(&host, &url, &[]).await, "TlsError(\"");
    works(&host).await;
}

/// NET.3
#[test]
fn certificates_that_cannot_be_read_are_told_when_the_host_is_built() {
    let build = |path: &std::path::Path| {
        let text = format!("[egress]\ncertificates = {path:?}");
        let configuration = Configuration::from_toml(&text).unwrap();
        let built = Host::builder().configuration(configuration).build();
        built.map(drop).unwrap_err().to_string()
    };
    let folder = tempfile::tempdir().unwrap();
    let missing = build(&folder.path().join("none.pem"));
    begins(&missing, "`egress.certificates` in momento.toml: ");
    let wrong = folder.path().join("wrong.pem");
    std::fs::write(&wrong, "no certificate").unwrap();
    assert!(build(&wrong).contains("there is no certificate in it"));
    let broken = "-----BEGIN CERTIFICATE-----\naaaa\n-----END CERTIFICATE-----\n";
    std::fs::write(&wrong, broken).unwrap();
    assert!(build(&wrong).contains("a certificate in it cannot be used"));
}

/// NET.3
#[test]
fn a_connect_timeout_of_nothing_is_told_when_the_host_is_built() {
    let text = "[egress]\nconnect-timeout-milliseconds = 0";
    let configuration = Configuration::from_toml(text).unwrap();
    let error = Host::builder().configuration(configuration).build();
    let error = error.map(drop).unwrap_err().to_string();
    begins(
        &error,
        "`egress.connect-timeout-milliseconds` in momento.toml",
    );
}
