//! Every example answers as its README says.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use http::Method;
use momento_functions_test_host::{Configuration, Host, Request, Response};
use std::fs;
use std::path::{Path, PathBuf};

const URL: &str = "http://127.0.0.1:8080/functions/default/";

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// A `console` block of a README: a curl line, and what it prints.
struct Exchange {
    command: String,
    answer: String,
}

fn exchanges(readme: &str) -> Vec<Exchange> {
    let mut found = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let (block, _) = block.split_once("\n```").expect("the block ends");
        let (command, answer) = block.split_once('\n').expect("a command, and its answer");
        found.push(Exchange {
            command: command.strip_prefix("$ ").expect("a prompt").to_owned(),
            answer: answer.to_owned(),
        });
    }
    found
}

/// Splits a command line as a shell does, as far as quotes go.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// The request that a curl line makes.
fn request(command: &str, function: &str) -> Request {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"));
    let mut method = Method::GET;
    let mut target = None;
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut body = String::new();
    while let Some(word) = words.next() {
        let mut argument = || words.next().expect("the option's argument");
        match word.as_str() {
            "-i" | "-iN" => {}
            "-X" => method = argument().parse().expect("a method"),
            "-d" => {
                body = argument();
                method = Method::POST;
            }
            "-H" => {
                let header = argument();
                let (name, value) = header.split_once(": ").expect("a header");
                headers.push((name.to_owned(), value.to_owned()));
            }
            url => {
                target = url
                    .strip_prefix(&format!("{URL}{function}"))
                    .map(str::to_owned)
            }
        }
    }
    let target = target.unwrap_or_else(|| panic!("{command} does not call {function}"));
    let request = Request::new(method, &target).body(body);
    headers.into_iter().fold(request, |request, (name, value)| {
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

/// Whether every line is as expected; a line that ends in `…` may go on in any way.
fn matches(expected: &str, actual: &str) -> bool {
    let (mut expected, mut actual) = (expected.lines(), actual.lines());
    loop {
        match (expected.next(), actual.next()) {
            (None, None) => return true,
            (Some(expected), Some(actual)) => match expected.strip_suffix('…') {
                Some(start) if actual.starts_with(start) => {}
                None if actual == expected => {}
                _ => return false,
            },
            _ => return false,
        }
    }
}

/// A host as `cargo momento serve examples/*` makes it for the example's `momento.toml`.
fn host(name: &str, all: &[String]) -> Host {
    let configuration = match fs::read_to_string(examples().join(name).join("momento.toml")) {
        Ok(text) => Configuration::from_toml(&text).expect("a configuration"),
        Err(_) => Configuration::default(),
    };
    let host = Host::builder().configuration(configuration);
    let host = host.build().expect("a host");
    for name in all {
        host.deploy(name, support::example(name))
            .expect("it deploys");
    }
    host
}

async fn check(host: &Host, name: &str) -> usize {
    let readme = fs::read_to_string(examples().join(name).join("README.md")).expect("a README");
    let function = host.function("default", name).expect("it is deployed");
    let exchanges = exchanges(&readme);
    for Exchange { command, answer } in &exchanges {
        let outcome = function.invoke(request(command, name)).await;
        let actual = printed(&outcome.response);
        assert!(
            matches(answer, &actual),
            "{name}: {command}\n--- README\n{answer}\n--- answer\n{actual}\n{:?}",
            outcome.error
        );
    }
    exchanges.len()
}

#[tokio::test]
async fn every_example_answers_as_its_readme_says() {
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
    for name in &names {
        assert!(
            check(&host(name, &names), name).await > 0,
            "the README of {name} shows no call"
        );
    }
}
