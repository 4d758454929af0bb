//! What the commands share that ask a service. The options are global for `env`, whose verbs come before them.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Args;

use momento_functions_test_host::parse_duration;

/// Which service is asked, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct RemoteArgs {
    /// The service's URL [default: $MOMENTO_ENDPOINT, else https://api.cache.$MOMENTO_CELL_HOSTNAME, else
    /// http://127.0.0.1:8080]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
    /// A destination of momento.toml: its endpoint, cache and key
    #[arg(
        long,
        global = true,
        value_name = "DESTINATION",
        conflicts_with = "endpoint"
    )]
    pub(crate) to: Option<String>,
    /// The file with the function's name, cache and destinations [default: the momento.toml beside the crate's
    /// Cargo.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) caller: CallerArgs,
}

/// Who asks a service, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct CallerArgs {
    /// The key [default: $MOMENTO_API_KEY]
    #[arg(long, global = true, value_name = "KEY")]
    pub(crate) key: Option<KeyText>,
    /// The cache that the function belongs to [default: `cache` of momento.toml, or default]
    #[arg(long, global = true)]
    pub(crate) cache: Option<String>,
    /// Send the key over plain http beyond this machine, where others can read it
    #[arg(long, global = true)]
    pub(crate) allow_plain_http: bool,
    /// How long to wait for an answer
    #[arg(long, global = true, value_name = "DURATION", value_parser = parse_duration, default_value = "5m")]
    pub(crate) timeout: Duration,
    /// Print the request, and a curl line that sends it; send nothing
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
}

/// A key as it was written. No debug text has it.
#[derive(Clone)]
pub(crate) struct KeyText(pub(crate) String);

impl FromStr for KeyText {
    type Err = Infallible;

    /// Takes any text: what is wrong with one is told without showing it.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for KeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::Cli;
    use clap::Parser as _;

    /// CLI.3
    #[test]
    fn no_debug_text_of_the_command_line_has_the_key() {
        let cli = Cli::parse_from(["cargo momento", "list", "--key", "s3cret"]);
        let text = format!("{cli:?}");
        assert!(text.contains("***") && !text.contains("s3cret"), "{text}");
    }
}
