//! `cargo momento invoke`

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use crate::support::{component, folder, momento, momento_with, project, run};

const BODY: &str = "{\"name\": \"Ada\"}";
const ANSWER: &str = "{\"message\":\"Hello, Ada!\"}";

#[test]
fn a_crate_is_built_and_answers_on_stdout() {
    let answered = momento_with(project(), &["invoke", "--data", BODY])
        .exits(0)
        .says(&["Answered 200"]);
    assert_eq!(answered.stdout, ANSWER);
}

#[test]
fn the_body_comes_from_the_line_a_file_or_stdin() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    fs::write(folder.path().join("body"), "from a file").unwrap();
    for (data, body) in [("text", "text"), ("@body", "from a file"), ("", "")] {
        let answered = momento_with(folder.path(), &["invoke", &echo, "--data", data]).exits(0);
        assert_eq!(answered.stdout, body);
    }
    let mut command = momento(folder.path());
    command
        .args(["invoke", &echo, "--data", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"from stdin")
        .unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, b"from stdin");
    momento_with(folder.path(), &["invoke", &echo, "--data", "@none"])
        .exits(2)
        .says(&["cannot read none"]);
}

#[test]
fn method_path_header_and_query_reach_the_function() {
    let folder = folder();
    let context = component(folder.path(), "context");
    let request = [
        "--method", "PATCH", "--path", "a/b", "--header", "X-One: 1", "-H", "x-one:2", "--query",
        "q=a%20b", "--query", "r",
    ];
    let answered = momento_with(
        folder.path(),
        &[&["invoke", &context][..], &request].concat(),
    )
    .exits(0)
    .stdout;
    for line in [
        "method PATCH",
        "path Some(\"a/b\")",
        "header x-one=1",
        "header x-one=2",
        "query q=a b",
        "query r=",
    ] {
        assert!(
            answered.contains(&format!("first {line}\n")),
            "{line} in {answered}"
        );
    }
    let plain = momento_with(folder.path(), &["invoke", &context])
        .exits(0)
        .stdout;
    assert!(
        plain.contains("first method GET\n") && plain.contains("first path None\n"),
        "{plain}"
    );
}

#[test]
fn status_and_headers_are_printed_when_asked_for() {
    let answered = momento_with(project(), &["invoke", "--data", BODY, "--include"]).exits(0);
    let head = "HTTP/1.1 200\ncontent-type: application/json; charset=utf-8\n";
    assert!(
        answered.stdout.starts_with(head) && answered.stdout.ends_with(ANSWER),
        "{}",
        answered.stdout
    );
}

#[test]
fn json_tells_all_of_the_answer() {
    let answered = momento_with(project(), &["invoke", "--data", BODY, "--json"])
        .exits(0)
        .json();
    assert_eq!(
        (&answered["status"], &answered["body"]),
        (&200.into(), &ANSWER.into())
    );
    assert_eq!(answered["headers"][0][0], "content-type");
    let cost = &answered["cost"];
    assert_eq!(cost["request_bytes"], BODY.len());
    assert_eq!(cost["response_bytes"], ANSWER.len());
    assert!(cost["peak_memory"].as_u64() > Some(1 << 16), "{cost}");
    assert!(cost["host_time_ms"].as_f64() > Some(0.0), "{cost}");
    assert_eq!(cost["fuel"], serde_json::Value::Null);
    let folder = folder();
    let echo = component(folder.path(), "echo");
    fs::write(folder.path().join("body"), [0xff, 0]).unwrap();
    let answered = momento_with(
        folder.path(),
        &["invoke", &echo, "--data", "@body", "--json"],
    )
    .exits(0)
    .json();
    assert_eq!(
        (&answered["body"], &answered["body_base64"]),
        (&serde_json::Value::Null, &"/wA=".into())
    );
}

#[test]
fn the_exit_code_tells_an_error_a_trap_and_a_limit_apart() {
    momento_with(project(), &["invoke", "--data", "{\"name\": \"\"}"])
        .exits(1)
        .says(&["Answered 400"]);
    let folder = folder();
    let trouble = component(folder.path(), "trouble");
    let invoke = |extra: &[&str]| {
        momento_with(
            folder.path(),
            &[&["invoke", &trouble, "--path"], extra].concat(),
        )
    };
    invoke(&["panic"]).exits(3).says(&[
        "the trouble that was asked for",
        "guests/trouble/src/lib.rs:",
    ]);
    let late = invoke(&["spin", "--time", "50ms"]).exits(4);
    assert_eq!(late.stderr.matches("50ms").count(), 1, "{}", late.stderr);
    invoke(&["spin", "--fuel", "100000"])
        .exits(4)
        .says(&["100000"]);
    invoke(&["allocate", "--limits", "service"])
        .exits(4)
        .says(&["memory"]);
    invoke(&["recurse"]).exits(4).says(&["stack"]);
}

#[test]
fn a_json_report_of_a_trap_explains_it() {
    let folder = folder();
    let trouble = component(folder.path(), "trouble");
    let answered = momento_with(
        folder.path(),
        &["invoke", &trouble, "--path", "panic", "--json"],
    )
    .exits(3)
    .json();
    assert_eq!(
        (&answered["status"], &answered["error"]["code"]),
        (&500.into(), &"trap".into())
    );
    assert!(
        answered["error"]["explanation"]
            .as_str()
            .unwrap()
            .contains("the trouble that was asked for")
    );
}

/// OBS.20
#[test]
fn a_report_tells_what_was_taken_and_the_host_calls() {
    let folder = folder();
    let cache = component(folder.path(), "cache");
    let invoke = |extra: &[&str]| {
        let line = ["invoke", &cache, "--path", "set/a/5000", "--data", "hello"];
        let line = [&line[..], &["--report", "--fuel", "100000000"], extra].concat();
        momento_with(folder.path(), &line).exits(0)
    };
    let told = invoke(&[]);
    assert_eq!(told.stdout, "done");
    told.says(&[
        "Report of cache, version 1, ",
        "  time ",
        "  fuel ",
        "  memory ",
        "  component ",
        "cache-scalar set(key: \"a\"",
        "→ ok, 6 B sent",
    ]);
    let json = invoke(&["--json"]).json();
    let report = &json["report"];
    assert_eq!(report["invocation_id"], json["invocation_id"]);
    let fuel = report["measures"].as_array().unwrap().iter();
    let fuel = fuel.clone().find(|it| it["name"] == "fuel").unwrap();
    assert_eq!(fuel["limit"], 100_000_000);
    assert_eq!(fuel["used"], json["cost"]["fuel"]);
    let calls = report["calls"].as_array().unwrap();
    let set = calls.iter().find(|it| it["name"] == "cache-scalar set");
    assert_eq!(set.unwrap()["result"], "ok");
    assert_eq!(report["call_count"], calls.len());
}

#[test]
fn what_cannot_be_invoked_is_refused() {
    let folder = folder();
    let sockets = component(folder.path(), "sockets");
    momento_with(folder.path(), &["invoke", &sockets])
        .exits(2)
        .says(&["sockets.wasm", "wasi:sockets/tcp"]);
    fs::write(folder.path().join("text.wasm"), "text").unwrap();
    momento_with(folder.path(), &["invoke", "text.wasm"])
        .exits(2)
        .says(&["no WebAssembly component"]);
    momento_with(folder.path(), &["invoke", "missing.wasm"])
        .exits(2)
        .says(&["cannot read missing.wasm"]);
}

/// SPN.9
#[test]
fn a_spawn_function_is_run_once_with_its_payload() {
    let folder = folder();
    let task = component(folder.path(), "task");
    let run = |data: &str| momento_with(folder.path(), &["invoke", &task, "--data", data]);
    let done = run("note 3 rows").exits(0).says(&["Ran ok-note in "]);
    assert_eq!(done.stdout, "3 rows\n");
    assert_eq!(run("").exits(0).says(&["Ran ok in "]).stdout, "");
    let failed = run("log working\nfail no user").exits(1);
    let failed = failed.says(&["Ran failed-note in ", "error: failed-note: no user"]);
    assert_eq!(failed.stderr.matches("no user").count(), 1);
    assert!(failed.stdout.ends_with("working\n"), "{}", failed.stdout);
    run("host-error gone").exits(1).says(&["host-error: gone"]);
    run("panic")
        .exits(3)
        .says(&["the trouble that was asked for"]);
    run("allocate").exits(4).says(&["memory"]);
    let older = component(folder.path(), "v1-task");
    momento_with(folder.path(), &["invoke", &older, "-d", "abc"]).exits(0);
}

/// SPN.9
#[test]
fn what_a_spawn_function_spawns_is_waited_for_and_told() {
    let folder = folder();
    let task = component(folder.path(), "task");
    let script = "spawn task note second";
    let run = momento_with(folder.path(), &["invoke", &task, "--data", script]).exits(0);
    // They run side by side.
    let mut lines: Vec<&str> = run.stdout.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["Ok(())", "second"]);
}

/// SPN.9
#[test]
fn a_json_report_of_a_spawn_function_tells_its_result() {
    let folder = folder();
    let task = component(folder.path(), "task");
    let run = |data: &str| momento_with(folder.path(), &["invoke", &task, "--json", "-d", data]);
    let done = run("note 3 rows").exits(0).json();
    assert_eq!(
        (&done["event"], &done["result"], &done["note"]),
        (&"spawned".into(), &"ok-note".into(), &"3 rows".into())
    );
    let trap = run("panic").exits(3).json();
    assert_eq!(
        (&trap["error"], &trap["result"]),
        (&"trap".into(), &serde_json::Value::Null)
    );
}

/// SPN.9
#[test]
fn a_spawn_function_has_no_request() {
    let folder = folder();
    let task = component(folder.path(), "task");
    let requests: [&[&str]; 5] = [
        &["--method", "PUT"],
        &["--path", "a"],
        &["--header", "a: b"],
        &["--query", "a=b"],
        &["--include"],
    ];
    for request in requests {
        momento_with(folder.path(), &[&["invoke", &task], request].concat())
            .exits(2)
            .says(&["`task` is a spawn function", "--data"]);
    }
}

#[test]
fn compiled_code_is_kept_where_the_user_says_and_nowhere_else() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let kept = |name: &str| fs::read_dir(folder.path().join(name)).map_or(0, Iterator::count);
    let invoke = |more: &[&str]| {
        let mut command = momento(folder.path());
        command.env("MOMENTO_FUNCTIONS_CODE_CACHE", folder.path().join("named"));
        command
            .args(["invoke", &echo, "--data", "hello"])
            .args(more);
        run(command)
    };
    assert_eq!(invoke(&["--no-code-cache"]).exits(0).stdout, "hello");
    assert_eq!(kept("named"), 0);
    for _ in 0..2 {
        let folder = ["--code-cache", "chosen"];
        assert_eq!(invoke(&folder).exits(0).stdout, "hello");
        assert_eq!((kept("named"), kept("chosen")), (0, 1));
    }
    assert_eq!(invoke(&[]).exits(0).stdout, "hello");
    assert_eq!(kept("named"), 1);
}

#[test]
fn a_folder_for_compiled_code_that_cannot_be_used_is_told_if_it_was_asked_for() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    fs::write(folder.path().join("file"), "").unwrap();
    let mut command = momento(folder.path());
    command.args(["invoke", &echo, "--code-cache", "file"]);
    run(command)
        .exits(2)
        .says(&["compiled code cannot be kept in file"]);
    let mut command = momento(folder.path());
    command.env("MOMENTO_FUNCTIONS_CODE_CACHE", folder.path().join("file"));
    command.args(["invoke", &echo]);
    run(command).exits(0);
}
