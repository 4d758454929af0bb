//! Compiles every guest and example, once, by a cargo inside this one.
//!
//! The inner cargo has its own target folder (`guests`, inside the outer one), so that the two never wait
//! for each other's lock. One package that does not compile fails only the tests that ask for it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const TARGET: &str = "wasm32-wasip2";

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
    component(&format!("guest-{name}"))
}

/// The component of `examples/{name}`.
pub fn example(name: &str) -> Vec<u8> {
    component(name)
}

fn component(package: &str) -> Vec<u8> {
    let built = built();
    match built.components.get(&package.replace('-', "_")) {
        Some(path) => fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        None if built.packages.iter().any(|known| known == package) => {
            panic!("{package} did not compile:\n{}", built.messages)
        }
        None => panic!(
            "there is no package {package}; there are {}",
            built.packages.join(", ")
        ),
    }
}

/// What one run of the inner cargo left.
struct Built {
    packages: Vec<String>,
    /// By library name, the packages that compiled.
    components: BTreeMap<String, PathBuf>,
    /// What cargo and rustc printed.
    messages: String,
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build().unwrap_or_else(|error| panic!("cannot build the guests: {error}")))
}

fn build() -> io::Result<Built> {
    let target_dir = target_dir();
    fs::create_dir_all(&target_dir)?;
    // Held until the end of this function: test binaries may run side by side.
    let lock = File::create(target_dir.join(".guests.lock"))?;
    lock.lock()?;
    install_target()?;
    let packages = packages()?;
    let output = cargo(&target_dir, &packages).output()?;
    Ok(Built {
        components: components(&String::from_utf8_lossy(&output.stdout)),
        messages: String::from_utf8_lossy(&output.stderr).into_owned(),
        packages,
    })
}

fn target_dir() -> PathBuf {
    // `CARGO_TARGET_TMPDIR` is `tmp` in the outer target folder, wherever that was put.
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("guests")
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

fn packages() -> io::Result<Vec<String>> {
    let guests = crates_in(&workspace().join("test-host/guests"))?;
    let examples = crates_in(&workspace().join("examples"))?;
    Ok(guests
        .into_iter()
        .map(|folder| format!("guest-{folder}"))
        .chain(examples)
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

fn cargo(target_dir: &Path, packages: &[String]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command
        .current_dir(workspace())
        .arg("build")
        .args(["--target", TARGET, "--profile", "guest"]);
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
    command.stdin(Stdio::null());
    command
}

/// The components that cargo reports to have built or found fresh. A file left by an earlier build of a
/// package that does not compile any more is not among them.
fn components(messages: &str) -> BTreeMap<String, PathBuf> {
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
fn install_target() -> io::Result<()> {
    if target_is_installed()? {
        return Ok(());
    }
    let advice = format!("the target {TARGET} is not installed: run `rustup target add {TARGET}`");
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(workspace())
        .args(["target", "add", TARGET])
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

fn target_is_installed() -> io::Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let mut command = Command::new(rustc);
    command
        .current_dir(workspace())
        .args(["--print", "target-libdir", "--target", TARGET]);
    let output = command.output()?;
    Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}
