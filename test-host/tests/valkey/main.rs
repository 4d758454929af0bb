//! Valkey: functions send commands to clusters that the configuration names, and to servers that they name.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod commands;
mod configured;
mod losses;
mod nodes;
mod older;
mod replies;
#[path = "../support/mod.rs"]
mod support;
mod tls;

use http::Method;
use momento_functions_test_host::{Configuration, Host, LocalValkey, Request, Response};
use support::redis_server::RedisServer;

/// A host whose functions know a server as `main`.
fn host(server: &LocalValkey) -> Host {
    let mut configuration = Configuration::default();
    let clusters = &mut configuration.local.valkey;
    clusters.insert("main".to_owned(), server.clone());
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    host.deploy("valkey", support::guest("valkey")).unwrap();
    host
}

/// A server of its own, and a host that knows it.
fn server() -> Option<(RedisServer, Host)> {
    let server = RedisServer::start()?;
    let host = host(&LocalValkey::new(server.url()));
    Some((server, host))
}

/// Sends words to the cluster `main`.
async fn ask(host: &Host, words: &str) -> String {
    let response = send(
        host,
        Method::GET,
        &words.split(' ').collect::<Vec<_>>(),
        b"",
    )
    .await;
    response.text().into_owned()
}

/// Sends words, and with any method but GET a last argument, to the cluster `main`.
async fn send(host: &Host, method: Method, words: &[&str], last: &[u8]) -> Response {
    let target = target(words);
    let function = host.function("default", "valkey").unwrap();
    let request = Request::new(method, &target).body(last.to_vec());
    let outcome = function.invoke(request).await;
    assert!(outcome.error.is_none(), "{:?}", outcome.error);
    outcome.response
}

fn target(words: &[&str]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(words.iter().map(|word| ("a", word)));
    format!("/main?{}", query.finish())
}
