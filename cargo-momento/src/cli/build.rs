//! `cargo momento build`, and what the commands that build share.

use std::path::PathBuf;

use clap::Args;

use super::PortableArgs;
use crate::units::Size;

/// Build functions as components
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento build
  cargo momento build functions/hello functions/bye
  cargo momento build --lean
  cargo momento build --json | jq -r .path
  cargo momento build --portable && wasmtime serve target/wasm32-wasip2/release/hello.portable.wasm
  cargo momento build --portable function.wasm -o server.wasm --env GREETING=Hello
  cargo momento build --portable --runtime-env --manifest spin --manifest kubernetes")]
pub(crate) struct BuildArgs {
    /// The folders of the functions' crates; with `--portable` components, too
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) portable: PortableArgs,
    #[command(flatten)]
    pub(crate) options: BuildOptions,
}

/// How crates are built.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Building")]
pub(crate) struct BuildOptions {
    /// The cargo profile. Where the workspace does not set up `release`, functions are built small
    #[arg(long, default_value = "release")]
    pub(crate) profile: String,
    /// Build a lean function: smaller by about 40,000 bytes, quicker to start, without std's clock, environment
    /// and output. Panics bring their message in `serve` and `invoke` only [default: `lean` in the momento.toml
    /// beside the crate's Cargo.toml, or false]
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub(crate) lean: Option<bool>,
    /// Whether a function keeps the lines that its traps are explained by, and a lean one brings the message of a
    /// panic to the host: in development.
    #[arg(skip)]
    pub(crate) reports_panics: bool,
    /// The stack inside the function's memory, such as `256KiB` [default: 64KiB, which takes JSON of 127 levels;
    /// 1MiB with `--profile dev`]
    #[arg(long, value_name = "SIZE")]
    pub(crate) stack_size: Option<Size>,
}
