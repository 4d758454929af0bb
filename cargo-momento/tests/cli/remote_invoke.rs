//! `cargo momento invoke`, of functions that are deployed, and of what a function is told of its caller.

use std::path::Path;

use crate::fake::Fake;
use crate::serve::Served;
use crate::support::{Run, component, folder, momento, momento_with, run};

fn invoke(folder: &Path, url: &str, arguments: &[&str]) -> Run {
    let mut command = momento(folder);
    command.args(["invoke", "--remote", url]).args(arguments);
    run(command)
}

/// CLI.17
#[test]
fn an_invocation_elsewhere_is_the_request_that_the_line_makes() {
    let folder = folder();
    let fake = Fake::start(|_| (201, "text/x", "made".to_owned()));
    let function = format!("{}/functions/my%20cache/f", fake.url);
    let sent = |url: &str, arguments: &[&str]| {
        let invoked = invoke(folder.path(), url, arguments)
            .exits(0)
            .says(&["Answered 201 in "]);
        assert_eq!(invoked.stdout, "made");
        fake.requests().pop().unwrap()
    };
    let request = sent(
        &function,
        &[
            "-X", "PATCH", "-d", "body", "--path", "a%2Fb/c", "--query", "q=a%20b", "--query", "r",
            "-H", "x-one: 1", "-H", "x-one: 2", "--key", "k",
        ],
    );
    assert_eq!(
        request.line,
        "PATCH /functions/my%20cache/f/a%2Fb/c?q=a%20b&r"
    );
    assert_eq!(request.body, "body");
    assert_eq!(request.header("x-one"), ["1", "2"]);
    assert_eq!(request.header("authorization"), ["k"]);
    assert_eq!(sent(&function, &[]).line, "GET /functions/my%20cache/f");
    let below = sent(
        &format!("{function}/a?b=1"),
        &["--path", "c", "--query", "d=2"],
    );
    assert_eq!(below.line, "GET /functions/my%20cache/f/a/c?b=1&d=2");
    let named = sent(
        &fake.url,
        &["--name", "g h", "--cache", "c", "--version", "3", "-d", ""],
    );
    assert_eq!(named.line, "POST /functions/c/g%20h@3");
    assert_eq!(
        sent(&format!("{function}/a"), &["--version", "3"]).line,
        "GET /functions/my%20cache/f@3/a"
    );
    let own = sent(&function, &["-H", "authorization: Basic x", "--key", "k"]);
    assert_eq!(
        (
            own.header("authorization"),
            own.header("x-momento-authorization")
        ),
        (vec!["Basic x"], vec!["k"])
    );
}

/// CLI.17
#[test]
fn an_answer_from_elsewhere_is_printed_as_one_from_here() {
    let folder = folder();
    let fake = Fake::start(|_| (200, "text/x", "made".to_owned()));
    let url = format!("{}/functions/c/f", fake.url);
    let shown = invoke(folder.path(), &url, &["--include"]).exits(0).stdout;
    assert!(
        shown.starts_with("HTTP/1.1 200\ncontent-type: text/x\n") && shown.ends_with("\n\nmade"),
        "{shown}"
    );
    let told = invoke(folder.path(), &url, &["--json"]).exits(0).json();
    assert_eq!(
        (&told["event"], &told["status"], &told["body"]),
        (&"answered".into(), &200.into(), &"made".into())
    );
    assert_eq!(
        told["headers"][0],
        serde_json::json!(["content-type", "text/x"])
    );
    assert!(told["duration_ms"].as_f64() > Some(0.0));
}

/// CLI.17
#[test]
fn the_exit_code_is_the_one_that_an_invocation_here_would_have() {
    let folder = folder();
    let trouble = component(folder.path(), "trouble");
    let echo = component(folder.path(), "echo");
    let task = component(folder.path(), "task");
    let served = Served::start(folder.path(), &[&trouble, &echo, &task, "--time", "1s"]);
    let invoke = |name: &str, arguments: &[&str]| {
        invoke(
            folder.path(),
            served.url(),
            &[&["--name", name], arguments].concat(),
        )
    };
    assert_eq!(invoke("echo", &["-d", "hi"]).exits(0).stdout, "hi");
    let trap = invoke("trouble", &["--path", "panic"])
        .exits(3)
        .says(&["Answered 500", "cargo momento logs trouble"]);
    assert!(trap.stdout.contains("\"code\":\"trap\""), "{}", trap.stdout);
    let late = invoke("trouble", &["--path", "spin", "--json"])
        .exits(4)
        .json();
    assert_eq!(late["error"]["code"], "time_limit");
    assert!(late["invocation_id"].is_string());
    invoke("task", &["-d", "note"]).exits(2);
    invoke("nobody", &[]).exits(1).says(&["Answered 404"]);
    invoke("echo", &["--version", "7"])
        .exits(1)
        .says(&["Answered 404"]);
}

/// CLI.17
#[test]
fn a_functions_own_errors_are_errors_and_no_traps() {
    let folder = folder();
    for (status, body) in [
        (404, ""),
        (500, "oh"),
        (422, r#"{"code":"trap","message":"Internal server error"}"#),
        (500, r#"{"code":"trap","message":"mine"}"#),
    ] {
        let fake = Fake::start(move |_| (status, "application/json", body.to_owned()));
        let failed = invoke(folder.path(), &format!("{}/functions/c/f", fake.url), &[]).exits(1);
        assert_eq!(failed.stdout, body);
    }
}

/// CLI.17
#[test]
fn a_url_that_names_no_function_or_two_is_a_usage_error() {
    let folder = folder();
    for (url, arguments, says) in [
        ("127.0.0.1:8080", &[][..], "with its scheme"),
        ("http://127.0.0.1:9", &[], "--name FUNCTION"),
        (
            "http://127.0.0.1:9/functions/c",
            &[],
            "…/functions/CACHE/FUNCTION",
        ),
        (
            "http://127.0.0.1:9/functions/manage/c/f",
            &[],
            "the route that deploys",
        ),
        (
            "http://127.0.0.1:9/functions/c/f",
            &["--name", "g"],
            "leave out `--name`",
        ),
        (
            "http://127.0.0.1:9/functions/c/f",
            &["--path", "../g"],
            "leave out the `..`",
        ),
        (
            "http://127.0.0.1:9/functions/c/f",
            &["--memory", "1MiB"],
            "--memory",
        ),
        ("http://127.0.0.1:9/functions/c/f", &["--as", "x"], "--as"),
        ("http://127.0.0.1:9/functions/c/f", &["echo.wasm"], "PATH"),
    ] {
        invoke(folder.path(), url, arguments).exits(2).says(&[says]);
    }
    momento_with(folder.path(), &["invoke", "--version", "2"])
        .exits(2)
        .says(&["--remote"]);
}

/// CLI.2
#[test]
fn a_function_here_is_told_of_its_callers_token_what_the_line_says() {
    let folder = folder();
    let context = component(folder.path(), "context");
    let told = |arguments: &[&str]| {
        momento_with(folder.path(), &[&["invoke", &context], arguments].concat())
            .exits(0)
            .stdout
    };
    assert!(told(&["--as", "{\"user\":7}"]).contains("first token Some(\"{\\\"user\\\":7}\")\n"));
    assert!(told(&[]).contains("first token None\n"));
    assert!(told(&["--cache", "mine"]).contains("env __CACHE_NAME=mine\n"));
    let task = component(folder.path(), "task");
    momento_with(folder.path(), &["invoke", &task, "--as", "x"])
        .exits(2)
        .says(&["`task` is a spawn function", "--as"]);
}
