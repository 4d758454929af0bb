//! Builds the function that a test is about, once a run.

use serde::Deserialize;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

const TARGET: &str = "wasm32-wasip2";

/// The target folder of these builds, inside the workspace's: the cargo that runs the test may hold that one.
const FOLDER: &str = "momento-test";

/// The stack inside the memory of a function that is not optimised.
const STACK: &str = "-Clink-arg=-zstack-size=1048576";

/// What the outer cargo, or a tool around it, sets for native code.
const NATIVE_ONLY: [&str; 13] = [
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER",
    "CARGO_BUILD_RUSTC_WRAPPER",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MAKEFLAGS",
    "CARGO_TARGET_DIR",
    "LLVM_PROFILE_FILE",
    "MAKEFLAGS",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
];

/// A function that was built.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuiltCrate {
    /// The crate's name.
    pub name: String,
    /// The bytes of the component.
    pub wasm: bytes::Bytes,
}

/// Why a function is not built.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no crate.
    #[error("{} has no Cargo.toml: name the folder of the function's crate; `.` is the crate of the test", .0.display())]
    NoCrate(PathBuf),
    /// Cargo does not run.
    #[error("cargo does not run: {0}")]
    NoCargo(String),
    /// Cargo failed; its text says why.
    #[error("`{command}` failed\n{text}{hint}")]
    Cargo {
        /// The command.
        command: String,
        /// What it said.
        text: String,
        /// What mends it, where that is known.
        hint: &'static str,
    },
    /// Cargo said what cannot be understood.
    #[error("cargo named no component of {}: has it a library?", .0.display())]
    NoComponent(PathBuf),
    /// The component cannot be read.
    #[error("cannot read {}: {why}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        why: String,
    },
}

/// Builds the function of a crate, not optimised, into `momento-test` below the workspace's target folder.
///
/// A process builds it once: whoever asks again gets the same. Another process asks cargo, which builds what
/// has changed.
///
/// # Errors
///
/// See [`BuildError`].
pub fn build_crate(folder: &Path) -> Result<BuiltCrate, BuildError> {
    static BUILT: Mutex<Option<HashMap<PathBuf, Result<BuiltCrate, BuildError>>>> =
        Mutex::new(None);
    let manifest = folder.join("Cargo.toml");
    let manifest = manifest
        .canonicalize()
        .map_err(|_| BuildError::NoCrate(folder.to_owned()))?;
    // Held while it is built: whoever else wants it waits.
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let built = built.get_or_insert_default();
    let entry = built.entry(manifest.clone());
    entry.or_insert_with(|| build(&manifest)).clone()
}

fn build(manifest: &Path) -> Result<BuiltCrate, BuildError> {
    let workspace = metadata(manifest)?;
    let mut cargo = cargo(manifest);
    cargo.args([
        "rustc",
        "--lib",
        "--crate-type",
        "cdylib",
        "--target",
        TARGET,
    ]);
    cargo.args(["--message-format", "json-render-diagnostics"]);
    cargo.arg("--target-dir");
    cargo.arg(workspace.target_directory.join(FOLDER));
    cargo.args(["--", STACK]);
    let output = run(cargo)?;
    let artifact = artifact(&output.stdout, manifest)
        .ok_or_else(|| BuildError::NoComponent(manifest.to_owned()))?;
    let wasm = std::fs::read(&artifact.file).map_err(|why| BuildError::Unreadable {
        file: artifact.file,
        why: why.to_string(),
    })?;
    let name = workspace.package(manifest).unwrap_or(artifact.target);
    Ok(BuiltCrate {
        name,
        wasm: wasm.into(),
    })
}

#[derive(Deserialize)]
struct Workspace {
    target_directory: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

impl Workspace {
    fn package(&self, manifest: &Path) -> Option<String> {
        let mut packages = self.packages.iter();
        let package = packages.find(|package| is_same(&package.manifest_path, manifest))?;
        Some(package.name.clone())
    }
}

fn metadata(manifest: &Path) -> Result<Workspace, BuildError> {
    let mut cargo = cargo(manifest);
    cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
    let output = run(cargo)?;
    serde_json::from_slice(&output.stdout)
        .map_err(|error| BuildError::NoCargo(format!("its metadata cannot be read: {error}")))
}

fn cargo(manifest: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut cargo = Command::new(program);
    cargo.current_dir(manifest.parent().unwrap_or(Path::new(".")));
    cargo.stdin(Stdio::null());
    for name in NATIVE_ONLY {
        cargo.env_remove(name);
    }
    cargo
}

fn run(mut command: Command) -> Result<Output, BuildError> {
    let output = command
        .output()
        .map_err(|error: io::Error| BuildError::NoCargo(error.to_string()))?;
    if output.status.success() {
        return Ok(output);
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy());
    let words: Vec<_> = words.collect();
    Err(BuildError::Cargo {
        command: format!("cargo {}", words.join(" ")),
        hint: match text.contains("target may not be installed") {
            true => "\ninstall the target: rustup target add wasm32-wasip2",
            false => "",
        },
        text,
    })
}

/// What cargo says when something was built.
#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

struct Artifact {
    target: String,
    file: PathBuf,
}

fn artifact(said: &[u8], manifest: &Path) -> Option<Artifact> {
    let lines = said.split(|byte| *byte == b'\n');
    let lines = lines.filter_map(|line| serde_json::from_slice::<Line>(line).ok());
    let mut own = lines.filter(|line| {
        let of = line.manifest_path.as_deref();
        line.reason == "compiler-artifact" && of.is_some_and(|of| is_same(of, manifest))
    });
    own.find_map(|line| {
        let mut files = line.filenames.into_iter();
        let file = files.find(|file| file.extension().is_some_and(|end| end == "wasm"))?;
        Some(Artifact {
            target: line.target?.name,
            file,
        })
    })
}

fn is_same(path: &Path, canonical: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| path == canonical)
}
