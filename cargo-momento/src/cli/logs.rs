//! `cargo momento logs`.

use clap::Args;

use super::RemoteArgs;

/// Print what a function has logged
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento logs
  cargo momento logs hello -f
  cargo momento logs hello --follow --json | jq -r .message

This takes the host of `cargo momento serve`. On Momento's service a function sends its lines to a topic, with
`configure-logging`, and whoever subscribes to that topic reads them.")]
pub(crate) struct LogsArgs {
    /// The function's name [default: that of the crate in the current folder]
    pub(crate) name: Option<String>,
    /// Go on with what is logged from now on, until Ctrl-C
    #[arg(short, long)]
    pub(crate) follow: bool,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}
