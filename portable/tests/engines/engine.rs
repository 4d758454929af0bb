//! `wasmtime serve`, as a process of the test's own.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::thread;

use tempfile::TempDir;
use tokio::sync::watch;

use super::client::patient;

/// What it prints before its address.
const READY: &str = "Serving HTTP on http://";

/// An engine that serves a component on a free port of loopback. It is killed on drop.
pub struct Engine {
    process: Child,
    address: SocketAddr,
    said: watch::Receiver<Said>,
    _folder: TempDir,
}

/// What an engine has printed, a line each, and whether it has ended.
#[derive(Default)]
struct Said {
    lines: Vec<String>,
    ended: bool,
}

/// How an engine is started.
#[derive(Clone, Default)]
pub struct Options {
    arguments: Vec<String>,
}

impl Options {
    /// Has one instance serve so many requests, one after the other.
    pub fn reuse(self, requests: u32) -> Self {
        self.argument(format!("--max-instance-reuse-count={requests}"))
            .argument("--idle-instance-timeout=60s")
    }

    /// Sets a variable of the environment, which only `-S cli` lets a component see.
    pub fn variable(self, name: &str, value: &str) -> Self {
        self.argument(format!("--env={name}={value}"))
    }

    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }
}

/// The program to test with, or none: then the test is skipped, and its output says why.
///
/// # Panics
///
/// There is none, and `CI` is `true`: nothing is skipped there.
pub fn program() -> Option<OsString> {
    let program = std::env::var_os("WASMTIME").unwrap_or_else(|| OsString::from("wasmtime"));
    if runs(&program) {
        return Some(program);
    }
    let reason = format!("there is no {} to serve with", program.display());
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{reason}, and CI=true skips nothing: put wasmtime into PATH or WASMTIME"
    );
    println!("skipped: {reason}");
    None
}

fn runs(program: &OsString) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Engine {
    /// Serves a component, or none where there is no program.
    pub async fn start(component: &[u8], options: &Options) -> Option<Self> {
        let program = program()?;
        let started = Self::try_start(program, component, options).await;
        Some(started.unwrap_or_else(|said| panic!("the engine does not serve: {said}")))
    }

    /// Serves a component; where the engine refuses it, what it said.
    pub async fn try_start(
        program: OsString,
        component: &[u8],
        options: &Options,
    ) -> Result<Self, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("component.wasm");
        fs::write(&path, component).unwrap();
        let mut command = Command::new(program);
        command
            .args(["serve", "--addr", "127.0.0.1:0", "--no-logging-prefix"])
            .args(&options.arguments)
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let said = listen(process.stderr.take().unwrap());
        let mut engine = Self {
            process,
            address: ([127, 0, 0, 1], 0).into(),
            said,
            _folder: folder,
        };
        engine.address = address(&mut engine.said).await?;
        Ok(engine)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits for a line on the engine's stderr.
    pub async fn line(&self, is: impl Fn(&str) -> bool) -> String {
        let mut said = self.said.clone();
        let found = |said: &Said| said.lines.iter().find(|line| is(line)).cloned();
        let said = patient(said.wait_for(|said| said.ended || found(said).is_some())).await;
        let said = said.unwrap();
        found(&said).unwrap_or_else(|| panic!("the engine ended, and said {:?}", said.lines))
    }

    /// What it has printed on stderr up to now.
    pub fn lines(&self) -> Vec<String> {
        self.said.borrow().lines.clone()
    }

    /// The most memory that the engine has had resident, in bytes.
    pub fn peak(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.unwrap().trim().trim_end_matches(" kB");
        kib.parse::<usize>().unwrap() * 1024
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads all that an engine prints: it would wait for its reader else.
fn listen(output: impl Read + Send + 'static) -> watch::Receiver<Said> {
    let (tell, said) = watch::channel(Said::default());
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            tell.send_modify(|said| said.lines.push(line));
        }
        tell.send_modify(|said| said.ended = true);
    });
    said
}

/// Waits until the engine serves, or ends.
async fn address(said: &mut watch::Receiver<Said>) -> Result<SocketAddr, String> {
    let ready = |said: &Said| {
        let mut lines = said.lines.iter();
        lines.find_map(|line| Some(line.strip_prefix(READY)?.trim_end_matches('/').to_owned()))
    };
    let said = patient(said.wait_for(|said| said.ended || ready(said).is_some())).await;
    let said = said.unwrap();
    let address = ready(&said).ok_or_else(|| said.lines.join("\n"))?;
    Ok(address.parse().unwrap())
}
