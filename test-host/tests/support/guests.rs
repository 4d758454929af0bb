//! Compiles every guest and example, once, by a cargo inside this one.
//!
//! The inner cargo has target folders of its own (`guests` and `published-guests`, inside the outer one), so
//! that it and the outer one never wait for each other's lock. One package that does not compile fails only
//! the tests that ask for it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use wit_component::ComponentEncoder;

const TARGET: &str = "wasm32-wasip2";
const LEAN: &str = "wasm32-unknown-unknown";

/// The stack that `cargo momento build` gives a function.
const LEAN_FLAGS: [(&str, &str); 1] = [(
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
    "-Clink-arg=-zstack-size=65536",
)];

/// What the outer cargo, or a tool around it, sets for native code and must not reach the inner build:
/// flags for another target, coverage's and clippy's wrappers, profiles changed on the command line.
const OUTER_ONLY: &[&str] = &[
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_BUILD_DIR",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_BUILD_RUSTC_WRAPPER",
    "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER",
    "CARGO_MAKEFLAGS",
    "MAKEFLAGS",
    "LLVM_PROFILE_FILE",
];

/// The component of `test-host/guests/{name}`.
pub fn guest(name: &str) -> Vec<u8> {
    ours().wasm(&format!("guest-{name}"))
}

/// The component of `examples/{name}`.
pub fn example(name: &str) -> Vec<u8> {
    ours().wasm(name)
}

/// The component of `examples/{name}` as a lean function.
pub fn lean_example(name: &str) -> Vec<u8> {
    static BUILT: OnceLock<Built> = OnceLock::new();
    let examples = || crates_in(&root().join("examples"));
    let built = BUILT.get_or_init(|| built(&root(), "guests", LEAN, examples()));
    let encoder = ComponentEncoder::default().module(&built.wasm(name));
    encoder
        .and_then(|mut encoder| encoder.encode())
        .unwrap_or_else(|error| panic!("{name}: {error:#}"))
}

/// The component of `test-host/published-guests/{name}`.
pub fn published(name: &str) -> Vec<u8> {
    static BUILT: OnceLock<Built> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let workspace = root().join("test-host/published-guests");
        let packages = named("published", &workspace);
        built(&workspace, "published-guests", TARGET, packages)
    });
    built.wasm(&format!("published-{name}"))
}

fn ours() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| built(&root(), "guests", TARGET, guests_and_examples()))
}

/// What one run of the inner cargo left.
struct Built {
    packages: Vec<String>,
    /// By library name, the packages that compiled.
    files: BTreeMap<String, PathBuf>,
    /// What cargo and rustc printed.
    messages: String,
}

impl Built {
    fn wasm(&self, package: &str) -> Vec<u8> {
        match self.files.get(&package.replace('-', "_")) {
            Some(path) => {
                fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            }
            None if self.packages.iter().any(|known| known == package) => {
                panic!("{package} did not compile:\n{}", self.messages)
            }
            None => panic!(
                "there is no package {package}; there are {}",
                self.packages.join(", ")
            ),
        }
    }
}

fn built(workspace: &Path, folder: &str, target: &str, packages: io::Result<Vec<String>>) -> Built {
    packages
        .and_then(|packages| build(workspace, folder, target, packages))
        .unwrap_or_else(|error| panic!("cannot build the guests: {error}"))
}

fn build(workspace: &Path, folder: &str, target: &str, packages: Vec<String>) -> io::Result<Built> {
    // `tmp` in the outer target folder, wherever that was put.
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(tmp)?;
    // Held until the end of this function: test binaries may run side by side.
    let lock = File::create(tmp.join("guests.lock"))?;
    lock.lock()?;
    install(target)?;
    let output = cargo(workspace, &tmp.with_file_name(folder), target, &packages).output()?;
    Ok(Built {
        files: wasm_files(&String::from_utf8_lossy(&output.stdout)),
        messages: String::from_utf8_lossy(&output.stderr).into_owned(),
        packages,
    })
}

/// The repository's.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

fn guests_and_examples() -> io::Result<Vec<String>> {
    let mut packages = named("guest", &root().join("test-host/guests"))?;
    packages.extend(crates_in(&root().join("examples"))?);
    Ok(packages)
}

/// The packages of the crates in `parent`, which are named `{prefix}-{folder}`.
fn named(prefix: &str, parent: &Path) -> io::Result<Vec<String>> {
    let folders = crates_in(parent)?;
    Ok(folders
        .iter()
        .map(|folder| format!("{prefix}-{folder}"))
        .collect())
}

/// The names of the folders in `parent` that are crates, sorted.
fn crates_in(parent: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        if entry.path().join("Cargo.toml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn cargo(workspace: &Path, target_dir: &Path, target: &str, packages: &[String]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command
        .current_dir(workspace)
        .args(["build", "--locked"])
        .args(["--target", target, "--profile", "guest"]);
    command
        .args([
            "--keep-going",
            "--message-format",
            "json-render-diagnostics",
            "--target-dir",
        ])
        .arg(target_dir);
    command.args(packages.iter().flat_map(|package| ["--package", package]));
    for variable in OUTER_ONLY {
        command.env_remove(variable);
    }
    command.envs(LEAN_FLAGS);
    command.stdin(Stdio::null());
    command
}

/// The files that cargo reports to have built or found fresh. A file left by an earlier build of a
/// package that does not compile any more is not among them.
fn wasm_files(messages: &str) -> BTreeMap<String, PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter_map(|message| {
            Some((
                message["target"]["name"].as_str()?.replace('-', "_"),
                wasm_file(&message)?,
            ))
        })
        .collect()
}

fn wasm_file(artifact: &serde_json::Value) -> Option<PathBuf> {
    let files = artifact["filenames"].as_array()?;
    files
        .iter()
        .filter_map(|file| file.as_str())
        .find(|file| file.ends_with(".wasm"))
        .map(PathBuf::from)
}

/// Installs the guests' target where rustup is told not to install what `rust-toolchain.toml` lists.
fn install(target: &str) -> io::Result<()> {
    if is_installed(target)? {
        return Ok(());
    }
    let advice = format!("the target {target} is not installed: run `rustup target add {target}`");
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(root())
        .args(["target", "add", target])
        .stdin(Stdio::null());
    let output = rustup
        .output()
        .map_err(|error| io::Error::other(format!("{advice} ({error})")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{advice}\n{}",
        String::from_utf8_lossy(&output.stderr)
    )))
}

fn is_installed(target: &str) -> io::Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let mut command = Command::new(rustc);
    command
        .current_dir(root())
        .args(["--print", "target-libdir", "--target", target]);
    let output = command.output()?;
    Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}
