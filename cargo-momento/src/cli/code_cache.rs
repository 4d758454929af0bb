//! Where compiled code is kept.

use std::path::PathBuf;

use clap::Args;

/// Where compiled code is kept, for the next start to be quick.
#[derive(Debug, Args)]
#[command(next_help_heading = "Compiled code")]
pub(crate) struct CodeCacheArgs {
    /// The folder for compiled code [default: $MOMENTO_FUNCTIONS_CODE_CACHE, else one among the user's caches]
    #[arg(long, value_name = "DIR")]
    pub(crate) code_cache: Option<PathBuf>,
    /// Compile anew, and keep nothing
    #[arg(long, conflicts_with = "code_cache")]
    pub(crate) no_code_cache: bool,
}
