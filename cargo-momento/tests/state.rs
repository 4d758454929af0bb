//! `cargo momento serve --state`: what was acknowledged is there after the process was killed.

#![cfg(unix)]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

#[allow(dead_code, reason = "these tests take no example")]
#[path = "../../test-host/tests/support/guests.rs"]
mod guests;

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

const MANAGE: &str = "/functions/manage/default/f";

/// A serving command.
struct Served {
    child: Child,
    /// Held: who writes where nobody reads is told so.
    _lines: BufReader<ChildStdout>,
    ready: Value,
}

/// Where it is reached.
#[derive(Clone)]
struct Address(String);

fn serve(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-momento"));
    command.current_dir(folder).stdin(Stdio::null());
    command.args(["momento", "serve", "--listen", "127.0.0.1:0", "--json"]);
    command.args(["--state", "state", "--code-cache", "code"]);
    command.args(arguments);
    command
}

impl Served {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::run(serve(folder, arguments))
    }

    /// Starts a command and waits until it says that it is ready.
    fn run(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not ready: {line:?}"));
        Self {
            child,
            _lines: lines,
            ready,
        }
    }

    fn address(&self) -> Address {
        let url = self.ready["url"].as_str().unwrap();
        Address(url.strip_prefix("http://").unwrap().to_owned())
    }

    /// Ends the process in the middle of whatever it does.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Address {
    /// Sends a request; an error when the service goes away before it has answered.
    fn try_send(&self, method: &str, target: &str, body: &str) -> io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(&self.0)?;
        let (host, size) = (&self.0, body.len());
        write!(
            stream,
            "{method} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {size}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer
            .split_once("\r\n\r\n")
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Ok((status, body.to_owned()))
    }

    fn send(&self, method: &str, target: &str, body: &str) -> (u16, String) {
        self.try_send(method, target, body).unwrap()
    }

    fn get(&self, target: &str) -> Value {
        let (status, body) = self.send("GET", target, "");
        assert_eq!(status, 200, "{target}: {body}");
        serde_json::from_str(&body).unwrap()
    }
}

/// What a function should be: its versions with the step that made each, and which is pinned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Expected {
    steps: Vec<u64>,
    pinned: Option<u64>,
}

impl Expected {
    /// One change after the other: a deploy, a pin, another environment, no pin.
    fn change(&self, step: u64, wasm: &str) -> (&'static str, String, String) {
        let at = |aspect: &str| format!("{MANAGE}{aspect}");
        let variables = json!({"STEP": step.to_string()});
        match step % 4 {
            0 => {
                let body = json!({"inline_wasm": wasm, "environment_variables": variables});
                ("PUT", at(""), body.to_string())
            }
            1 => (
                "PUT",
                at("/pin"),
                json!({"version": self.to_pin()}).to_string(),
            ),
            2 => ("PATCH", at("/environment"), variables.to_string()),
            _ => ("DELETE", at("/pin"), String::new()),
        }
    }

    fn after(&self, step: u64) -> Self {
        let mut after = self.clone();
        match step % 4 {
            0 | 2 => after.steps.push(step),
            1 => after.pinned = Some(self.to_pin()),
            _ => after.pinned = None,
        }
        after
    }

    fn to_pin(&self) -> u64 {
        (self.steps.len() as u64).div_ceil(2)
    }

    fn found(address: &Address) -> Self {
        let (status, body) = address.send("GET", &format!("{MANAGE}/versions"), "");
        if status == 404 {
            return Self::default();
        }
        let listed: Value = serde_json::from_str(&body).unwrap();
        let versions = listed["versions"].as_array().unwrap();
        let steps = (1..=versions.len() as u64).map(|version| step_of(address, version));
        let described = address.get(MANAGE);
        let current = described["current_version"].as_u64().unwrap();
        assert_eq!(described["latest_version"], versions.len());
        Self {
            steps: steps.collect(),
            pinned: (described["pinned"] == true).then_some(current),
        }
    }
}

/// Calls one version, and tells which step made it.
fn step_of(address: &Address, version: u64) -> u64 {
    let (status, told) = address.send("GET", &format!("/functions/default/f@{version}"), "");
    assert_eq!(status, 200, "{version}: {told}");
    let step = told.lines().find_map(|line| line.split_once("env STEP="));
    let (_, step) = step.unwrap_or_else(|| panic!("{told}"));
    step.parse().unwrap()
}

/// Makes changes from `step` on until the service goes away. Gives what should be there, and what may be there in
/// its place, since the last change was not acknowledged.
fn change_on(
    address: &Address,
    mut expected: Expected,
    mut step: u64,
    acknowledged: &mpsc::Sender<u64>,
) -> (Expected, u64) {
    let wasm = BASE64_STANDARD.encode(guests::guest("context"));
    loop {
        let (method, target, body) = expected.change(step, &wasm);
        match address.try_send(method, &target, &body) {
            Ok((200 | 204, _)) => expected = expected.after(step),
            Ok(refused) => panic!("{method} {target}: {refused:?}"),
            Err(_) => return (expected, step),
        }
        let _ = acknowledged.send(step);
        step += 1;
    }
}

/// STA.2
#[test]
fn each_change_that_was_acknowledged_is_there_after_the_process_was_killed() {
    let folder = TempDir::new().unwrap();
    let (mut expected, mut step) = (Expected::default(), 0);
    for round in 0..8_usize {
        let served = Served::start(folder.path(), &[]);
        let address = served.address();
        assert_eq!(served.ready["unloaded"], 0);
        let (acknowledge, acknowledged) = mpsc::channel();
        let writer = {
            let (address, expected) = (address.clone(), expected.clone());
            thread::spawn(move || change_on(&address, expected, step, &acknowledge))
        };
        // Each round ends at another kind of change, and later in it.
        for _ in 0..round + 1 {
            acknowledged.recv().unwrap();
        }
        for _ in 0..round / 2 {
            address.send("GET", "/", "");
        }
        served.kill();
        let (known, unknown) = writer.join().unwrap();
        let served = Served::start(folder.path(), &[]);
        let found = Expected::found(&served.address());
        let maybe = known.after(unknown);
        assert!(
            found == known || found == maybe,
            "found {found:?}, and expected {known:?} or {maybe:?}"
        );
        (expected, step) = (found, unknown + 1);
        // The kinds of changes go on in their turn.
        if expected.steps.is_empty() {
            step = 0;
        }
    }
    assert!(expected.steps.len() > 4, "{expected:?}");
}

/// STA.9
#[test]
fn each_write_to_a_cache_that_a_function_saw_succeed_is_there_after_the_process_was_killed() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("cache.wasm"), guests::guest("cache")).unwrap();
    let set = |key: u64| format!("/functions/default/cache/set/key-{key}/3600000");
    let get = |key: u64| format!("/functions/default/cache/get/key-{key}");
    let (mut written, mut next) = ([None; 5], 0_u64);
    for round in 0..5_usize {
        let served = Served::start(folder.path(), &["cache.wasm", "--persist", "cache"]);
        let address = served.address();
        let (acknowledge, acknowledged) = mpsc::channel();
        let writer = thread::spawn(move || {
            loop {
                match address.try_send("POST", &set(next % 5), &next.to_string()) {
                    Ok((200, _)) => {}
                    Ok(refused) => panic!("{refused:?}"),
                    Err(_) => return next,
                }
                let _ = acknowledge.send(next);
                next += 1;
            }
        });
        for _ in 0..=7 * round {
            acknowledged.recv().unwrap();
        }
        served.kill();
        let unknown = writer.join().unwrap();
        let seen = acknowledged.try_iter().count();
        let first = unknown - (7 * round + 1 + seen) as u64;
        (first..unknown).for_each(|value| written[(value % 5) as usize] = Some(value));
        let served = Served::start(folder.path(), &["--persist", "cache"]);
        assert_eq!(served.ready["functions"][0]["name"], "cache");
        for key in 0..5 {
            let (status, found) = served.address().send("POST", &get(key), "");
            assert_eq!(status, 200);
            let known =
                written[key as usize].map_or("missing".to_owned(), |value| value.to_string());
            let maybe = (unknown % 5 == key).then(|| unknown.to_string());
            assert!(
                found == known || Some(&found) == maybe.as_ref(),
                "key {key}: found {found}, and expected {known} or {maybe:?}"
            );
            written[key as usize] = found.parse().ok();
        }
        next = unknown + 1;
    }
}

/// STA.5
#[test]
fn a_full_disk_refuses_a_change_and_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let wasm = BASE64_STANDARD.encode(guests::guest("context"));
    // No file of the process may grow beyond 16,384 blocks; it is told so by an error.
    let mut shell = Command::new("sh");
    let serve = serve(folder.path(), &["--no-code-cache"]);
    shell.current_dir(folder.path()).stdin(Stdio::null());
    shell.args(["-c", "trap '' XFSZ; ulimit -f 16384; exec \"$@\"", "sh"]);
    shell.arg(serve.get_program());
    let arguments = serve
        .get_args()
        .filter(|argument| *argument != "--code-cache" && *argument != "code");
    shell.args(arguments);
    let served = Served::run(shell);
    let address = served.address();
    let body = json!({"inline_wasm": wasm, "environment_variables": {"STEP": "0"}});
    assert_eq!(address.send("PUT", MANAGE, &body.to_string()).0, 204);
    let mut kept = 1;
    let refused = loop {
        let large = json!({"LARGE": "x".repeat(900_000), "STEP": kept.to_string()});
        let answer = address.send(
            "PATCH",
            &format!("{MANAGE}/environment"),
            &large.to_string(),
        );
        match answer {
            (200, _) if kept < 60 => kept += 1,
            refused => break refused,
        }
    };
    assert_eq!(refused.0, 507, "{}", refused.1);
    assert!(
        refused.1.contains("\"code\":\"state_full\""),
        "{}",
        refused.1
    );
    let steps = Expected::found(&address).steps;
    assert_eq!(steps, (0..kept).collect::<Vec<u64>>());
    served.kill();
    let served = Served::start(folder.path(), &[]);
    assert_eq!(Expected::found(&served.address()).steps, steps);
    let (status, _) = served.address().send("PUT", MANAGE, &body.to_string());
    assert_eq!(status, 204);
}

/// STA.8
#[test]
fn what_is_given_is_deployed_anew_only_where_it_differs() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("f.wasm");
    fs::write(&file, guests::guest("count")).unwrap();
    let latest = |arguments: &[&str]| {
        let served = Served::start(folder.path(), arguments);
        assert_eq!(served.ready["functions"][0]["name"], "f");
        served.address().get(MANAGE)["latest_version"].clone()
    };
    assert_eq!(latest(&["f.wasm"]), 1);
    assert_eq!(latest(&["f.wasm"]), 1);
    assert_eq!(latest(&[]), 1);
    fs::write(&file, guests::guest("echo")).unwrap();
    assert_eq!(latest(&["f.wasm"]), 2);
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let Output { status, stderr, .. } = serve(folder, arguments).output().unwrap();
    let told = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(2), "{told}");
    told
}

/// STA.3
#[test]
fn a_second_process_is_told_who_has_the_folder() {
    let folder = TempDir::new().unwrap();
    let served = Served::start(folder.path(), &[]);
    let told = refused(folder.path(), &[]);
    let holder = format!("state is in use by another process ({})", served.child.id());
    assert!(told.contains(&holder), "{told}");
}

/// STA.4
#[test]
fn a_folder_of_a_newer_version_is_told_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    drop(Served::start(folder.path(), &[]));
    fs::write(folder.path().join("state/format"), "7").unwrap();
    let told = refused(folder.path(), &[]);
    assert!(
        told.contains("of format 7") && told.contains("newer version"),
        "{told}"
    );
}

/// STA.9
#[test]
fn caches_on_a_server_are_not_kept_twice() {
    let folder = TempDir::new().unwrap();
    let configuration = "[local.cache]\nurl = \"redis://127.0.0.1:1\"\n";
    fs::write(folder.path().join("momento.toml"), configuration).unwrap();
    let with_server = ["--persist", "cache", "--config", "momento.toml"];
    let told = refused(folder.path(), &with_server);
    assert!(told.contains("`[local.cache]`"), "{told}");
}
