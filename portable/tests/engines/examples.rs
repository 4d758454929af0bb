//! Every example answers on the engine as its README says.

use super::both::{Data, Place, compose_as};
use super::client::{Answer, Call};
use super::engine::{self, Engine, Options};
use super::guests::{example, lean_example};
use super::readme::{Curl, curl, exchanges, matches};
use super::same;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Where `cargo momento serve` listens, and the READMEs call.
const ADDRESS: &str = "http://127.0.0.1:8080";

/// Examples that other examples call.
const CALLED: [&str; 2] = ["web-proxy-body", "web-sse"];

/// Examples whose services an engine does not have: they are told so by a typed error.
const UNAVAILABLE: &[&str] = &[
    "ddb-accelerator",
    "lambda-call",
    "s3-put-get",
    "secrets",
    "token-vending",
    "valkey-counter",
];

/// Lines of a README to which an engine has another answer: the example, a part of the line, and the answer.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "http-proxy",
        "nobody.invalid",
        "HTTP/1.1 500 Internal Server Error\ncontent-type: text/plain; charset=utf-8\n\n\
         An error occurred during function invocation: ConnectionFailed(…",
    ),
    (
        "spawn-start",
        "-d 'to be",
        "HTTP/1.1 500 Internal Server Error\ncontent-type: text/plain; charset=utf-8\n\n\
         An error occurred during function invocation: FunctionNotFound…",
    ),
    // Nothing was spawned, and nothing is found; so does the first line of its README.
    (
        "spawn-start",
        "/spawn-start",
        "HTTP/1.1 404 Not Found\ncontent-type: text/plain; charset=utf-8\n\nNot Found",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// The example that is no web function: it is refused when it is composed.
pub const SPAWNED: &str = "spawn-work";

/// All examples that can be composed.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != SPAWNED).collect();
    names.sort();
    names
}

/// Where the functions are that others call, and the data of all.
async fn surroundings() -> Data {
    let data = Data::serve().await;
    for name in CALLED {
        data.host.deploy(name, example(name)).unwrap();
    }
    data
}

/// POR.20
#[tokio::test]
async fn every_example_answers_as_its_readme_says() {
    check_all(example).await;
}

/// POR.20
#[tokio::test]
async fn every_lean_example_answers_as_its_readme_says() {
    check_all(lean_example).await;
}

async fn check_all(build: fn(&str) -> Vec<u8>) {
    if engine::program().is_none() {
        return;
    }
    let mut wrong = Vec::new();
    for name in names() {
        wrong.extend(check(&name, &build(&name)).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Makes each call of a README, and tells of those that were answered otherwise.
async fn check(name: &str, component: &[u8]) -> Vec<String> {
    let data = surroundings().await;
    let composed = compose_as(name, component, data.served.address);
    let engine = Engine::start(&composed.bytes, &Options::default()).await;
    let engine = engine.unwrap();
    let place = Place::on(&engine);
    let readme = fs::read_to_string(folder().join(name).join("README.md")).unwrap();
    let (mut wrong, mut told) = (Vec::new(), 0);
    for exchange in exchanges(&readme) {
        let curl = curl(
            &exchange.command,
            &format!("{ADDRESS}/functions/default/{name}"),
        );
        let answer = place.ask(&call(&place, &curl, data.served.address)).await;
        let said = printed(&answer);
        let expected = expected(name, &exchange.command, &exchange.answer);
        let is_told = UNAVAILABLE.contains(&name) && is_told(&answer);
        told += usize::from(is_told);
        if !is_told && !matches(&expected, &said) {
            let command = exchange.command;
            wrong.push(format!(
                "{name}: {command}\n--- README\n{expected}\n--- answer\n{said}"
            ));
        }
    }
    assert_eq!(
        told > 0,
        UNAVAILABLE.contains(&name),
        "{name}: told of what is unavailable"
    );
    wrong
}

/// A service that is not there is told by the function itself, and traps nothing.
fn is_told(answer: &Answer) -> bool {
    let is_functions = answer.header("content-type") != Some("text/html; charset=UTF-8");
    is_functions && answer.complete && answer.text().contains("Momento's service")
}

/// The call that a line of curl makes; other functions that it names are where the data is.
fn call(place: &Place, curl: &Curl, others: SocketAddr) -> Call {
    let target = curl.target.replace(ADDRESS, &format!("http://{others}"));
    let call = place.call(curl.method.as_str(), &target);
    let headers = curl.headers.iter();
    let call = headers.fold(call, |call, (name, value)| call.header(name, value));
    call.body(curl.body.as_str())
}

fn expected(name: &str, command: &str, answer: &str) -> String {
    let mut others = OTHERWISE.iter();
    let other = others.find(|(example, part, _)| *example == name && command.contains(part));
    match other {
        Some((_, _, words)) => (*words).to_owned(),
        // An engine's connections are its own.
        None => answer.replace("connection: keep-alive\n", ""),
    }
}

/// What `curl -i` prints of an answer, the server's own headers left out.
fn printed(answer: &Answer) -> String {
    let status = http::StatusCode::from_u16(answer.status).unwrap();
    let mut text = format!("HTTP/1.1 {status}\n");
    for (name, value) in same::given_headers(answer) {
        text += &format!("{name}: {value}\n");
    }
    text += "\n";
    text + answer.text().trim_end()
}
