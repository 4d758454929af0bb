//! The adapters that the library carries are those that their sources give: `BLESS=1` writes them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wasmparser::Validator;
use wit_component::{ComponentEncoder, targets};
use wit_parser::Resolve;

const TARGET: &str = "wasm32-unknown-unknown";

/// What the outer cargo, or a tool around it, sets for native code and must not reach the inner build.
const OUTER_ONLY: &[&str] = &[
    "RUSTFLAGS",
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

/// POR.1: what is composed with is what can be read here.
#[test]
fn the_adapters_are_what_their_sources_give() {
    let bless = std::env::var_os("BLESS").is_some();
    for (name, component) in compiled().chain(written()) {
        let file = portable().join("wasm").join(format!("{name}.wasm"));
        if bless {
            fs::write(&file, &component).unwrap();
        }
        let kept = fs::read(&file).unwrap_or_default();
        assert!(
            kept == component,
            "portable/wasm/{name}.wasm is not what its source gives: \
             `BLESS=1 cargo test -p momento-functions-portable --test adapters` writes it",
        );
    }
}

/// POR.1: those that are written by hand are what the worlds say.
#[test]
fn an_adapter_that_is_written_by_hand_is_of_its_world() {
    let mut resolve = Resolve::default();
    let folder = portable().with_file_name("wit").join("portable");
    let (package, _) = resolve.push_dir(folder).unwrap();
    for (name, component) in written() {
        let world = resolve.select_world(&[package], Some(&name)).unwrap();
        targets(&resolve, world, &component).unwrap();
    }
}

fn portable() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn compiled() -> impl Iterator<Item = (String, Vec<u8>)> {
    build().into_iter().map(|(name, module)| {
        let encoder = ComponentEncoder::default().module(&module).unwrap();
        (name, encoder.validate(true).encode().unwrap())
    })
}

/// The files beside the folders, which are components as text.
fn written() -> impl Iterator<Item = (String, Vec<u8>)> {
    let files = fs::read_dir(portable().join("adapters")).unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|file| file.extension().is_some_and(|it| it == "wat"))
        .map(|file| {
            let component = wat::parse_file(&file).unwrap();
            Validator::new().validate_all(&component).unwrap();
            (
                file.file_stem().unwrap().to_string_lossy().into_owned(),
                component,
            )
        })
}

/// Compiles all of those that are crates, and gives their modules by name.
fn build() -> Vec<(String, Vec<u8>)> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("adapters");
    let status = cargo(&target).status().unwrap();
    assert!(status.success(), "the adapters do not compile");
    let modules = target.join(TARGET).join("release");
    names()
        .into_iter()
        .map(|name| {
            let file = modules.join(format!("{}.wasm", name.replace('-', "_")));
            let module =
                fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            (name, module)
        })
        .collect()
}

/// The folders that make a component of their own; the others are parts of them.
fn names() -> Vec<String> {
    let folders = fs::read_dir(portable().join("adapters")).unwrap();
    let mut names: Vec<String> = folders
        .map(|folder| folder.unwrap().path())
        .filter(|folder| {
            fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|it| it.contains("cdylib"))
        })
        .map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn cargo(target: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(portable().join("adapters"))
        .args([
            "build",
            "--locked",
            "--release",
            "--target",
            TARGET,
            "--target-dir",
        ])
        .arg(target)
        .stdin(Stdio::null());
    for variable in OUTER_ONLY {
        command.env_remove(variable);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", flags());
    command
}

/// A small stack, and no path of this machine, so that every machine gives the same bytes.
fn flags() -> String {
    let root = portable().parent().unwrap();
    let mut flags = vec![
        "-Clink-arg=-zstack-size=65536".to_owned(),
        remap(root, "functions"),
        remap(&cargo_home(), "cargo"),
    ];
    // Each registry has a folder of its own name. Of several prefixes the last one that fits is taken.
    let registries = fs::read_dir(cargo_home().join("registry/src"));
    for registry in registries.into_iter().flatten() {
        flags.push(remap(&registry.unwrap().path(), "registry"));
    }
    flags.join("\u{1f}")
}

fn remap(folder: &Path, name: &str) -> String {
    format!("--remap-path-prefix={}={name}", folder.display())
}

fn cargo_home() -> PathBuf {
    let home = || std::env::home_dir().unwrap().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}
