//! Folders and projects to run the command in.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// What a run of the command printed, and how it ended.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The command in `folder`, as `cargo momento` runs it.
pub fn momento(folder: &Path) -> Command {
    let mut command = tool(env!("CARGO_BIN_EXE_cargo-momento"), folder);
    command.arg("momento");
    command
}

/// Any program in `folder`, with the builds of all tests in one place, and no network.
pub fn tool(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command.env(
        "CARGO_TARGET_DIR",
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("projects"),
    );
    command.env("CARGO_NET_OFFLINE", "true");
    for variable in [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
        "LLVM_PROFILE_FILE",
        "MOMENTO_API_KEY",
        "MOMENTO_CELL_HOSTNAME",
        "MOMENTO_ENDPOINT",
        "MOMENTO_CACHE",
        "MOMENTO_TIMEOUT_MILLISECONDS",
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env_remove(variable);
    }
    command
}

pub fn run(mut command: Command) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run {
        code: status.code(),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// Runs the command with `arguments`.
pub fn momento_with(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = momento(folder);
    command.args(arguments);
    run(command)
}

impl Run {
    /// Holds the run to its exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout: {}\nstderr: {}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Holds the run to having said all of this to stderr.
    #[track_caller]
    pub fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stderr.contains(text), "{text:?} in: {}", self.stderr);
        }
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(self.stdout.trim())
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A project that `new` has made, for all tests.
pub fn project() -> &'static Path {
    static PROJECT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = PROJECT.get_or_init(|| {
        let parent = folder();
        momento_with(parent.path(), &["new", "shared-greeter"]).exits(0);
        let path = parent.path().join("shared-greeter");
        lock(&path);
        (parent, path)
    });
    path
}

/// Has a project use the versions that are here already.
pub fn lock(project: &Path) {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("Cargo.lock");
    fs::copy(lock, project.join("Cargo.lock")).unwrap();
}

/// A crate with this manifest and this source, in a folder of its own.
pub fn crate_of(manifest: &str, file: &str, source: &str) -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let file = folder.path().join(file);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, source).unwrap();
    folder
}

/// A file with a guest of the host's own tests.
pub fn component(folder: &Path, guest: &str) -> String {
    let name = format!("{guest}.wasm");
    fs::write(folder.join(&name), crate::guests::guest(guest)).unwrap();
    name
}
