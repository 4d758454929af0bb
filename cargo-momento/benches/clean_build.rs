//! How long a function's clean release build takes, against a plain wit-bindgen hello in the same run.
//!
//! `cargo bench -p cargo-momento --bench clean_build --profile dev` builds each project from nothing, three times
//! in turn, and prints the fastest of each, its crates, and its ratio to the plain one.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What cargo says of a crate that it compiled.
#[derive(serde::Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        package_id: String,
    },
    #[serde(other)]
    Other,
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const ROUNDS: usize = 3;

const PING: &str = r#"
use momento_functions::prelude::*;

momento_functions::invoke!(ping);
fn ping(_body: Data) -> &'static str {
    "pong"
}
"#;

const PLAIN: &str = r#"
wit_bindgen::generate!({ path: "WIT", world: "momento-functions:worlds/web-v2", generate_all });

use exports::momento::web_function::guest_function_web::{Guest, Response};
use momento::bytes::bytes::Data;

struct Hello;

impl Guest for Hello {
    fn invoke(_body: Data) -> Response {
        Response { status: 200, headers: Vec::new(), body: Data::Value(b"pong".to_vec()) }
    }
}

export!(Hello);
"#;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn run(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
}

/// A project as `cargo momento new` makes it.
fn generate(folder: &Path, name: &str) -> Result<PathBuf> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-momento"));
    run(command.arg("new").arg(name).current_dir(folder))?;
    Ok(folder.join(name))
}

/// The generated project with other dependencies and another source.
fn variant(folder: &Path, name: &str, dependencies: &str, source: &str) -> Result<PathBuf> {
    let project = generate(folder, name)?;
    let manifest = fs::read_to_string(project.join("Cargo.toml"))?;
    let (before, rest) = manifest
        .split_once("[dependencies]\n")
        .ok_or("the generated manifest has no [dependencies]")?;
    let after = rest.find("\n[").map_or("", |end| &rest[end..]);
    fs::write(
        project.join("Cargo.toml"),
        format!("{before}[dependencies]\n{dependencies}\n{after}"),
    )?;
    fs::write(project.join("src/lib.rs"), source)?;
    Ok(project)
}

fn cargo(project: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(project);
    command.env("CARGO_TARGET_DIR", project.join("target"));
    command
}

/// Builds `project` from nothing: the time it took, and the crates that were compiled.
fn build(project: &Path) -> Result<(Duration, usize)> {
    let _ = fs::remove_dir_all(project.join("target"));
    let mut command = cargo(project);
    command.args(["rustc", "--release", "--lib", "--crate-type", "cdylib"]);
    command.args(["--target", "wasm32-wasip2", "--message-format", "json"]);
    let start = Instant::now();
    let messages = run(&mut command)?;
    let time = start.elapsed();
    let crates: BTreeSet<String> = String::from_utf8(messages)?
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter_map(|message| match message {
            Message::CompilerArtifact { package_id } => Some(package_id),
            Message::Other => None,
        })
        .collect();
    Ok((time, crates.len()))
}

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let sdk = fs::canonicalize(workspace().join("momento-functions"))?;
    let wit = fs::canonicalize(workspace().join("wit"))?;
    let lean = format!(
        "momento-functions = {{ path = {:?}, default-features = false }}",
        sdk
    );
    let plain = PLAIN.replace("WIT", &wit.to_string_lossy());
    let projects = [
        (
            "wit-bindgen",
            variant(folder.path(), "plain", "wit-bindgen = \"0.60.0\"", &plain)?,
        ),
        ("JSON and attributes", generate(folder.path(), "hello")?),
        ("neither", variant(folder.path(), "lean", &lean, PING)?),
    ];
    for (_, project) in &projects {
        run(cargo(project).arg("fetch"))?;
    }

    let mut best = [(Duration::MAX, 0); 3];
    for _ in 0..ROUNDS {
        for ((_, project), best) in projects.iter().zip(&mut best) {
            *best = (*best).min(build(project)?);
        }
    }
    let [(base, _), ..] = best;
    let base = base.as_secs_f64();
    println!(
        "{:<20} {:>7} {:>9} {:>6}",
        "project", "crates", "seconds", "ratio"
    );
    for ((name, _), (time, crates)) in projects.iter().zip(best) {
        let time = time.as_secs_f64();
        println!("{name:<20} {crates:>7} {time:>9.2} {:>6.2}", time / base);
    }
    Ok(())
}
