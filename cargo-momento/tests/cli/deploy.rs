//! `cargo momento deploy`

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::serve::Served;
use crate::support::{Run, component, folder, momento, momento_with, project, run};

const KEY: &str = "s3cret-key";

/// Deploys with a key in the environment.
fn deploy(folder: &Path, fake: &Fake, arguments: &[&str]) -> Run {
    let mut command = momento(folder);
    command.env("MOMENTO_API_KEY", KEY);
    command
        .args(["deploy", "--endpoint", &fake.url])
        .args(arguments);
    run(command)
}

/// The component of a deploy.
fn inline_wasm(body: &Value) -> Vec<u8> {
    use base64::Engine as _;
    let text = body["inline_wasm"].as_str().unwrap();
    base64::prelude::BASE64_STANDARD.decode(text).unwrap()
}

/// CLI.5
#[test]
fn a_deploy_is_the_request_that_the_service_documents() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    fs::write(folder.path().join("a.env"), "A=file\nB=file\n").unwrap();
    let fake = Fake::momento();
    let deployed = deploy(
        folder.path(),
        &fake,
        &[
            &echo,
            "--cache",
            "my cache",
            "--env",
            "A=line",
            "--env-file",
            "a.env",
            "--description",
            "It's \"it\"",
        ],
    )
    .exits(0)
    .says(&[
        "Deployed echo to the cache my cache (",
        "/functions/my%20cache/echo",
    ]);
    assert_eq!(deployed.stdout, "");
    let requests = fake.requests();
    let put = requests.last().unwrap();
    assert_eq!(put.line, "PUT /functions/manage/my%20cache/echo");
    assert_eq!(put.header("authorization"), [KEY]);
    assert_eq!(put.header("content-type"), ["application/json"]);
    assert_eq!(put.header("content-length"), [put.body.len().to_string()]);
    assert!(put.header("user-agent")[0].starts_with("cargo-momento/"));
    let mut body = put.json();
    assert_eq!(
        inline_wasm(&body),
        fs::read(folder.path().join(&echo)).unwrap()
    );
    body["inline_wasm"] = "".into();
    let expected = json!({
        "inline_wasm": "",
        "environment_variables": {"A": "line", "B": "file"},
        "description": "It's \"it\"",
    });
    assert_eq!(body, expected);
}

/// CLI.5
#[test]
fn nothing_but_the_component_is_sent_where_nothing_else_is_said() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let fake = Fake::momento();
    deploy(folder.path(), &fake, &[&echo]).exits(0);
    let requests = fake.requests();
    // Who the service is, and the deploy: a key goes to the documented route alone.
    let lines: Vec<&str> = requests
        .iter()
        .map(|request| request.line.as_str())
        .collect();
    assert_eq!(lines, ["GET /", "PUT /functions/manage/default/echo"]);
    assert_eq!(requests[0].header("authorization"), Vec::<&str>::new());
    let body = requests[1].json();
    assert_eq!(
        body.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["inline_wasm"]
    );
}

/// CLI.5
#[test]
fn limits_are_left_out_where_the_service_documents_none() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let fake = Fake::momento();
    deploy(folder.path(), &fake, &[&echo, "--memory", "16MiB"])
        .exits(0)
        .says(&["Leaving out the limits"]);
    assert_eq!(fake.requests()[1].json()["limits"], Value::Null);
}

/// CLI.9, CLI.10
#[test]
fn settings_come_from_momento_toml_and_local_ones_stay_here() {
    let folder = folder();
    component(folder.path(), "echo");
    let settings = "name = 'named'\ncache = 'own'\ndescription = 'of the file'\nenvironment-files = ['.env']\n\
         [environment]\nA = 'table'\n[limits]\nfuel = 7\n[local.valkey.c]\nurl = 'redis://:hunter2@h'\n\
         [destinations.production]\nendpoint = 'ENDPOINT'\ncache = 'theirs'\nkey-variable = 'PRODUCTION_KEY'\n";
    fs::write(folder.path().join(".env"), "A=file\nB=file\nC=file\n").unwrap();
    let fake = Fake::momento();
    fs::write(
        folder.path().join("momento.toml"),
        settings.replace("ENDPOINT", &fake.url),
    )
    .unwrap();
    deploy(folder.path(), &fake, &["echo.wasm", "--env", "B=line"]).exits(0);
    let put = fake.requests().pop().unwrap();
    assert_eq!(put.line, "PUT /functions/manage/own/named");
    let body = put.json();
    assert_eq!(
        body["environment_variables"],
        json!({"A": "table", "B": "line", "C": "file"})
    );
    assert_eq!(body["description"], "of the file");
    assert!(!put.body.contains("hunter2"));

    let to = |key: Option<&str>| {
        let mut command = momento(folder.path());
        command.env("MOMENTO_API_KEY", "another");
        command.args(["deploy", "echo.wasm", "--to", "production"]);
        if let Some(key) = key {
            command.env("PRODUCTION_KEY", key);
        }
        run(command)
    };
    to(None)
        .exits(2)
        .says(&["$PRODUCTION_KEY, which is not set", "`production`"]);
    to(Some("of production")).exits(0);
    let put = fake.requests().pop().unwrap();
    assert_eq!(put.line, "PUT /functions/manage/theirs/named");
    assert_eq!(put.header("authorization"), ["of production"]);
    momento_with(folder.path(), &["deploy", "echo.wasm", "--to", "staging"])
        .exits(2)
        .says(&[
            "no `staging`",
            "which are production",
            "[destinations.staging]\nendpoint = ",
        ]);
}

/// CLI.7
#[test]
fn a_dry_run_prints_the_request_sends_nothing_and_shows_no_secret() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let fake = Fake::momento();
    let line = [
        &*echo,
        "--dry-run",
        "--env",
        "PASSWORD=hunter2",
        "--fuel",
        "7",
    ];
    let planned = deploy(folder.path(), &fake, &line).exits(0);
    let url = format!("{}/functions/manage/default/echo", fake.url);
    for text in [
        &format!("PUT {url}\n"),
        "authorization: ***\n",
        "content-type: application/json\n",
        "bytes in base64, SHA-256 ",
        r#""environment_variables":{"PASSWORD":"***"}"#,
        r#""limits":{"fuel":7}"#,
        "curl -X PUT",
        "$MOMENTO_API_KEY",
    ] {
        assert!(
            planned.stdout.contains(text),
            "{text} in {}",
            planned.stdout
        );
    }
    let json = deploy(folder.path(), &fake, &[&line[..], &["--json"]].concat()).exits(0);
    assert_eq!(json.json()["url"], url);
    assert_eq!(json.json()["headers"]["authorization"], "***");
    for shown in [&planned.stdout, &planned.stderr, &json.stdout, &json.stderr] {
        assert!(
            !shown.contains("hunter2") && !shown.contains(KEY),
            "{shown}"
        );
    }
    assert_eq!(fake.requests().len(), 0);
}

/// CLI.7
#[test]
#[cfg(unix)]
fn the_curl_line_of_a_dry_run_sends_what_a_deploy_sends() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let fake = Fake::momento();
    let line = [
        &*echo,
        "--env",
        "GREETING=it's $HOME",
        "--description",
        "it's",
    ];
    deploy(folder.path(), &fake, &line).exits(0);
    let sent = fake.requests().pop().unwrap();
    let planned = deploy(folder.path(), &fake, &[&line[..], &["--dry-run"]].concat()).exits(0);
    let curl = planned.stdout.lines().last().unwrap();
    // A shell runs the line with a function that keeps what curl would get.
    let shell = format!("curl() {{ cat > body; printf '%s\\n' \"$@\" > arguments; }}\n{curl}");
    let status = Command::new("sh")
        .args(["-c", &shell])
        .current_dir(folder.path())
        .env("MOMENTO_API_KEY", KEY)
        .env("GREETING", "it's $HOME")
        .status()
        .unwrap();
    assert!(status.success());
    let kept = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(kept("body") == sent.body, "the bodies differ");
    let url = format!("{}/functions/manage/default/echo", fake.url);
    let expected = [
        "-X",
        "PUT",
        "-H",
        "content-type: application/json",
        "-H",
        "authorization: s3cret-key",
        "--data-binary",
        "@-",
        &url,
    ];
    assert_eq!(kept("arguments").lines().collect::<Vec<_>>(), expected);
}

/// CLI.6
#[test]
fn no_progress_is_told_to_a_pipe() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let deployed = deploy(folder.path(), &Fake::momento(), &[&echo]).exits(0);
    for mark in ["Uploading", "\r", "\x1b", "%"] {
        assert!(
            !deployed.stderr.contains(mark),
            "{mark:?} in {}",
            deployed.stderr
        );
    }
}

/// CLI.5, CLI.10
#[test]
fn what_no_service_would_take_is_not_sent() {
    let folder = folder();
    let fake = Fake::momento();
    fs::write(folder.path().join("core.wasm"), b"\0asm\x01\0\0\0").unwrap();
    deploy(folder.path(), &fake, &["core.wasm"])
        .exits(2)
        .says(&[
            "core.wasm is no WebAssembly component",
            "cargo momento build",
        ]);
    let large = fs::File::create(folder.path().join("large.wasm")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    deploy(folder.path(), &fake, &["large.wasm"])
        .exits(2)
        .says(&["67,108,865 bytes", "at most 67,108,864"]);
    deploy(folder.path(), &fake, &["missing.wasm"])
        .exits(2)
        .says(&["cannot read missing.wasm"]);
    let echo = component(folder.path(), "echo");
    fs::write(folder.path().join("bad.env"), "A=1\nhunter2 hunter2\n").unwrap();
    let bad = deploy(folder.path(), &fake, &[&echo, "--env-file", "bad.env"])
        .exits(2)
        .says(&["bad.env, line 2", "NAME=VALUE"]);
    assert!(!bad.stderr.contains("hunter2"));
    deploy(folder.path(), &fake, &[&echo, &echo])
        .exits(2)
        .says(&["two functions are called `echo`"]);
    deploy(folder.path(), &fake, &[&echo, &echo, "--name", "a"])
        .exits(2)
        .says(&["`--name` names one function"]);
    let puts = fake
        .requests()
        .into_iter()
        .filter(|request| request.line.starts_with("PUT"));
    assert_eq!(puts.count(), 0);
}

/// CLI.5, CLI.11
#[test]
fn a_crate_is_built_and_deployed_to_our_host_which_tells_the_version() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let context = component(folder.path(), "context");
    let served = Served::start(folder.path(), &[&echo, "--key", KEY]);
    let endpoint = served.url().to_owned();
    let deploy = |folder: &Path, arguments: &[&str]| {
        let mut command = momento(folder);
        command
            .env("MOMENTO_API_KEY", KEY)
            .env("MOMENTO_ENDPOINT", &endpoint);
        run({
            command.arg("deploy").args(arguments);
            command
        })
    };
    let url = format!("{endpoint}/functions/default/shared-greeter");
    let deployed = deploy(project(), &["--memory", "16MiB", "--json"])
        .exits(0)
        .says(&["Deployed shared-greeter version 1", &url]);
    let told = deployed.json();
    assert_eq!(
        (&told["event"], &told["version"], &told["url"]),
        (&"deployed".into(), &1.into(), &url.into())
    );
    assert_eq!(told["sha256"].as_str().unwrap().len(), 64);
    deploy(folder.path(), &[&context, &echo, "--env", "A=1"])
        .exits(0)
        .says(&["Deployed context version 1", "Deployed echo version 2"]);
    let sockets = component(folder.path(), "sockets");
    deploy(folder.path(), &[&sockets])
        .exits(2)
        .says(&["wasi:sockets/tcp", "status 422"]);
    deploy(folder.path(), &[&echo, "--memory", "1GiB"])
        .exits(2)
        .says(&["memory"]);
    let mut command = momento(folder.path());
    command.args(["deploy", &echo, "--endpoint", &endpoint, "--key", "wrong"]);
    let refused = run(command).exits(2).says(&[
        "this key is not known",
        "unknown_key, status 401",
        "$MOMENTO_API_KEY",
    ]);
    assert!(!refused.stderr.contains("wrong"), "{}", refused.stderr);
}
