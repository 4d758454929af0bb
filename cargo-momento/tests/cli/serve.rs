//! `cargo momento serve`

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use serde_json::Value;

use crate::support::{Run, component, folder, momento, momento_with, project};

/// A serving command.
pub struct Served {
    child: Child,
    lines: BufReader<ChildStdout>,
    pub ready: Value,
}

impl Served {
    /// Starts the command on a free port and waits until it says that it is ready.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = momento(folder);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--json"])
            .args(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut served = Self {
            child,
            lines,
            ready: Value::Null,
        };
        served.ready = served.event();
        served
    }

    /// Where it serves.
    pub fn url(&self) -> &str {
        self.ready["url"].as_str().unwrap()
    }

    /// The next line of JSON.
    pub fn event(&mut self) -> Value {
        let mut line = String::new();
        if self.lines.read_line(&mut line).unwrap() == 0 {
            let mut stderr = String::new();
            self.child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut stderr)
                .unwrap();
            panic!("the command ended: {stderr}");
        }
        serde_json::from_str(&line).unwrap()
    }

    pub fn post(&self, target: &str, body: &str) -> String {
        let address = self.ready["url"]
            .as_str()
            .unwrap()
            .strip_prefix("http://")
            .unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let size = body.len();
        let request = format!(
            "POST {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {size}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Presses Ctrl-C.
    #[cfg(unix)]
    pub fn press_ctrl_c(&self) {
        let id = self.child.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until the command has said a text.
    pub fn says(&mut self, text: &str) {
        let stderr = self.child.stderr.as_mut().unwrap();
        let mut said = Vec::new();
        let mut byte = [0];
        while !said.ends_with(text.as_bytes()) {
            stderr.read_exact(&mut byte).unwrap();
            said.extend(byte);
        }
    }

    /// Presses Ctrl-C and waits for the end.
    #[cfg(unix)]
    pub fn interrupt(self) -> Run {
        self.press_ctrl_c();
        self.end()
    }

    /// Waits for the end.
    #[cfg(unix)]
    pub fn end(mut self) -> Run {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.lines.read_to_string(&mut stdout).unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        Run {
            code: self.child.wait().unwrap().code(),
            stdout,
            stderr,
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_crate_in_the_current_folder_is_built_and_answers() {
    let mut served = Served::start(project(), &[]);
    let function = served.ready["functions"][0].clone();
    assert_eq!(
        (&served.ready["event"], &function["name"]),
        (&"ready".into(), &"shared-greeter".into())
    );
    let url = format!(
        "{}/functions/default/shared-greeter",
        served.ready["url"].as_str().unwrap()
    );
    assert_eq!(function["url"], url);
    let answer = served.post("/functions/default/shared-greeter", "{\"name\": \"Ada\"}");
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n")
            && answer.ends_with("\r\n\r\n{\"message\":\"Hello, Ada!\"}"),
        "{answer}"
    );
    let answered = served.event();
    assert_eq!(
        (&answered["event"], &answered["status"]),
        (&"answered".into(), &200.into())
    );
}

#[test]
fn it_says_what_it_keeps_ready_for_invocations() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let served = Served::start(folder.path(), &[&echo, "--code-cache", "compiled"]);
    let pool = &served.ready["pool"];
    assert_eq!(pool["instances"], 1000);
    assert_eq!(pool["memory"], 64 << 20);
    assert!(pool["page_map_scan"].is_boolean());
    assert_eq!(pool["code_cache"], "compiled");
    #[cfg(unix)]
    served.interrupt().exits(0).says(&[
        "1,000 instances of up to 67,108,864 bytes",
        "page-map scan",
        "compiled code in compiled",
    ]);
}

/// HTTP.1
#[test]
fn components_are_served_under_their_files_names_in_the_cache_that_is_named() {
    let folder = folder();
    let (echo, count) = (
        component(folder.path(), "echo"),
        component(folder.path(), "count"),
    );
    let served = Served::start(folder.path(), &[&echo, &count, "--cache", "shop"]);
    assert!(
        served
            .post("/functions/shop/echo", "back")
            .ends_with("\r\n\r\nback")
    );
    assert!(
        served
            .post("/functions/shop/count", "")
            .ends_with("\r\n\r\n1")
    );
    assert!(
        served
            .post("/functions/default/echo", "")
            .starts_with("HTTP/1.1 404 ")
    );
    drop(served);
    let served = Served::start(folder.path(), &[&echo, "--name", "mirror"]);
    assert!(
        served
            .post("/functions/default/mirror", "back")
            .ends_with("\r\n\r\nback")
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well_and_every_request_was_told_of() {
    let folder = folder();
    let trouble = component(folder.path(), "trouble");
    let mut served = Served::start(folder.path(), &[&trouble]);
    let answer = served.post("/functions/default/trouble/panic?token=hidden", "");
    assert!(
        answer.contains("\"Internal server error\"") && !answer.contains("asked for"),
        "{answer}"
    );
    let answered = served.event();
    assert_eq!(
        (&answered["error"], &answered["path"]),
        (&"trap".into(), &"/functions/default/trouble/panic".into())
    );
    let line = format!(
        "[trouble {}] POST /functions/default/trouble/panic 500 ",
        answered["invocation_id"].as_str().unwrap()
    );
    let ended = served.interrupt().exits(0).says(&[
        &line,
        "the trouble that was asked for",
        "No key is set",
        "Stopping",
    ]);
    assert!(!ended.stderr.contains("hidden"), "{}", ended.stderr);
}

/// HTTP.6
#[test]
fn keys_are_asked_for_when_there_are_any() {
    let folder = folder();
    let count = component(folder.path(), "count");
    let served = Served::start(
        folder.path(),
        &[&count, "--key", "all", "--invoke-key", "some"],
    );
    assert!(
        served
            .post("/functions/default/count", "")
            .starts_with("HTTP/1.1 401 ")
    );
    assert!(
        served
            .post("/functions/default/count?token=some", "")
            .starts_with("HTTP/1.1 200 ")
    );
}

/// HTTP.6
#[test]
fn an_open_service_beyond_this_machine_must_be_allowed() {
    let folder = folder();
    let count = component(folder.path(), "count");
    let refused = momento_with(folder.path(), &["serve", &count, "--listen", "0.0.0.0:0"]);
    refused.exits(2).says(&["no key is set", "--allow-open"]);
}

#[test]
fn a_port_in_use_is_told_before_anything_is_built() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = folder();
    let refused = momento_with(folder.path(), &["serve", "--listen", &address]);
    refused
        .exits(2)
        .says(&[&address, "is in use", "--listen 127.0.0.1:0"]);
}

#[test]
fn functions_must_differ_in_their_names() {
    let folder = folder();
    let count = component(folder.path(), "count");
    let serve = ["serve", "--listen", "127.0.0.1:0", &count, &count];
    momento_with(folder.path(), &serve)
        .exits(2)
        .says(&["two functions are called `count`"]);
    momento_with(folder.path(), &[&serve[..], &["--name", "one"]].concat())
        .exits(2)
        .says(&["`--name` names one function"]);
}

/// What was logged without a destination is shown, and marked.
#[test]
fn every_logged_line_is_told_with_where_the_service_would_send_it() {
    let folder = folder();
    let logging = component(folder.path(), "logging");
    let mut served = Served::start(folder.path(), &[&logging]);
    let script = "log info early\nconfigure topic:logs:info:off\nlog info late";
    served.post("/functions/default/logging", script);
    let (early, late) = (served.event(), served.event());
    assert_eq!(early["message"], "early");
    assert_eq!(
        (&early["captured"], &early["destinations"]),
        (&false.into(), &Value::Array(vec![]))
    );
    assert_eq!(
        (&late["message"], &late["captured"]),
        (&"late".into(), &true.into())
    );
    assert_eq!(late["destinations"][0], "topic logs");
}

/// The same, for a reader.
#[test]
fn an_invocation_shows_what_was_logged_without_a_destination_and_marks_it() {
    let folder = folder();
    let logging = component(folder.path(), "logging");
    let script = "log info early\nconfigure topic:logs:info:off\nlog info late";
    momento_with(folder.path(), &["invoke", &logging, "--data", script])
        .exits(0)
        .says(&[
            "(not captured by the service: no destination is configured) early",
            "(topic logs) late",
        ]);
}

/// SPN.5
#[test]
fn what_is_spawned_is_told_with_its_result_and_its_lines() {
    let folder = folder();
    let guests = ["spawner", "task"].map(|guest| component(folder.path(), guest));
    let mut served = Served::start(folder.path(), &guests.each_ref().map(String::as_str));
    assert_eq!(served.ready["functions"][1]["invocable"], false);
    let mut until = |event: &str, path: &str, script: &str| {
        served.post(&format!("/functions/default/{path}"), script);
        loop {
            let told = served.event();
            if told["event"] == event {
                return told;
            }
        }
    };
    let line = until("log", "spawner/task", "log working\nnote 3 rows");
    assert_eq!(
        (&line["function"], &line["message"]),
        (&"task".into(), &"working".into())
    );
    let done = until("spawned", "spawner/task", "note 3 rows");
    assert_eq!(
        (&done["function"], &done["result"], &done["note"]),
        (&"task".into(), &"ok-note".into(), &"3 rows".into())
    );
    let refused = served.post("/functions/default/task", "");
    assert!(
        refused.starts_with("HTTP/1.1 409 ") && refused.contains("cargo momento invoke"),
        "{refused}"
    );
}

/// SPN.9: what was spawned ends before the command does, and is told to a reader.
#[cfg(unix)]
#[test]
fn ctrl_c_waits_for_what_was_spawned() {
    let folder = folder();
    let guests = ["spawner", "task"].map(|guest| component(folder.path(), guest));
    let served = Served::start(folder.path(), &guests.each_ref().map(String::as_str));
    served.post("/functions/default/spawner/task", "sleep 1\nfail no user");
    let ended = served.interrupt().exits(0);
    let ended = ended.says(&["failed-note", "error: [task "]);
    assert_eq!(
        ended.stderr.matches("no user").count(),
        1,
        "{}",
        ended.stderr
    );
}

/// KIT.44, KIT.46
#[cfg(unix)]
#[test]
fn what_it_records_is_replayed_by_its_file() {
    let folder = folder();
    let cache = component(folder.path(), "cache");
    let served = Served::start(folder.path(), &[&cache, "--record", "records"]);
    let target = "/functions/default/cache/get/a";
    assert!(served.post(target, "").ends_with("missing"));
    served.interrupt().exits(0);
    let records = folder.path().join("records");
    let record = std::fs::read_dir(records).unwrap().next().unwrap();
    let record = record.unwrap().path();
    let record = record.to_str().unwrap();
    let replay = |arguments: &[&str]| {
        let arguments = [&["replay"], arguments].concat();
        momento_with(folder.path(), &arguments)
    };
    let same = replay(&[record, &cache, "--json", "--env", "A=b=c"]).exits(0);
    assert_eq!(same.json()["same"], true);
    let text = std::fs::read_to_string(record).unwrap();
    let edited = text.replace("\"get/a\"", "\"get/b\"");
    std::fs::write(folder.path().join("edited.json"), edited).unwrap();
    let differs = replay(&["edited.json", &cache]).exits(1);
    assert!(differs.stdout.contains("--- record"), "{}", differs.stdout);
    let json = replay(&["edited.json", &cache, "--json"]).exits(1).json();
    assert!(json["difference"].as_str().unwrap().contains("--- record"));
    std::fs::write(folder.path().join("cut.json"), &text[..text.len() / 2]).unwrap();
    replay(&["cut.json", &cache])
        .exits(2)
        .says(&["was it cut, or edited?"]);
    replay(&[record, &cache, "--env", "A"])
        .exits(2)
        .says(&["NAME=VALUE"]);
    replay(&["gone.json", &cache]).exits(2).says(&["gone.json"]);
}
