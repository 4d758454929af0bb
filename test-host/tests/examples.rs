//! Every example answers as its README says, however it is built.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_test_host::service::Service;
use momento_functions_test_host::{
    Configuration, Function, Host, InvocationError, Request, Response,
};
use std::fs;
use std::future::pending;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use support::readme::{Exchange, curl, exchanges, matches, words};
use support::redis_server::RedisServer;

/// Where `cargo momento serve` listens, and the READMEs call.
const ADDRESS: &str = "127.0.0.1:8080";

/// Gives the component of an example, by its name.
type Build = fn(&str) -> Vec<u8>;

/// Where an example's `momento.toml` says that its Valkey server is.
const SERVER: &str = "redis://127.0.0.1:6379";

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// The request that a curl line makes.
fn request(command: &str, function: &str, address: SocketAddr) -> Request {
    let url = format!("http://{address}/functions/default/{function}");
    let curl = curl(command, &url);
    let request = Request::new(curl.method, &curl.target).body(curl.body);
    let headers = curl.headers.into_iter();
    headers.fold(request, |request, (name, value)| {
        request.header(name, value)
    })
}

/// What `curl -i` prints of a response, the server's own headers left out.
fn printed(response: &Response) -> String {
    let status = http::StatusCode::from_u16(response.status).expect("a status");
    let mut text = format!("HTTP/1.1 {status}\n");
    for (name, value) in &response.headers {
        text += &format!("{name}: {}\n", value.to_str().expect("text"));
    }
    text += "\n";
    text + response.text().trim_end()
}

/// The example's `momento.toml`, where there is one.
fn configuration(name: &str) -> Option<String> {
    fs::read_to_string(examples().join(name).join("momento.toml")).ok()
}

/// Puts a server of the test's own in the place of the one that a configuration names. None where there is
/// no program to start: the example is skipped, and the output says so.
fn with_server(configuration: &str) -> Option<(RedisServer, String)> {
    let server = RedisServer::start()?;
    let configuration = configuration.replace(SERVER, &server.url());
    Some((server, configuration))
}

/// A host as `cargo momento serve examples/*` makes it for the example's `momento.toml`.
fn host(configuration: &str, all: &[String], component: Build) -> Host {
    let configuration = Configuration::from_toml(configuration).expect("a configuration");
    let host = Host::builder().configuration(configuration);
    let host = host.build().expect("a host");
    for name in all {
        host.deploy(name, component(name)).expect("it deploys");
    }
    host
}

/// What `cargo momento invoke` prints of a spawn function.
async fn ran(function: &Function, command: &str) -> String {
    let path = format!("examples/{}", function.name());
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ["cargo", "momento", "invoke", given, "--data", payload] = words.as_slice() else {
        panic!("{command} is no line that runs a spawn function");
    };
    assert_eq!(*given, path);
    let spawned = function.spawn(payload.to_string()).expect("it is spawned");
    let result = spawned.outcome().await.result.expect("it returns");
    match result.is_ok() {
        true => result.note().unwrap_or_default().to_owned(),
        false => format!("error: {result}"),
    }
}

/// What comes of a line of the README, and why, where that is known.
async fn outcome(
    function: &Function,
    command: &str,
    address: SocketAddr,
) -> (String, Option<InvocationError>) {
    if function.kind().is_spawn() {
        return (ran(function, command).await, None);
    }
    let request = request(command, function.name(), address);
    let outcome = function.invoke(request).await;
    (printed(&outcome.response), outcome.error)
}

/// Calls an example as its README does, while its host is served: a function may call another there.
async fn check(host: &Host, name: &str) -> usize {
    let service = Service::builder(host.clone());
    let service = service.bind(([127, 0, 0, 1], 0).into()).await;
    let service = service.expect("an address");
    let address = service.local_addr();
    tokio::select! {
        () = service.run(pending()) => panic!("the service ended"),
        calls = calls(host, name, address) => calls,
    }
}

async fn calls(host: &Host, name: &str, address: SocketAddr) -> usize {
    let readme = fs::read_to_string(examples().join(name).join("README.md")).expect("a README");
    let function = host.function("default", name).expect("it is deployed");
    let exchanges = exchanges(&readme);
    for Exchange { command, answer } in &exchanges {
        let command = command.replace(ADDRESS, &address.to_string());
        let (actual, error) = outcome(&function, &command, address).await;
        assert!(
            matches(answer, &actual),
            "{name}: {command}\n--- README\n{answer}\n--- answer\n{actual}\n{error:?}",
        );
        // The next line may ask for what this one has spawned.
        host.spawned().await;
    }
    exchanges.len()
}

#[tokio::test]
async fn every_example_answers_as_its_readme_says() {
    check_all(support::example).await;
}

#[tokio::test]
async fn every_example_answers_so_as_a_lean_function() {
    check_all(support::lean_example).await;
}

async fn check_all(component: Build) {
    let mut names: Vec<String> = fs::read_dir(examples())
        .expect("the examples")
        .map(|entry| {
            entry
                .expect("an example")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    // What is compiled is shared for as long as one host has it.
    let mut hosts = Vec::new();
    for name in &names {
        let mut configuration = configuration(name).unwrap_or_default();
        let mut server = None;
        if configuration.contains(SERVER) {
            let Some(started) = with_server(&configuration) else {
                continue;
            };
            (server, configuration) = (Some(started.0), started.1);
        }
        let host = host(&configuration, &names, component);
        let shown = check(&host, name).await;
        assert!(shown > 0, "the README of {name} shows no call");
        drop(server);
        hosts.push(host);
    }
}
