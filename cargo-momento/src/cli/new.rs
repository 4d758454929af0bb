//! `cargo momento new`.

use std::path::PathBuf;

use clap::Args;

use crate::template::Template;

/// Make a new function's crate
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento new hello
  cargo momento new hello --path functions/hello
  cargo momento new --list
  cargo momento new visits --template cache

A git repository is made around it, unless it lies in one.")]
pub(crate) struct NewArgs {
    /// The function's name: letters, digits, `-` and `_`
    #[arg(required_unless_present = "list")]
    pub(crate) name: Option<String>,
    /// The folder to make [default: the name, in the current folder]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) path: Option<PathBuf>,
    /// What to begin with
    #[arg(long, value_enum, default_value_t = Template::Web, value_name = "NAME")]
    pub(crate) template: Template,
    /// Tell what there is to begin with, and make nothing
    #[arg(long, conflicts_with_all = ["name", "path"])]
    pub(crate) list: bool,
    /// Make no git repository
    #[arg(long)]
    pub(crate) no_git: bool,
}
