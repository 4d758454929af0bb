//! The commands that ask the host of `cargo momento serve` for its functions, versions and environments.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::fake::Fake;
use crate::serve::Served;
use crate::support::{Run, component, folder, momento, project, run};

/// A host with the function `context`, and a folder with its component.
fn host() -> (TempDir, Served) {
    let folder = folder();
    let context = component(folder.path(), "context");
    let served = Served::start(folder.path(), &[&context]);
    (folder, served)
}

fn ask(folder: &Path, endpoint: &str, arguments: &[&str]) -> Run {
    let mut command = momento(folder);
    command.env("MOMENTO_ENDPOINT", endpoint).args(arguments);
    run(command)
}

/// The objects of JSON, a line each.
fn objects(run: &Run) -> Vec<Value> {
    let lines = run.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What the function is told, as it tells it.
fn context(folder: &Path, served: &Served, more: &[&str]) -> String {
    let line = ["invoke", "--remote", served.url(), "--name", "context"];
    ask(folder, "", &[&line[..], more].concat()).exits(0).stdout
}

/// CLI.12
#[test]
fn functions_are_listed_and_described() {
    let (folder, served) = host();
    let ask = |arguments: &[&str]| ask(folder.path(), served.url(), arguments);
    ask(&[
        "deploy",
        "context.wasm",
        "--name",
        "other",
        "--description",
        "two\nlines",
    ])
    .exits(0);
    let listed = ask(&["list"]).exits(0).stdout;
    let lines: Vec<Vec<&str>> = listed
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        lines[0],
        ["NAME", "VERSION", "LATEST", "UPDATED", "DESCRIPTION"]
    );
    assert_eq!((lines[1][0], lines[1][1]), ("context", "1"));
    assert_eq!(
        (lines[2][0], &lines[2][4..]),
        ("other", &["two", "lines"][..])
    );
    let names: Vec<Value> = objects(&ask(&["list", "--json"]).exits(0))
        .iter()
        .map(|each| each["name"].clone())
        .collect();
    assert_eq!(names, ["context", "other"]);
    let none = ask(&["list", "--cache", "empty"])
        .exits(0)
        .says(&["no function in the cache empty"]);
    assert_eq!(none.stdout, "");

    let described = ask(&["describe", "other"]).exits(0).stdout;
    for line in [
        "name         other",
        "cache        default",
        "description  two lines",
        "version      1",
        "latest       1",
        &format!("url          {}/functions/default/other", served.url()),
    ] {
        assert!(
            described.lines().any(|told| told == line),
            "{line} in {described}"
        );
    }
    assert_eq!(
        ask(&["describe", "other", "--json"]).exits(0).json()["latest_version"],
        1
    );
    ask(&["describe", "nobody"]).exits(2).says(&[
        "no function `nobody`",
        "no_such_function, status 404",
        "cargo momento list",
    ]);
}

/// CLI.13
#[test]
fn versions_are_listed_pinned_rolled_back_and_unpinned() {
    let (folder, served) = host();
    let ask = |arguments: &[&str]| ask(folder.path(), served.url(), arguments);
    for number in ["2", "3"] {
        let variable = format!("NUMBER={number}");
        ask(&[
            "deploy",
            "context.wasm",
            "--env",
            &variable,
            "--description",
            "numbered",
        ])
        .exits(0);
    }
    let runs = |more: &[&str]| {
        let told = context(folder.path(), &served, more);
        let number = told
            .lines()
            .find_map(|line| line.strip_prefix("env NUMBER="));
        number.unwrap_or("1").to_owned()
    };
    assert_eq!(runs(&[]), "3");
    assert_eq!(runs(&["--version", "2"]), "2");
    assert_eq!(runs(&["--version", "1"]), "1");

    let listed = ask(&["versions", "context"]).exits(0).stdout;
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[1].starts_with("3 (current)  "), "{listed}");
    assert!(
        lines[2].starts_with("2  ") && lines[2].contains("  web_v2  NUMBER       numbered"),
        "{listed}"
    );
    let versions = objects(&ask(&["versions", "context", "--json"]).exits(0));
    assert_eq!(versions[0]["environment"], serde_json::json!(["NUMBER"]));
    assert_eq!(versions[0]["sha256"], versions[2]["sha256"]);

    ask(&["rollback", "context"])
        .exits(0)
        .says(&["Pinned context to version 2"]);
    assert_eq!(runs(&[]), "2");
    let pinned = ask(&["describe", "context"]).exits(0).stdout;
    assert!(pinned.contains("version      2 (pinned)\n"), "{pinned}");
    let told = ask(&["rollback", "context", "--json"]).exits(0).json();
    assert_eq!(
        (&told["event"], &told["version"]),
        (&"pinned".into(), &1.into())
    );
    ask(&["rollback", "context"]).exits(2).says(&[
        "version 1 of `context` is the first",
        "cargo momento versions context",
    ]);
    ask(&["pin", "context", "2"]).exits(0);
    assert_eq!(runs(&[]), "2");
    ask(&["pin", "context", "9"])
        .exits(2)
        .says(&["no_such_version, status 404", "cargo momento versions"]);
    let still = [
        "version 2 of context, which is pinned",
        "cargo momento unpin context",
    ];
    ask(&["deploy", "context.wasm"]).exits(0).says(&still);
    ask(&["env", "set", "NUMBER=5", "--name", "context"])
        .exits(0)
        .says(&still);
    assert_eq!(runs(&[]), "2");
    ask(&["unpin", "context"])
        .exits(0)
        .says(&["Unpinned context"]);
    assert_eq!(runs(&[]), "5");
}

/// CLI.14
#[test]
fn a_function_is_deleted_only_where_somebody_has_said_yes() {
    let (folder, served) = host();
    let ask = |arguments: &[&str]| ask(folder.path(), served.url(), arguments);
    ask(&["delete", "context"])
        .exits(2)
        .says(&["`context` is not deleted", "`--yes`"]);
    ask(&["describe", "context"]).exits(0);
    ask(&["delete", "context", "--yes"])
        .exits(0)
        .says(&["Deleted context from the cache default"]);
    ask(&["delete", "context", "--yes"])
        .exits(2)
        .says(&["no function `context`"]);
}

/// CLI.15
#[test]
fn an_environment_is_changed_by_a_new_version_and_told_by_its_names() {
    let (folder, served) = host();
    let ask = |arguments: &[&str]| ask(folder.path(), served.url(), arguments);
    let named = ["--name", "context"];
    let env = |arguments: &[&str]| ask(&[&["env"][..], arguments, &named].concat());
    let names = || env(&[]).exits(0).stdout;
    assert_eq!(names(), "");
    let set = env(&["set", "A=hunter2", "B=1"])
        .exits(0)
        .says(&["Changed the environment of context: version 2"]);
    assert!(!set.stdout.contains("hunter2") && !set.stderr.contains("hunter2"));
    assert_eq!(
        (names(), env(&["list"]).exits(0).stdout),
        ("A\nB\n".into(), "A\nB\n".into())
    );
    let told = env(&["unset", "A", "--json"]).exits(0).json();
    assert_eq!(
        (&told["event"], &told["version"]),
        (&"environment".into(), &3.into())
    );
    fs::write(folder.path().join("more.env"), "B=2\nC=3\n").unwrap();
    ask(&[&["env-file", "more.env"][..], &named].concat())
        .exits(0)
        .says(&["version 4"]);
    let told = context(folder.path(), &served, &[]);
    let mut variables: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("env ") && !line.contains(" __"))
        .collect();
    variables.sort_unstable();
    assert_eq!(variables, ["env B=2", "env C=3"]);
}

/// CLI.15
#[test]
fn a_function_without_a_name_is_that_of_the_current_folder() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let served = Served::start(folder.path(), &[&echo, "--name", "shared-greeter"]);
    ask(project(), served.url(), &["env", "set", "A=1"])
        .exits(0)
        .says(&["shared-greeter: version 2"]);
    fs::write(
        folder.path().join("momento.toml"),
        "name = 'shared-greeter'",
    )
    .unwrap();
    ask(folder.path(), served.url(), &["describe"]).exits(0);
    let nowhere = crate::support::folder();
    ask(nowhere.path(), served.url(), &["describe"])
        .exits(2)
        .says(&["there is no crate in ."]);
}

/// CLI.7
#[test]
fn every_dry_run_prints_its_request_and_sends_nothing() {
    let folder = folder();
    fs::write(folder.path().join("a.env"), "A=hunter2").unwrap();
    let fake = Fake::momento();
    let base = format!("{}/functions/manage/default", fake.url);
    for (line, request, body) in [
        (&["list"][..], format!("GET {base}\n"), ""),
        (&["describe", "f"], format!("GET {base}/f\n"), ""),
        (&["delete", "f"], format!("DELETE {base}/f\n"), ""),
        (&["versions", "f"], format!("GET {base}/f/versions\n"), ""),
        (
            &["pin", "f", "3"],
            format!("PUT {base}/f/pin\n"),
            "{\"version\":3}",
        ),
        (&["unpin", "f"], format!("DELETE {base}/f/pin\n"), ""),
        (&["rollback", "f"], format!("GET {base}/f/versions\n"), ""),
        (
            &["env", "--name", "f"],
            format!("GET {base}/f/environment\n"),
            "",
        ),
        (
            &["env", "set", "A=hunter2", "--name", "f"],
            format!("PATCH {base}/f/environment\n"),
            "{\"A\":\"***\"}",
        ),
        (
            &["env", "unset", "A", "--name", "f"],
            format!("PATCH {base}/f/environment\n"),
            "{\"A\":null}",
        ),
        (
            &["env-file", "a.env", "--name", "f"],
            format!("PATCH {base}/f/environment\n"),
            "{\"A\":\"***\"}",
        ),
        (
            &["logs", "f", "-f"],
            format!("GET {base}/f/logs?follow=true\n"),
            "",
        ),
        (
            &["invoke", "--remote", &fake.url, "--name", "f", "-d", "hi"],
            format!("POST {}/functions/default/f\n", fake.url),
            "\nhi\n",
        ),
    ] {
        let planned = ask(
            folder.path(),
            &fake.url,
            &[line, &["--dry-run", "--key", "s3cret"]].concat(),
        )
        .exits(0);
        assert!(
            planned.stdout.starts_with(&request),
            "{request} in {}",
            planned.stdout
        );
        assert!(
            planned.stdout.contains("authorization: ***\n"),
            "{}",
            planned.stdout
        );
        assert!(
            planned.stdout.contains(body),
            "{body} in {}",
            planned.stdout
        );
        for secret in ["s3cret", "hunter2"] {
            assert!(
                !planned.stdout.contains(secret) && !planned.stderr.contains(secret),
                "{}",
                planned.stdout
            );
        }
    }
    assert_eq!(fake.requests().len(), 0);
}

/// A service whose function has logged, as our host tells it.
fn logging() -> Fake {
    Fake::raw(|_| {
        let line = |level: &str, message: &str| {
            format!(
                "event: log\ndata: {{\"invocation_id\":\"0197\",\"function\":\"f\",\"version\":1,\"at\":\"2026-01-01T00:00:00Z\",\"origin\":\"function\",\"level\":{level},\"message\":\"{message}\"}}\n\n"
            )
        };
        let lines = [
            line("\"info\"", "hello"),
            line("null", "bare"),
            "event: missed\ndata: 7\n\n".to_owned(),
        ];
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n{}",
            lines.concat()
        )
    })
}

/// CLI.16
#[test]
fn logs_are_printed_as_serve_prints_them_and_the_end_of_the_stream_is_told() {
    let folder = folder();
    let fake = logging();
    let logs = |arguments: &[&str]| {
        ask(
            folder.path(),
            &fake.url,
            &[&["logs", "f"], arguments].concat(),
        )
        .exits(0)
    };
    let kept = logs(&[]).says(&["7 lines are missing"]);
    assert_eq!(kept.stdout, "[f 0197] INFO hello\n[f 0197] bare\n");
    assert!(!kept.stderr.contains("Ended"), "{}", kept.stderr);
    logs(&["-f"]).says(&["Ended the service has ended the stream"]);
    let lines = objects(&logs(&["--json"]));
    assert_eq!(
        (&lines[0]["message"], &lines[0]["at"]),
        (&"hello".into(), &"2026-01-01T00:00:00Z".into())
    );
    let requests = fake.requests();
    let targets: Vec<&str> = requests
        .iter()
        .map(|request| request.line.as_str())
        .collect();
    let route = "GET /functions/manage/default/f/logs";
    assert_eq!(targets, [route, &format!("{route}?follow=true"), route]);
    assert_eq!(requests[0].header("accept"), ["text/event-stream"]);
}

/// CLI.16
#[test]
#[cfg(unix)]
fn ctrl_c_ends_the_logs_that_are_followed() {
    let folder = folder();
    let (tell, told) = std::sync::mpsc::channel();
    // The answer has begun and does not end while the test holds its other side.
    let fake = Fake::held(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nevent: log\ndata: {\"invocation_id\":\"1\",\"function\":\"f\",\"message\":\"first\"}\n\n",
        told,
    );
    let mut command = momento(folder.path());
    command
        .args(["logs", "f", "-f", "--endpoint", &fake.url])
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    assert_eq!(line, "[f 1] first\n");
    let id = child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(tell);
}

/// CLI.16
#[test]
#[cfg(unix)]
fn the_logs_of_our_host_are_those_of_its_invocations_until_it_stops() {
    let folder = folder();
    let logging = component(folder.path(), "logging");
    let served = Served::start(folder.path(), &[&logging]);
    let url = served.url().to_owned();
    let log = |text: &str| {
        let data = format!("log warn {text}");
        let line = ["invoke", "--remote", &url, "--name", "logging", "-d", &data];
        ask(folder.path(), "", &line).exits(0);
    };
    log("first");
    let kept = ask(folder.path(), &url, &["logs", "logging"]).exits(0);
    assert!(
        kept.stdout.starts_with("[logging ") && kept.stdout.ends_with("] WARN first\n"),
        "{}",
        kept.stdout
    );
    let mut command = momento(folder.path());
    command.args(["logs", "logging", "--follow", "--endpoint", &url]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    for text in ["first", "second"] {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        assert!(line.ends_with(&format!("] WARN {text}\n")), "{line}");
        if text == "first" {
            log("second");
        }
    }
    served.interrupt().exits(0);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let stderr = String::from_utf8(ended.stderr).unwrap();
    assert!(stderr.contains("Ended"), "{stderr}");
}
