//! One run of cargo that compiles a function, and what it says meanwhile.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

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
    pub(crate) error: Box<Error>,
    /// The packages with errors, as cargo names them.
    pub(crate) packages: Vec<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error: Box::new(error),
            packages: Vec::new(),
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        *failure.error
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

/// What a run says to whoever goes on after it, whether it goes well or not.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// What the compiler says of errors, without colours.
    pub(crate) errors: String,
    /// When the build scripts of packages had run, by the packages' folders: what lies there and changed no later, the
    /// compiler has seen.
    pub(crate) scripts: BTreeMap<PathBuf, SystemTime>,
}

/// How many bytes of errors are kept.
const ERRORS: usize = 256 << 10;

impl Heard {
    fn hear(&mut self, line: &Line) {
        if let Some(diagnostic) = &line.message {
            let text = diagnostic.rendered.as_deref().unwrap_or_default();
            if diagnostic.level == "error" && self.errors.len() < ERRORS {
                self.errors.push_str(&without_colors(text));
            }
        } else if line.reason == "build-script-executed" {
            let folder = folder_of(&line.package_id);
            self.scripts
                .extend(folder.map(|folder| (folder, SystemTime::now())));
        }
    }
}

/// The folder of a package on this machine, by cargo's name for it: `path+file:///folder#name@version`.
fn folder_of(package: &str) -> Option<PathBuf> {
    let url = package.strip_prefix("path+file://")?;
    url.split('#').next().map(PathBuf::from)
}

/// Leaves out what sets colours: an escape, a bracket, numbers, and a letter.
fn without_colors(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|character: char| character.is_ascii_alphabetic());
        plain.push_str(end.and_then(|end| part.get(end + 1..)).unwrap_or_default());
    }
    plain
}

/// Runs a command that compiles the crate of `manifest`.
pub(crate) fn run(
    mut command: Command,
    manifest: &Path,
    output: &Output,
    heard: &mut Heard,
) -> Result<Compiled, Failure> {
    command.stdout(Stdio::piped()).stderr(Stdio::inherit());
    let line = cargo::command_line(&command);
    let mut child = command
        .spawn()
        .map_err(|source| cargo::not_run(&line, source))?;
    let said = child
        .stdout
        .take()
        .map(|stdout| listen(stdout, manifest, output, heard));
    let status = child
        .wait()
        .map_err(|source| cargo::not_run(&line, source))?;
    let said = said.unwrap_or_default();
    if !status.success() {
        return Err(Failure {
            error: Box::new(cargo::failed(&line, "")),
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
fn listen(stdout: impl Read, manifest: &Path, output: &Output, heard: &mut Heard) -> Said {
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
        heard.hear(&line);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_left_out_of_what_is_shown_elsewhere() {
        let text = "\u{1b}[0m\u{1b}[1m\u{1b}[38;5;9merror\u{1b}[0m: a < b\n";
        assert_eq!(without_colors(text), "error: a < b\n");
        assert_eq!(without_colors("plain"), "plain");
        assert_eq!(without_colors("cut \u{1b}[38;5"), "cut ");
    }

    #[test]
    fn a_package_of_this_machine_has_a_folder() {
        let folder = Some(PathBuf::from("/home/me/hello"));
        assert_eq!(folder_of("path+file:///home/me/hello#0.1.0"), folder);
        assert_eq!(folder_of("path+file:///home/me/hello#name@0.1.0"), folder);
        let registry = "registry+https://github.com/rust-lang/crates.io-index#log@0.4.0";
        assert_eq!(folder_of(registry), None);
    }
}
