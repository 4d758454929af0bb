//! `cargo momento replay`.

use std::path::PathBuf;

use clap::Args;

use super::{BuildOptions, CodeCacheArgs, LimitArgs, variable};

/// Run a recorded invocation again: its host calls get what they got, so it needs no network and changes nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento serve --record records
  cargo momento replay records/hello-0197.json functions/hello

The exit code is 0 if the host calls and the answer are the same, and 1 if they are not: then a diff is printed.")]
pub(crate) struct ReplayArgs {
    /// The record
    #[arg(value_name = "FILE.json")]
    pub(crate) file: PathBuf,
    /// The folder of the function's crate, or a component
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) path: PathBuf,
    /// A variable that the function was deployed with: a record has their names only
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) variables: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}
