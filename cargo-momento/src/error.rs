//! What keeps a command from being carried out, and the exit codes.

use crate::telemetry::TelemetryError;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use momento_functions_test_host::service::BindError;
use momento_functions_test_host::{
    ConfigurationError, DeployError, HostError, RecordError, SeedError, SpawnError, TestBinaryError,
};

use crate::commands::{CheckError, EngineError, PortInUse, PortableError};
use crate::remote::RemoteError;
use crate::settings::EnvironmentError;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Ok,
    AnsweredWithError,
    Unusable,
    Trapped,
    OverLimit,
    /// As libtest says it.
    TestsFailed,
    /// As the program says it that was run.
    Code(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok => 0,
            Exit::AnsweredWithError => 1,
            Exit::Unusable => 2,
            Exit::Trapped => 3,
            Exit::OverLimit => 4,
            Exit::TestsFailed => 101,
            Exit::Code(code) => code,
        })
    }
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("`{name}` cannot be a function's name: {reason}")]
    Name { name: String, reason: String },
    #[error("{} exists already: choose another name, or another folder with `--path`", path.display())]
    Exists { path: PathBuf },
    #[error("{what} {}: {source}", path.display())]
    Io {
        what: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("there is no crate in {}: name a folder with a Cargo.toml, or a .wasm file, or make a crate with `cargo momento new NAME`", path.display())]
    NoCrate { path: PathBuf },
    #[error("{} is a workspace without a crate of its own: name the function's crate{}", path.display(), list(.members))]
    Workspace {
        path: PathBuf,
        members: Vec<PathBuf>,
    },
    #[error(
        "{} has no library: a function is a `src/lib.rs`, with this in its Cargo.toml:\n\n[lib]\ncrate-type = [\"cdylib\", \"rlib\"]",
        manifest.display()
    )]
    NoLibrary { manifest: PathBuf },
    #[error(
        "{} builds no component: its library needs the crate type `cdylib` (`rlib` is for its tests). \
         Write in its Cargo.toml:\n\n[lib]\ncrate-type = [\"cdylib\", \"rlib\"]",
        manifest.display()
    )]
    NoCdylib { manifest: PathBuf },
    #[error("cannot run `{program}`: {source}")]
    Program { program: String, source: io::Error },
    #[error("`{command}` failed{}", if .details.is_empty() { String::new() } else { format!(":\n{}", .details) })]
    Cargo { command: String, details: String },
    #[error("cannot understand what cargo says of {}: {reason}", path.display())]
    Metadata { path: PathBuf, reason: String },
    #[error("the target {target} is not installed: `rustup target add {target}` adds it, where rustup is used{}", .details)]
    Target {
        target: &'static str,
        details: String,
    },
    #[error(
        "a lean function has no clock of std's: {calls} would panic, and can be reached from {callers}. \
         Take `momento_functions::system::now` or `Timer` (feature `system`) in its place, leave the crate out, \
         or build the function for wasm32-wasip2 (`--lean=false`)"
    )]
    Clock { calls: String, callers: String },
    #[error(
        "`{name}` cannot be part of a lean function: it has no source of random numbers there. \
         `momento_functions::system` (feature `system`) has one: call it instead of the crate, or give getrandom a \
         custom backend that calls it (https://docs.rs/getrandom/latest/getrandom/#custom-backend). \
         It is brought in by {chain}. Leave it out, or build the function for wasm32-wasip2 (`--lean=false`)"
    )]
    NotLean { name: String, chain: String },
    #[error(
        "`{name}` does not compile for wasm32-unknown-unknown, which lean functions are built for: rustc says above \
         what is wrong. It is brought in by {chain}. Take other features or another version of it, leave it out, \
         or build the function for wasm32-wasip2 (`--lean=false`)"
    )]
    NotCompiled { name: String, chain: String },
    #[error("{} cannot become a component: {reason}", path.display())]
    Component { path: PathBuf, reason: String },
    #[error("two functions are called `{name}`: {} and {}; serve them in two services, or rename one file", first.display(), second.display())]
    SameName {
        name: String,
        first: PathBuf,
        second: PathBuf,
    },
    #[error("`--name` names one function, but {count} are given")]
    NameForMany { count: usize },
    #[error(
        "{}: `name` and `description` are of one function, and `[functions]` lists several: set them in the momento.toml of each",
        path.display()
    )]
    NameForFunctions { path: PathBuf },
    #[error(
        "this command takes one function, and the momento.toml lists {count}: name the folder of one"
    )]
    Several { count: usize },
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error("cannot read {reason}")]
    Read { reason: String },
    #[error("{} is no configuration: {source}", path.display())]
    Configuration {
        path: PathBuf,
        source: ConfigurationError,
    },
    #[error("{}: {source}", path.display())]
    Deploy {
        path: PathBuf,
        source: Box<DeployError>,
    },
    #[error("{}: {source}", path.display())]
    TestBinary {
        path: PathBuf,
        source: Box<TestBinaryError>,
    },
    #[error(transparent)]
    Tests(Box<TestBinaryError>),
    #[error(transparent)]
    Check(Box<CheckError>),
    #[error(transparent)]
    Portable(Box<PortableError>),
    #[error(transparent)]
    Engine(Box<EngineError>),
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error(transparent)]
    Bind(#[from] BindError),
    #[error(transparent)]
    PortInUse(#[from] PortInUse),
    #[error(transparent)]
    Host(#[from] HostError),
    #[error(transparent)]
    Remote(Box<RemoteError>),
    #[error(
        "`{name}` is a spawn function, which takes its payload (`--data`) and no request: leave out the method, path, headers, query, `--as` and `--include`"
    )]
    NoRequest { name: String },
    #[error("the function cannot be started: {0}")]
    Spawn(#[from] SpawnError),
    #[error("cannot start the runtime: {0}")]
    Runtime(io::Error),
    #[error("`{text}` is no {what}: {right}")]
    Argument {
        text: String,
        what: &'static str,
        right: &'static str,
    },
}

impl Error {
    pub(crate) fn io(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }

    pub(crate) fn exit(&self) -> Exit {
        Exit::Unusable
    }
}

impl From<TestBinaryError> for Error {
    fn from(error: TestBinaryError) -> Self {
        Self::Tests(Box::new(error))
    }
}

impl From<CheckError> for Error {
    fn from(error: CheckError) -> Self {
        Self::Check(Box::new(error))
    }
}

impl From<PortableError> for Error {
    fn from(error: PortableError) -> Self {
        Self::Portable(Box::new(error))
    }
}

impl From<EngineError> for Error {
    fn from(error: EngineError) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl From<RemoteError> for Error {
    fn from(error: RemoteError) -> Self {
        Self::Remote(Box::new(error))
    }
}

fn list(members: &[PathBuf]) -> String {
    members
        .iter()
        .map(|member| format!("\n  {}", member.display()))
        .collect()
}
