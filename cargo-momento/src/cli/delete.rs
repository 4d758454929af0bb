//! `cargo momento delete`.

use clap::Args;

use super::RemoteArgs;

/// Delete a function with all its versions
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento delete hello
  cargo momento delete hello --yes

This takes the host of `cargo momento serve`: Momento's service documents no such route.")]
pub(crate) struct DeleteArgs {
    /// The function's name
    pub(crate) name: String,
    /// Do not ask
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}
