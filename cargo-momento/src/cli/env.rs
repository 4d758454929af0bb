//! `cargo momento env` and `env-file`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{RemoteArgs, variable};

/// List or change the environment of a deployed function
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento env
  cargo momento env set GREETING=Hi COLOR=red
  cargo momento env unset COLOR --name hello

A change is a new version with the component of the current one. Values are never told, names are.
This takes the host of `cargo momento serve`; on Momento's service each deploy brings the whole environment:
`cargo momento deploy --env GREETING=Hi`.")]
pub(crate) struct EnvArgs {
    #[command(subcommand)]
    pub(crate) change: Option<EnvCommand>,
    /// The function's name [default: that of the crate in the current folder]
    #[arg(long, global = true)]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EnvCommand {
    /// List the names of the variables
    List,
    /// Set variables
    Set {
        /// The variables
        #[arg(required = true, value_name = "NAME=VALUE", value_parser = variable)]
        variables: Vec<(String, String)>,
    },
    /// Take variables out
    Unset {
        /// The variables' names
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
}

/// Set the variables of a file in the environment of a deployed function
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento env-file production.env
  cargo momento env-file .env --name hello

Variables that the file does not name stay. The change is a new version with the component of the current one.
This takes the host of `cargo momento serve`; on Momento's service each deploy brings the whole environment:
`cargo momento deploy --env-file FILE`.")]
pub(crate) struct EnvFileArgs {
    /// The file: a line each, as NAME=VALUE
    pub(crate) file: PathBuf,
    /// The function's name [default: that of the crate in the current folder]
    #[arg(long)]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}
