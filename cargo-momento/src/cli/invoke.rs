//! `cargo momento invoke`.

use std::path::PathBuf;

use clap::Args;

use super::{BuildOptions, CallerArgs, CodeCacheArgs, FunctionArgs, LimitArgs};

/// Invoke a function once: here, without a server, or where it is deployed
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento invoke --data '{\"name\": \"Ada\"}'
  cargo momento invoke hello.wasm --data @body.json --header 'content-type: application/json'
  cat body.json | cargo momento invoke --data -
  cargo momento invoke --method GET --path search/me --query q=otter --include
  cargo momento invoke --env-file staging.env --seed items.toml
  cargo momento invoke functions/report --data 2026-01
  cargo momento invoke --as '{\"user\": 7}'
  cargo momento invoke --remote http://127.0.0.1:8080/functions/default/hello --data hi
  cargo momento invoke --remote http://127.0.0.1:8080 --name hello --version 2
  cargo momento invoke --data '{}' --report --fuel 100000000
  cargo momento invoke --data @large.json --profile-guest profile.json

A spawn function is run once, with the data as its payload, and its note is printed.")]
pub(crate) struct InvokeArgs {
    /// The folder of the function's crate, or a component
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) path: PathBuf,
    /// The request's body, or a spawn function's payload; `@FILE` for a file's content, `-` for stdin's
    #[arg(short, long, value_name = "TEXT|@FILE|-")]
    pub(crate) data: Option<String>,
    /// The method [default: POST with data, else GET]
    #[arg(short = 'X', long)]
    pub(crate) method: Option<String>,
    /// What follows the function's name in the URL
    #[arg(long = "path", value_name = "SUB/PATH")]
    pub(crate) sub_path: Option<String>,
    /// A header
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    pub(crate) headers: Vec<String>,
    /// A query parameter, percent-encoded
    #[arg(long = "query", value_name = "NAME=VALUE")]
    pub(crate) query: Vec<String>,
    /// What the function is told of its caller's token, where it asks for its metadata
    #[arg(long = "as", value_name = "TOKEN-METADATA", conflicts_with = "remote")]
    pub(crate) token_metadata: Option<String>,
    /// Invoke a deployed function: by its URL, or by that of a service and `--name`
    #[arg(long, value_name = "URL", conflicts_with_all = LOCAL)]
    pub(crate) remote: Option<String>,
    /// The deployed function's name
    #[arg(long, requires = "remote")]
    pub(crate) name: Option<String>,
    /// A version of the deployed function, on the host of `cargo momento serve` [default: the current one]
    #[arg(long = "version", value_name = "N", requires = "remote")]
    pub(crate) function_version: Option<u64>,
    /// Print the status and the headers too
    #[arg(short, long)]
    pub(crate) include: bool,
    /// Print what the invocation took, against its limits, and its host calls on a timeline
    #[arg(long)]
    pub(crate) report: bool,
    /// Write where the function spent its time to this file, for https://profiler.firefox.com
    #[arg(long, value_name = "FILE")]
    pub(crate) profile_guest: Option<PathBuf>,
    /// What surrounds the function, and its settings before those of the file beside it [default: the momento.toml
    /// beside the crate's Cargo.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) caller: CallerArgs,
    #[command(flatten)]
    pub(crate) function: FunctionArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}

/// What means something only where the function is built and run here.
const LOCAL: [&str; 20] = [
    "path",
    "config",
    "limits",
    "memory",
    "time",
    "fuel",
    "stack",
    "concurrency",
    "request_body",
    "host_memory",
    "code_cache",
    "no_code_cache",
    "profile",
    "lean",
    "stack_size",
    "variables",
    "env_files",
    "seeds",
    "report",
    "profile_guest",
];
