//! Connections are kept, and are the host's.

use super::support::http_server::{HttpServer, certified, response};
use super::{host, host_with, send};
use std::io::Write as _;
use tempfile::NamedTempFile;

/// NET.6
#[tokio::test]
async fn connections_are_kept_and_shared_by_functions() {
    let server = HttpServer::start(|_| async { response(200, "hello") }).await;
    let host = host();
    for _ in 0..3 {
        assert_eq!(send(&host, &server.url("/"), &[]).await.text(), "hello");
    }
    let other = super::support::guest("http");
    let other = host.deploy_to("shop", "http", other).unwrap();
    let request = momento_functions_test_host::Request::post(&super::query(&server.url("/"), &[]));
    assert_eq!(other.invoke(request).await.response.text(), "hello");
    assert_eq!(server.connections(), 1);
}

/// NET.6
#[test]
fn a_host_is_used_from_one_runtime_after_another() {
    let runtime = || {
        let builder = &mut tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let servers = tokio::runtime::Runtime::new().unwrap();
    let server = servers.block_on(HttpServer::start(|_| async { response(200, "hello") }));
    let host = host();
    // A runtime that is there and does not run, and one that is gone: neither drives a connection.
    let stopped = runtime();
    for used in [&stopped, &runtime(), &stopped, &runtime()] {
        let response = used.block_on(send(&host, &server.url("/"), &[]));
        assert_eq!(response.text(), "hello");
    }
    drop(stopped);
    let response = runtime().block_on(send(&host, &server.url("/"), &[]));
    assert_eq!(response.text(), "hello");
}

/// NET.6
#[tokio::test]
async fn a_connection_that_its_server_closed_is_made_anew() {
    let server = HttpServer::start(|_| async {
        let mut response = response(200, "hello");
        let close = http::HeaderValue::from_static("close");
        response.headers_mut().insert("connection", close);
        response
    });
    let (server, host) = (server.await, host());
    for _ in 0..3 {
        assert_eq!(send(&host, &server.url("/"), &[]).await.text(), "hello");
    }
    assert_eq!(server.connections(), 3);
}

/// NET.6
#[tokio::test]
async fn http_2_is_spoken_where_the_server_offers_it() {
    for (protocols, version) in [
        (&["h2", "http/1.1"][..], "HTTP/2.0"),
        (&["http/1.1"], "HTTP/1.1"),
        (&[], "HTTP/1.1"),
    ] {
        let certified = certified("localhost", protocols);
        let server = HttpServer::tls(certified.acceptor.clone(), |request| async move {
            let authority = request.uri().authority().is_some();
            response(200, format!("{:?} {authority}", request.version()))
        });
        let server = server.await;
        let (_file, host) = trusting(&certified.authority);
        let url = server.url_at("localhost", "/");
        let expected = format!("{version} {}", version == "HTTP/2.0");
        for _ in 0..2 {
            let response = send(&host, &url, &[("header", "connection: close")]).await;
            assert_eq!(response.text(), expected);
        }
        assert_eq!(server.connections(), 1);
    }
}

/// A host that trusts an authority, which stands in the file.
pub fn trusting(authority: &str) -> (NamedTempFile, momento_functions_test_host::Host) {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(authority.as_bytes()).unwrap();
    let host = host_with(&format!("certificates = {:?}", file.path()));
    (file, host)
}
