//! One run of cargo that compiles a function, and what it says meanwhile.

use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::cargo;
use crate::error::Error;
use crate::metadata::is_same;
use crate::output::Output;

/// What came of a run that went well.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The function's WebAssembly.
    pub(crate) wasm: PathBuf,
}

/// What came of one that did not.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// The packages with errors, as cargo names them.
    pub(crate) packages: Vec<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            packages: Vec::new(),
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

/// One line of what cargo says while it builds.
#[derive(Deserialize)]
struct Line {
    reason: String,
    #[serde(default)]
    package_id: String,
    manifest_path: Option<PathBuf>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    message: Option<Diagnostic>,
}

/// What rustc says of a crate.
#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
}

/// How cargo is to tell what it does.
pub(crate) fn message_format(output: &Output) -> &'static str {
    match output.is_colorful() {
        true => "json-diagnostic-rendered-ansi",
        false => "json",
    }
}

/// Runs a command that compiles the crate of `manifest`.
pub(crate) fn run(
    mut command: Command,
    manifest: &Path,
    output: &Output,
) -> Result<Compiled, Failure> {
    command.stdout(Stdio::piped()).stderr(Stdio::inherit());
    let line = cargo::command_line(&command);
    let mut child = command
        .spawn()
        .map_err(|source| cargo::not_run(&line, source))?;
    let said = child
        .stdout
        .take()
        .map(|stdout| listen(stdout, manifest, output));
    let status = child
        .wait()
        .map_err(|source| cargo::not_run(&line, source))?;
    let said = said.unwrap_or_default();
    if !status.success() {
        return Err(Failure {
            error: cargo::failed(&line, ""),
            packages: said.failed,
        });
    }
    let wasm = said.wasm.ok_or_else(|| Error::Metadata {
        path: manifest.to_owned(),
        reason: "it names no .wasm file among what it built".to_owned(),
    })?;
    Ok(Compiled { wasm })
}

/// What a run has said that matters after it.
#[derive(Default)]
struct Said {
    wasm: Option<PathBuf>,
    failed: Vec<String>,
}

/// Passes the compiler's messages on as they come.
fn listen(stdout: impl Read, manifest: &Path, output: &Output) -> Said {
    let mut said = Said::default();
    let lines = BufReader::new(stdout).lines().map_while(Result::ok);
    for line in lines.filter_map(|line| serde_json::from_str::<Line>(&line).ok()) {
        if let Some(text) = line
            .message
            .as_ref()
            .and_then(|message| message.rendered.as_ref())
        {
            output.diagnostic(text);
        }
        said.hear(line, manifest);
    }
    said
}

impl Said {
    fn hear(&mut self, line: Line, manifest: &Path) {
        if let Some(diagnostic) = line.message {
            if diagnostic.level == "error" && !self.failed.contains(&line.package_id) {
                self.failed.push(line.package_id);
            }
        } else if line.reason == "compiler-artifact" {
            let is_own = line
                .manifest_path
                .is_some_and(|path| is_same(&path, manifest));
            let is_wasm = |file: &PathBuf| file.extension().is_some_and(|end| end == "wasm");
            let wasm = line.filenames.into_iter().find(is_wasm);
            self.wasm = self.wasm.take().or(wasm.filter(|_| is_own));
        }
    }
}
