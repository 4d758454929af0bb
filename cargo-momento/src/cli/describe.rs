//! `cargo momento describe`.

use clap::Args;

use super::RemoteArgs;

/// Tell what a service knows of a function
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento describe hello
  cargo momento describe hello --json | jq .current_version

This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct DescribeArgs {
    /// The function's name [default: that of the crate in the current folder]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}
