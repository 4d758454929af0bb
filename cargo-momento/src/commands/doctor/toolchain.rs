//! What functions are compiled with.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::finding::Finding;
use crate::cargo;
use crate::target::Target;

/// The oldest Rust that the SDK compiles with.
const OLDEST: (u32, u32) = (1, 85);

/// What cargo calls for a test that is built for WebAssembly.
const RUNNER: &str = "cargo-momento";

pub(super) fn look(folder: &Path) -> Vec<Finding> {
    vec![
        version("rustc", cargo::tool("rustc", folder)),
        version("cargo", cargo::cargo(folder)),
        target(Target::Wasi, folder),
        target(Target::Lean, folder),
        runner(),
    ]
}

fn version(program: &'static str, mut command: Command) -> Finding {
    command.arg("--version");
    let output = match cargo::capture(command) {
        Ok(output) => output,
        Err(error) => {
            let install = "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh";
            return Finding::problem(program, error).mended_by(install);
        }
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let said = said.trim();
    match number(said) {
        Some(found) if found >= OLDEST => Finding::ok(program, said),
        _ => {
            let (major, minor) = OLDEST;
            let message = format!("{said} is older than {major}.{minor}, which the SDK needs");
            Finding::problem(program, message).mended_by("rustup update stable")
        }
    }
}

/// The first two numbers of a version, as `rustc 1.95.0 (…)` has it.
fn number(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.split(' ').nth(1)?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn target(target: Target, folder: &Path) -> Finding {
    let (check, triple) = match target {
        Target::Wasi => ("target wasm32-wasip2", target.triple()),
        Target::Lean => ("target wasm32-unknown-unknown", target.triple()),
    };
    let missing = match (target.is_installed(folder), target) {
        (Ok(true), _) => return Finding::ok(check, "installed"),
        (Err(error), _) => Finding::problem(check, error),
        (Ok(false), Target::Wasi) => {
            Finding::problem(check, "not installed; functions are built for it")
        }
        (Ok(false), Target::Lean) => {
            Finding::warning(check, "not installed; lean functions are built for it")
        }
    };
    missing.mended_by(format!("rustup target add {triple}"))
}

fn runner() -> Finding {
    match in_path(RUNNER) {
        Some(path) => Finding::ok("runner", path.display()),
        None => Finding::warning(
            "runner",
            format!(
                "`{RUNNER}` is not in the PATH: `cargo test --target wasm32-wasip2` needs it there \
                 (`cargo momento test` does not)"
            ),
        )
        .mended_by("cargo install --path cargo-momento --locked"),
    }
}

fn in_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    let mut folders = std::env::split_paths(&path).map(|folder| folder.join(&file));
    folders.find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.40
    #[test]
    fn a_version_is_read_of_what_a_program_says() {
        assert_eq!(number("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(number("cargo 1.85.1-nightly"), Some((1, 85)));
        assert_eq!(number("cargo 2.0.0"), Some((2, 0)));
        for said in ["", "rustc", "rustc one.two", "rustc 1"] {
            assert_eq!(number(said), None, "{said}");
        }
        assert!(number("rustc 1.84.9").unwrap() < OLDEST);
        assert!(number("rustc 2.0.0").unwrap() > OLDEST);
    }
}
