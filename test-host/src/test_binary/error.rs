use crate::error::{DeployError, HostError};
use std::path::PathBuf;

/// A test binary could not be loaded, or its tests could not be listed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TestBinaryError {
    /// The component is no program.
    #[error(
        "this component exports no `wasi:cli/run`, so it has no tests to run: build it by `cargo test --target wasm32-wasip2`"
    )]
    NoProgram,
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The bytes are no component, or cannot be compiled.
    #[error(transparent)]
    Component(#[from] DeployError),
    /// A host for the tests cannot be made.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The binary ended with an error before it had listed its tests.
    #[error("the test binary ended with the exit code {code} while it listed its tests{}", text(.output))]
    List {
        /// The exit code.
        code: u8,
        /// What it wrote.
        output: String,
    },
    /// The binary trapped, or took too long.
    #[error("the test binary died {what}, before any test: {reason}")]
    Died {
        /// When that was.
        what: &'static str,
        /// What happened, with the backtrace.
        reason: String,
    },
    /// A thread or its runtime could not be started.
    #[error("cannot start a thread for tests: {0}")]
    Thread(#[from] std::io::Error),
}

fn text(output: &str) -> String {
    match output.trim() {
        "" => String::new(),
        output => format!(", and wrote:\n{output}"),
    }
}
