//! `cargo momento new`.

use std::path::PathBuf;

use clap::Args;

/// Make a new function's crate
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento new hello
  cargo momento new hello --path functions/hello")]
pub(crate) struct NewArgs {
    /// The function's name: letters, digits, `-` and `_`
    pub(crate) name: String,
    /// The folder to make [default: the name, in the current folder]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) path: Option<PathBuf>,
}
