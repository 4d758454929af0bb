//! What the host itself logs.

use clap::{Args, ValueEnum};

/// What the host itself logs.
#[derive(Debug, Args)]
#[command(next_help_heading = "The host's own log")]
pub(crate) struct LogArgs {
    /// What the host itself logs to stderr, such as `debug` or `momento_functions_test_host=trace,warn`
    /// [default: $MOMENTO_LOG, else warn]
    #[arg(long, value_name = "FILTER", global = true)]
    pub(crate) log: Option<String>,
    /// How it is written [default: json with `--json`, else text]
    #[arg(long, value_enum, value_name = "FORMAT", global = true)]
    pub(crate) log_format: Option<LogFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}
