//! `cargo momento test`

use std::path::{Path, PathBuf};
use std::process::Command;

use super::run_test::TIMEOUT_VARIABLE;
use crate::cargo;
use crate::cli::TestArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::target::Target;

/// What cargo reads the runner from. It wins over what a project says, which may be of another version.
const RUNNER_VARIABLE: &str = "CARGO_TARGET_WASM32_WASIP2_RUNNER";

pub(crate) fn run(args: &TestArgs, output: &Output) -> Result<Exit, Error> {
    let folder = folder(&args.path)?;
    Target::Wasi.install(&folder, output)?;
    let mut cargo = command(args, &folder, output);
    let line = cargo::command_line(&cargo);
    output.detail(&line);
    let status = cargo.status();
    let status = status.map_err(|source| cargo::not_run(&line, source))?;
    Ok(match status.code() {
        Some(0) => Exit::Ok,
        Some(code) => Exit::Code(u8::try_from(code).unwrap_or(u8::MAX)),
        None => Exit::TestsFailed,
    })
}

fn folder(path: &Path) -> Result<PathBuf, Error> {
    let folder = match path.is_dir() {
        true => path,
        false => path.parent().unwrap_or(path),
    };
    match folder.join("Cargo.toml").is_file() {
        true => folder
            .canonicalize()
            .map_err(Error::io("cannot find", path)),
        false => Err(Error::NoCrate {
            path: path.to_owned(),
        }),
    }
}

fn command(args: &TestArgs, folder: &Path, output: &Output) -> Command {
    let mut cargo = cargo::cargo(folder);
    cargo.args(["test", "--target", Target::Wasi.triple()]);
    cargo.args(selected(args));
    if output.is_quiet() {
        cargo.arg("--quiet");
    } else if output.is_verbose() {
        cargo.arg("--verbose");
    }
    cargo.args(output.cargo_color());
    if !args.libtest.is_empty() {
        cargo.arg("--").args(&args.libtest);
    }
    cargo.env(RUNNER_VARIABLE, runner(args));
    if let Some(limit) = args.timeout {
        cargo.env(TIMEOUT_VARIABLE, format!("{}ms", limit.as_millis()));
    }
    cargo
}

/// Cargo's own options, as they were given.
fn selected(args: &TestArgs) -> Vec<String> {
    let flags = [
        ("--lib", args.lib),
        ("--tests", args.tests),
        ("--workspace", args.workspace),
        ("--release", args.release),
        ("--no-run", args.no_run),
        ("--no-fail-fast", args.no_fail_fast),
        ("--all-features", args.all_features),
        ("--no-default-features", args.no_default_features),
    ];
    let given = flags.iter().filter(|(_, given)| *given);
    let mut words: Vec<String> = given.map(|(flag, _)| (*flag).to_owned()).collect();
    let values = [
        ("--test", &args.test),
        ("--package", &args.package),
        ("--features", &args.features),
    ];
    for (option, values) in values {
        words.extend(
            values
                .iter()
                .flat_map(|value| [option.to_owned(), value.clone()]),
        );
    }
    words
}

/// This very program. Cargo splits a runner at its spaces, so that a path with one has to be found by its name.
fn runner(args: &TestArgs) -> String {
    let own = std::env::current_exe().unwrap_or_default();
    let is_one_word = |path: &&str| !path.is_empty() && !path.contains(char::is_whitespace);
    let program = own.to_str().filter(is_one_word).unwrap_or("cargo-momento");
    let clock = if args.real_clock { " --real-clock" } else { "" };
    format!("{program} run-test{clock}")
}
