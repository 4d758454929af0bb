//! Compiles the crate in `tested`, whose tests end in every way there is, and finds its binaries.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

pub const TARGET: &str = "wasm32-wasip2";

const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("tested/Cargo.toml.txt")),
    ("src/lib.rs", include_str!("tested/src/lib.rs")),
    ("src/plain.rs", include_str!("tested/src/plain.rs")),
    ("src/program.rs", include_str!("tested/src/program.rs")),
    ("src/wasm.rs", include_str!("tested/src/wasm.rs")),
    ("tests/outside.rs", include_str!("tested/tests/outside.rs")),
    (
        "tests/own_main.rs",
        include_str!("tested/tests/own_main.rs"),
    ),
];

/// What would change how the inner cargo builds.
const OUTER_ONLY: &[&str] = &[
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_MAKEFLAGS",
    "MAKEFLAGS",
    "LLVM_PROFILE_FILE",
    "RUST_BACKTRACE",
    "RUST_TEST_THREADS",
];

/// The crate's folder.
pub fn folder() -> PathBuf {
    tmp().join("tested")
}

fn tmp() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// A cargo for the crate: no network, and nothing that is not its own.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(folder()).args(arguments);
    for variable in OUTER_ONLY {
        command.env_remove(variable);
    }
    command
        .env("CARGO_NET_OFFLINE", "true")
        .stdin(Stdio::null());
    command
}

/// The file of a test binary for WebAssembly: `tested` for the library's, `outside`, `own_main`; and of the
/// program `program`.
pub fn binary(name: &str) -> PathBuf {
    static BUILT: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    BUILT.get_or_init(build)[name].clone()
}

fn build() -> BTreeMap<String, PathBuf> {
    fs::create_dir_all(tmp()).unwrap();
    // Held until the end of this function: test binaries may run side by side.
    let lock = File::create(tmp().join("tested.lock")).unwrap();
    lock.lock().unwrap();
    write();
    let build = |command: &[&str]| {
        let format = [
            "--target",
            TARGET,
            "--message-format",
            "json-render-diagnostics",
        ];
        let output = cargo(&[command, &format].concat()).output().unwrap();
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{messages}");
        String::from_utf8(output.stdout).unwrap()
    };
    let said = build(&["test", "--no-run", "--tests"]) + &build(&["build", "--bins"]);
    executables(&said)
}

/// Writes the crate; a file that is as it should be is left, so that nothing is built anew.
fn write() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let root = root.to_str().unwrap().trim_end_matches('/');
    for (path, text) in FILES {
        put(
            &folder().join(path),
            text.replace("{{root}}", root).as_bytes(),
        );
    }
    for shared in ["Cargo.lock", "rust-toolchain.toml"] {
        let path = folder().join(shared);
        // Cargo adds the crate itself to the lock.
        if shared != "Cargo.lock" || !path.is_file() {
            put(&path, &fs::read(Path::new(root).join(shared)).unwrap());
        }
    }
}

fn put(path: &Path, bytes: &[u8]) {
    if fs::read(path).is_ok_and(|found| found == bytes) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn executables(messages: &str) -> BTreeMap<String, PathBuf> {
    let messages = messages.lines();
    let messages = messages.filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    messages
        .filter_map(|message| {
            let file = message["executable"].as_str()?;
            let name = message["target"]["name"].as_str()?;
            Some((name.to_owned(), PathBuf::from(file)))
        })
        .collect()
}
