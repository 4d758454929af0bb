//! What a function weighs: its component's size and imports, and the crates that its build takes.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasmparser::{Parser, Payload};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs a command and gives what it printed to stdout.
fn run(command: &mut Command) -> String {
    let output = command.output().expect("it starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

fn momento() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cargo-momento"))
}

/// The component of an example, as `cargo momento build` makes it.
fn component(example: &str, options: &[&str]) -> Vec<u8> {
    let folder = workspace().join("examples").join(example);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("footprint");
    let mut build = momento();
    let line = run(build
        .args(["build", "--json"])
        .args(options)
        .arg(folder)
        .env("CARGO_TARGET_DIR", target));
    let built: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    fs::read(built["path"].as_str().expect("a path")).expect("the component")
}

/// What a component imports: the interfaces, in order.
fn imports(component: &[u8]) -> Vec<String> {
    let mut imports = Vec::new();
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(component) {
        match payload.expect("a component") {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    imports.push(import.expect("an import").name.name.to_owned());
                }
            }
            _ => {}
        }
    }
    imports
}

/// What the README lists between its marks.
fn listed_in_readme() -> Vec<String> {
    let readme = fs::read_to_string(workspace().join("README.md")).expect("the README");
    let (_, rest) = readme
        .split_once("<!-- imports of web-ping -->")
        .expect("the first mark");
    let (list, _) = rest.split_once("<!-- end -->").expect("the second mark");
    list.lines()
        .filter_map(|line| line.strip_prefix("- `")?.strip_suffix('`'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_ping_has_at_most_45_000_bytes_and_the_imports_that_the_readme_lists() {
    let ping = component("web-ping", &[]);
    assert!(ping.len() <= 45_000, "{} bytes", ping.len());
    assert_eq!(imports(&ping), listed_in_readme());
}

/// Much below what std's own allocator and the texts of panics would make of it.
#[test]
fn a_lean_ping_has_at_most_9_000_bytes_and_imports_momento_alone() {
    let ping = component("web-ping", &["--lean"]);
    assert!(ping.len() <= 9_000, "{} bytes", ping.len());
    let momento = [
        "momento:bytes/bytes@1.0.0",
        "momento:web-function/web-function-support@1.0.0",
    ];
    assert_eq!(imports(&ping), momento);
}

/// What std drags in is gone, whatever a function does with JSON; the SDK's own calls are there.
#[test]
fn lean_functions_import_of_wasi_only_what_they_call() {
    for (example, expected) in [
        ("post-ping", vec![]),
        ("web-json-greeter", vec![]),
        ("logging", vec!["wasi:clocks/wall-clock@0.2.0"]),
    ] {
        let component = component(example, &["--lean"]);
        let wasi = imports(&component).into_iter();
        let wasi: Vec<String> = wasi.filter(|name| name.starts_with("wasi:")).collect();
        assert_eq!(wasi, expected, "{example}");
    }
}

#[test]
fn a_function_of_the_older_contract_imports_nothing_of_the_newer() {
    let imports = imports(&component("post-ping", &[]));
    let momento: Vec<&String> = imports
        .iter()
        .filter(|name| name.starts_with("momento:"))
        .collect();
    assert_eq!(momento, ["momento:functions/web-function-support@1.0.0"]);
}

/// The crates that building a generated project takes, its own among them.
fn crates(project: &Path) -> BTreeSet<String> {
    let mut tree = Command::new(env!("CARGO"));
    tree.current_dir(project).args([
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let tree = run(tree.args(["--target", "wasm32-wasip2"]));
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_project_builds_with_few_crates() {
    let folder = tempfile::tempdir().expect("a folder");
    run(momento().args(["new", "hello"]).current_dir(folder.path()));
    let project = folder.path().join("hello");
    let with_json_and_attributes = crates(&project);
    assert!(
        with_json_and_attributes.len() <= 20,
        "{with_json_and_attributes:#?}"
    );

    let manifest = project.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    let mut text: String = text
        .lines()
        .filter(|line| !line.starts_with("serde"))
        .map(|line| format!("{line}\n"))
        .collect();
    text = text.replace(
        "momento-functions = {",
        "momento-functions = { default-features = false,",
    );
    fs::write(&manifest, text).expect("written");
    let without = crates(&project);
    assert!(
        without.len() <= 8 && without.len() < with_json_and_attributes.len(),
        "{without:#?}"
    );
}
