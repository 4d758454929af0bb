//! `cargo momento dev`.

use clap::Args;

use super::ServeArgs;

/// Serve functions while you work on them: what you save is built and served
#[derive(Debug, Args)]
#[command(after_help = "\
A build that fails changes nothing: the last good one goes on, a browser is shown the error, and other clients get
the header `x-momento-build: failed`. The caches, and all else that the host keeps, outlive each new version. What
momento.toml and its environment files say is read anew when they change.

Examples:
  cargo momento dev
  cargo momento dev functions/hello functions/bye
  cargo momento dev --listen 127.0.0.1:0 --json
  cargo momento dev --poll")]
pub(crate) struct DevArgs {
    #[command(flatten)]
    pub(crate) serve: ServeArgs,
    /// Look at the files twice a second, where the system does not tell of changes: on network drives, and in some
    /// containers
    #[arg(long, help_heading = "Watching")]
    pub(crate) poll: bool,
}
