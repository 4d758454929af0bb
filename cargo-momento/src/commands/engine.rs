//! `cargo momento serve --engine wasmtime`

mod child;
mod refused;

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use momento_functions_portable::{Options, check_variables};
use serde::Serialize;
use tempfile::NamedTempFile;

use self::child::Child;
use super::function::Source;
use super::portable::{PortableError, announce, composed, write};
use super::stop::StopSignals;
use crate::cli::ServeArgs;
use crate::engine;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings::{FunctionSettings, Plan};

/// The variable that names the program.
const PROGRAM: &str = "WASMTIME";

/// The settings of what is carried over HTTP, which are handed on where they are set here.
const SETTINGS: [&str; 5] = [
    "MOMENTO_ENDPOINT",
    "MOMENTO_CELL_HOSTNAME",
    "MOMENTO_API_KEY",
    "MOMENTO_CACHE",
    "MOMENTO_TIMEOUT_MILLISECONDS",
];

/// What keeps a function from being served by another engine.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EngineError {
    #[error(
        "cannot run `{program}`: {source}. Install Wasmtime, `cargo install wasmtime-cli` or `curl \
         https://wasmtime.dev/install.sh -sSf | bash`, or name it: WASMTIME=/path/to/wasmtime"
    )]
    Program {
        program: String,
        source: std::io::Error,
    },
    #[error(
        "{} {} nothing under `--engine wasmtime`: leave {} out, or serve with `--engine host`",
        .options.join(", "),
        if .options.len() == 1 { "means" } else { "mean" },
        if .options.len() == 1 { "it" } else { "them" }
    )]
    Refused { options: Vec<&'static str> },
    #[error(
        "{address} can be reached from other machines, and `wasmtime serve` asks nobody for a key: \
         `--listen 127.0.0.1:{}` serves this machine alone, `--allow-open` everybody", address.port()
    )]
    Open { address: SocketAddr },
    #[error("`wasmtime serve` takes one function, and {count} are given: name one")]
    Several { count: usize },
    #[error("`{program} serve` ended {how}: what it said stands above")]
    Ended { program: String, how: String },
    #[error(
        "`cargo momento dev` serves on its own host: `cargo momento serve --engine wasmtime` runs a function once it is built"
    )]
    Dev,
}

/// The line of JSON that a script can wait for.
#[derive(Serialize)]
struct Ready<'a> {
    event: &'static str,
    url: &'a str,
    name: &'a str,
    path: &'a Path,
    engine: &'static str,
}

pub(super) fn run(args: &ServeArgs, output: &Output) -> Result<Exit, Error> {
    let options = refused::of(args);
    if !options.is_empty() {
        return Err(EngineError::Refused { options }.into());
    }
    if !args.listen.ip().is_loopback() && !args.access.allow_open {
        let address = args.listen;
        return Err(EngineError::Open { address }.into());
    }
    let mut plan = Plan::read(&args.asked())?;
    plan.warn_of_other_engine(output);
    let count = plan.functions.len();
    let settings = plan.single().map_err(|_| EngineError::Several { count })?;
    let program = Program::find()?;
    let source = Source::prepare(&settings, &settings.release(&args.build), output)?;
    let server = Server::compose(&settings, &source, output)?;
    server.run(&program, args, output)
}

/// The program that serves.
struct Program(String);

impl Program {
    /// Looks that it is there before anything is built.
    fn find() -> Result<Self, EngineError> {
        let named = std::env::var(PROGRAM).ok().filter(|it| !it.is_empty());
        // Where it is now: a variable of the function may be called PATH.
        let program = in_path(&named.unwrap_or_else(|| "wasmtime".to_owned()));
        let mut ask = Command::new(&program);
        ask.arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match ask.status() {
            Ok(_) => Ok(Self(program)),
            Err(source) => Err(EngineError::Program { program, source }),
        }
    }

    fn failed(&self, how: impl Into<String>) -> EngineError {
        EngineError::Ended {
            program: self.0.clone(),
            how: how.into(),
        }
    }
}

/// Finds a program's file as the shell does; a name that is nowhere stays as it is.
fn in_path(program: &str) -> String {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let is_name = !program.contains(std::path::is_separator);
    let found = std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|file| is_name && file.is_file());
    found.map_or_else(|| program.to_owned(), |file| file.display().to_string())
}

/// A composed function with its environment.
struct Server {
    name: String,
    /// It is there as long as this.
    file: NamedTempFile,
    /// What `wasmtime serve` is told of the pool and of WASI, without the address.
    composed: momento_functions_portable::Composed,
    variables: Vec<(String, String)>,
}

impl Server {
    /// The environment is left to the engine, so that no variable is written to a file.
    fn compose(
        settings: &FunctionSettings,
        source: &Source,
        output: &Output,
    ) -> Result<Self, Error> {
        let options = Options::default().with_runtime_environment(true);
        let composed = composed(source.component(), &options)?;
        let cannot = |error| Error::io("cannot write", std::env::temp_dir())(error);
        let file = tempfile::Builder::new()
            .prefix("momento-")
            .suffix(".wasm")
            .tempfile()
            .map_err(cannot)?;
        write(file.path(), &composed.bytes)?;
        announce(&source.name, file.path(), &composed, output);
        let own = settings.environment.clone().into_iter();
        let set = SETTINGS.iter().filter_map(|name| {
            let value = std::env::var(name).ok()?;
            Some(((*name).to_owned(), value))
        });
        let hosts = settings.of_host(&source.name);
        // The last one of a name counts.
        let variables: Vec<_> = set.chain(own).chain(hosts).collect();
        check_variables(&variables).map_err(|error| PortableError::Compose {
            path: source.component().to_owned(),
            source: error,
        })?;
        Ok(Self {
            name: source.name.clone(),
            file,
            composed,
            variables,
        })
    }

    fn run(&self, program: &Program, args: &ServeArgs, output: &Output) -> Result<Exit, Error> {
        let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
        let signals = runtime
            .block_on(async { StopSignals::take() })
            .map_err(Error::Runtime)?;
        let child =
            Child::start(self.command(program, args)).map_err(|source| EngineError::Program {
                program: program.0.clone(),
                source,
            })?;
        let ready = |url: &str| self.announce(url, output);
        let ended = runtime.block_on(child.run(signals, ready, output));
        match ended.map_err(Error::Runtime)? {
            child::Ended::Asked => Ok(Exit::Ok),
            child::Ended::ByItself(how) => Err(program.failed(how).into()),
        }
    }

    fn command(&self, program: &Program, args: &ServeArgs) -> Command {
        let concurrency = args
            .limits
            .concurrency
            .map_or(engine::CONCURRENCY, |count| {
                u32::try_from(count).unwrap_or(u32::MAX)
            });
        let address = args.listen.to_string();
        let mut command = Command::new(&program.0);
        command.args(engine::arguments(&self.composed, concurrency, &address));
        command.args([
            "--shutdown-addr",
            &SocketAddr::from(child::LOOPBACK).to_string(),
        ]);
        for (name, value) in &self.variables {
            command.env(name, value).args(engine::environment(name));
        }
        command.arg(self.file.path());
        command
    }

    fn announce(&self, url: &str, output: &Output) {
        let url = url.trim_end_matches('/');
        output.status(
            "Serving",
            format_args!("{url} under wasmtime (Ctrl-C stops)"),
        );
        let name = &self.name;
        output.line(format_args!(
            "\n  {name}\n  curl {url}/ -d '{{\"name\": \"Ada\"}}'\n"
        ));
        output.json(&Ready {
            event: "ready",
            url,
            name,
            path: self.file.path(),
            engine: "wasmtime",
        });
    }
}
