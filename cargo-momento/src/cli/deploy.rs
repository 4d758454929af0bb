//! `cargo momento deploy`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use momento_functions_test_host::parse_duration;

use super::{BuildOptions, EnvironmentArgs, RemoteArgs};
use crate::units::Size;

/// Deploy functions to a service, building them first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento deploy
  cargo momento deploy functions/hello target/bye.wasm
  cargo momento deploy --env GREETING=Hi --env-file production.env
  cargo momento deploy --dry-run
  MOMENTO_CELL_HOSTNAME=… MOMENTO_API_KEY=… cargo momento deploy --cache my-cache

  cargo momento deploy --to production

Each deploy is a new version, and its environment takes the place of the one before: it is what momento.toml
(environment-files, then [environment]), --env-file and --env say; where two name a variable, the later one counts.
[destinations.production] of momento.toml says where `--to production` is.")]
pub(crate) struct DeployArgs {
    /// Folders of functions' crates, and components
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The function's name, for a single one [default: the crate's or the file's name]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What the service tells of the function
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    #[command(flatten)]
    pub(crate) environment: EnvironmentArgs,
    #[command(flatten)]
    pub(crate) limits: VersionLimitArgs,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}

/// What an invocation of a version may take, at most what the host gives.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Limits of the version, for the host of `cargo momento serve` alone")]
pub(crate) struct VersionLimitArgs {
    /// The memory of the function, such as `16MiB`
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<Size>,
    /// The time of an invocation, such as `500ms`
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    pub(crate) time: Option<Duration>,
    /// The instructions of an invocation, in wasmtime's fuel
    #[arg(long, value_name = "UNITS")]
    pub(crate) fuel: Option<u64>,
}
