//! `cargo momento versions`, `pin`, `unpin` and `rollback`.

use clap::Args;

use super::RemoteArgs;

/// List the versions of a function
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento versions hello
  cargo momento versions hello --json | jq 'select(.current).version'

A version is invoked by its number, too: `cargo momento invoke --remote URL --name hello --version 2`.
This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct VersionsArgs {
    /// The function's name [default: that of the crate in the current folder]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

/// Have one version of a function be invoked, whatever is deployed after
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento pin hello 3

`cargo momento unpin hello` goes back to the latest.
This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct PinArgs {
    /// The function's name
    pub(crate) name: String,
    /// The version's number
    pub(crate) version: u64,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

/// Have the latest version of a function be invoked
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento unpin hello

This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct UnpinArgs {
    /// The function's name [default: that of the crate in the current folder]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

/// Pin the version before the one that is invoked now
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento rollback hello

Twice goes back by two; `cargo momento unpin hello` goes to the latest.
This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct RollbackArgs {
    /// The function's name [default: that of the crate in the current folder]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}
