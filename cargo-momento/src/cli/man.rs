//! `cargo momento man`.

use std::path::PathBuf;

use clap::Args;

/// Print the manual page, or write one for each command
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento man | man -l -
  cargo momento man ~/.local/share/man/man1
  man cargo-momento-serve")]
pub(crate) struct ManArgs {
    /// The folder for the pages, which is made where it is missing [default: the command's own page, to stdout]
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}
