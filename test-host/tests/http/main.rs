//! Outbound HTTP, by functions against servers on loopback.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

#[path = "../support/mod.rs"]
mod support;

mod connections;
mod contracts;
mod egress;
mod errors;
mod redirects;
mod requests;
mod scripts;
mod signing;
mod streaming;
mod unscripted;

use momento_functions_test_host::{Configuration, Host, HostBuilder, Request, Response};
use url::form_urlencoded::Serializer;

/// A host that is not configured, with the function that sends requests.
fn host() -> Host {
    deployed(Host::builder())
}

/// A host with an `[egress]`, and whatever else stands below it.
fn host_with(egress: &str) -> Host {
    let configuration = Configuration::from_toml(&format!("[egress]\n{egress}")).unwrap();
    deployed(Host::builder().configuration(configuration))
}

fn deployed(builder: HostBuilder) -> Host {
    let host = builder.build().unwrap();
    host.deploy("http", support::guest("http")).unwrap();
    host
}

/// What the function is to be asked for a request of a URL, and of what else is said.
fn query(url: &str, more: &[(&str, &str)]) -> String {
    let mut query = Serializer::new("?".to_owned());
    query.append_pair("url", url).extend_pairs(more);
    query.finish()
}

async fn send(host: &Host, url: &str, more: &[(&str, &str)]) -> Response {
    invoke(host, Request::post(&query(url, more))).await
}

async fn invoke(host: &Host, request: Request) -> Response {
    let outcome = host
        .function("default", "http")
        .unwrap()
        .invoke(request)
        .await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    outcome.response
}

/// The error that a request ends in.
async fn failed(host: &Host, url: &str, more: &[(&str, &str)]) -> String {
    let response = send(host, url, more).await;
    assert_eq!(response.status, 502, "{response:?}");
    response.text().into_owned()
}

/// A server that answers everybody, to see that the host is well.
async fn works(host: &Host) {
    let server = support::http_server::HttpServer::start(|_| async {
        support::http_server::response(200, "well")
    });
    let response = send(host, &server.await.url("/"), &[]).await;
    assert_eq!((response.status, &*response.text()), (200, "well"));
}
