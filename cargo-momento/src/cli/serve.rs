//! `cargo momento serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{BuildOptions, CodeCacheArgs, ConsoleArgs, FunctionArgs, LimitArgs, StateArgs};

/// Where functions are served, unless it is said.
pub(super) const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// Serve functions over HTTP, building them first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento serve
  cargo momento serve functions/hello target/bye.wasm --listen 127.0.0.1:0
  cargo momento serve --limits service
  cargo momento serve --env GREETING=Hello --seed items.toml
  cargo momento serve --find-free-port
  cargo momento serve --state /var/lib/functions --persist cache
  cargo momento serve --listen 0.0.0.0:8080 --key \"$KEY\"
  cargo momento serve --engine wasmtime --listen 127.0.0.1:8081")]
pub(crate) struct ServeArgs {
    /// Folders of functions' crates, and components [default: the crate in this folder; with `--state` also none]
    #[arg(value_name = "PATH|FILE.wasm")]
    pub(crate) paths: Vec<PathBuf>,
    /// What runs the function. `wasmtime` composes it as `build --portable` does and runs that under an installed
    /// `wasmtime serve` ($WASMTIME, else in the path), for comparison: one function, and none of this host's own options
    #[arg(long, value_enum, default_value_t = Engine::Host)]
    pub(crate) engine: Engine,
    /// The address; port 0 takes any free one
    #[arg(long, default_value = DEFAULT_LISTEN, value_name = "ADDR:PORT", value_parser = listen)]
    pub(crate) listen: SocketAddr,
    /// Take the next port that is free, if another program has this one
    #[arg(long)]
    pub(crate) find_free_port: bool,
    /// The cache that the functions belong to [default: `cache` in momento.toml, or `default`]
    #[arg(long)]
    pub(crate) cache: Option<String>,
    /// The function's name, for a single one [default: `name` in momento.toml, or the crate's or the file's name]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What surrounds the functions, and their settings before those of the momento.toml beside each
    /// [default: the momento.toml beside a single crate's Cargo.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Record each invocation of a web function, with its host calls, in a file of this folder:
    /// `cargo momento replay` runs it again. Credentials are left out, bodies are not
    #[arg(long, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    /// Print of each invocation what it took, against its limits, and its host calls on a timeline
    #[arg(long)]
    pub(crate) report: bool,
    /// Send a span of OpenTelemetry for each invocation, and for each of its host calls, to a collector
    /// (OTLP/HTTP, JSON), such as `http://127.0.0.1:4318` [default: $OTEL_EXPORTER_OTLP_ENDPOINT, else none]
    #[arg(long, value_name = "URL")]
    pub(crate) otlp: Option<String>,
    /// Write where functions spent their time to this file when the command ends, for
    /// https://profiler.firefox.com
    #[arg(long, value_name = "FILE")]
    pub(crate) profile_guest: Option<PathBuf>,
    /// How many old versions of each function are kept, where that is not what a host keeps by itself.
    #[arg(skip)]
    pub(crate) old_versions: Option<usize>,
    #[command(flatten)]
    pub(crate) function: FunctionArgs,
    #[command(flatten)]
    pub(crate) state: StateArgs,
    #[command(flatten)]
    pub(crate) access: AccessArgs,
    #[command(flatten)]
    pub(crate) console: ConsoleArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The host of these tools, with all that Momento's service has
    Host,
    /// `wasmtime serve`
    Wasmtime,
}

/// Who may use a service.
#[derive(Debug, Args)]
#[command(next_help_heading = "Access")]
pub(crate) struct AccessArgs {
    /// A key that may do everything; without any key the service is open
    #[arg(long = "key", value_name = "KEY", value_parser = key)]
    pub(crate) keys: Vec<String>,
    /// A key that may invoke functions only
    #[arg(long = "invoke-key", value_name = "KEY", value_parser = key)]
    pub(crate) invoke_keys: Vec<String>,
    /// Let an open service listen beyond this machine
    #[arg(long)]
    pub(crate) allow_open: bool,
    /// A name under which functions may be deployed, besides the address and `localhost`
    #[arg(long = "allow-host", value_name = "NAME")]
    pub(crate) allowed_hosts: Vec<String>,
}

pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "write an address and a port, as 127.0.0.1:8080 or [::1]:0".to_owned())
}

/// An empty key comes from a variable that is not set, and would look like protection.
fn key(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("the key is empty: write one, or leave the option out".to_owned());
    }
    Ok(text.to_owned())
}
