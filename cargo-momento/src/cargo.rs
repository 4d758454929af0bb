//! Cargo, rustc and rustup, run for a project as if the user had typed them in its folder.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::error::Error;

/// A cargo command in `folder`.
pub(crate) fn cargo(folder: &Path) -> Command {
    // Where rustup is around, its own cargo is the one that reads the project's rust-toolchain.toml.
    let given = std::env::var_os("CARGO").filter(|_| !is_below_rustup());
    tool(given.unwrap_or_else(|| OsString::from("cargo")), folder)
}

/// A command of the toolchain that `folder` has.
pub(crate) fn tool(program: impl Into<OsString>, folder: &Path) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_of_outer_package) {
            command.env_remove(name);
        }
    }
    if is_toolchain_of_outer_folder() {
        command.env_remove("RUSTUP_TOOLCHAIN");
        command.env_remove("RUSTUP_TOOLCHAIN_SOURCE");
    }
    command
}

/// What an outer `cargo run` says of its own package, and nothing of the one to build.
fn is_of_outer_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
        || matches!(
            variable,
            "CARGO_CRATE_NAME" | "CARGO_BIN_NAME" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR"
        )
}

/// rustup passes on the toolchain it found for the folder it was called in. That choice is not the project's, unless
/// the user made it, by `cargo +toolchain` or in the environment.
fn is_toolchain_of_outer_folder() -> bool {
    match std::env::var("RUSTUP_TOOLCHAIN_SOURCE") {
        Ok(source) => !matches!(source.as_str(), "cli" | "env"),
        Err(_) => is_below_rustup(),
    }
}

fn is_below_rustup() -> bool {
    std::env::var_os("RUST_RECURSION_COUNT").is_some()
}

/// Runs a command to its end and takes all it prints.
pub(crate) fn capture(mut command: Command) -> Result<Output, Error> {
    finish(&command_line(&command), command.output())
}

fn finish(command: &str, output: io::Result<Output>) -> Result<Output, Error> {
    let output = output.map_err(|source| not_run(command, source))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(failed(command, &String::from_utf8_lossy(&output.stderr)))
}

/// A command that did not start, or whose end cannot be known.
pub(crate) fn not_run(command: &str, source: io::Error) -> Error {
    let program = command.split(' ').next().unwrap_or_default().to_owned();
    Error::Program { program, source }
}

/// A command that ended with a failure, after it had said `details`.
pub(crate) fn failed(command: &str, details: &str) -> Error {
    Error::Cargo {
        command: command.to_owned(),
        details: details.trim_end().to_owned(),
    }
}

/// A command as it would be typed.
pub(crate) fn command_line(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_stem()
        .unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_outer_package_is_told_from_the_users_own_settings() {
        for variable in ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_BIN_NAME"] {
            assert!(is_of_outer_package(variable), "{variable}");
        }
        for variable in [
            "CARGO_HOME",
            "CARGO_TARGET_DIR",
            "CARGO_NET_OFFLINE",
            "RUSTFLAGS",
            "PATH",
        ] {
            assert!(!is_of_outer_package(variable), "{variable}");
        }
    }

    #[test]
    fn a_command_line_reads_as_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["build", "--release"]);
        assert_eq!(command_line(&command), "cargo build --release");
    }
}
