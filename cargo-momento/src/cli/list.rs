//! `cargo momento list`.

use clap::Args;

use super::RemoteArgs;

/// List the functions of a cache
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento list
  cargo momento list --cache other --json | jq -r .name

This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}
