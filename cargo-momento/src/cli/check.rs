//! `cargo momento check`.

use std::path::PathBuf;

use clap::Args;

use super::{BuildOptions, CodeCacheArgs};
use crate::check::Target;

/// Tell what a function imports and weighs, which permissions it needs, and where it would fail
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento check
  cargo momento check hello.wasm --target test-host
  cargo momento check --target spin
  cargo momento check functions/hello --diff deployed.wasm
  cargo momento check --json | jq -r '.permissions[]'

Exit codes:
  0  the function is fine on the target
  1  it would fail there, and why is told
  2  there is nothing to check: the file is no component, or the crate does not build")]
pub(crate) struct CheckArgs {
    /// The folder of the function's crate, which is built first, or a component
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) path: PathBuf,
    /// Where the function is to run
    #[arg(long, value_enum, default_value_t = Target::Momento)]
    pub(crate) target: Target,
    /// Tell what has changed since this component
    #[arg(long, value_name = "OLD.wasm")]
    pub(crate) diff: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}
