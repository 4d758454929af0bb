//! `cargo momento invoke`.

use std::path::PathBuf;

use clap::Args;

use super::{BuildOptions, CodeCacheArgs, LimitArgs};

/// Invoke a function once, here, without a server
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento invoke --data '{\"name\": \"Ada\"}'
  cargo momento invoke hello.wasm --data @body.json --header 'content-type: application/json'
  cat body.json | cargo momento invoke --data -
  cargo momento invoke --method GET --path search/me --query q=otter --include
  cargo momento invoke functions/report --data 2026-01

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
    /// Print the status and the headers too
    #[arg(short, long)]
    pub(crate) include: bool,
    /// What surrounds the function [default: the momento.toml beside the crate's Cargo.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}
