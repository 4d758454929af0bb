//! What the console of a serving host shows.

use clap::Args;

/// The page that a browser gets at `/`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Console")]
pub(crate) struct ConsoleArgs {
    /// Write down host calls, too, with their arguments and answers, for the console's timeline; `dev` does
    #[arg(long, conflicts_with = "no_console")]
    pub(crate) console: bool,
    /// Offer no console, and keep nothing of invocations that have ended
    #[arg(long)]
    pub(crate) no_console: bool,
}
