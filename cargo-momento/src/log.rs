//! What the host itself logs, by the crate `tracing`.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::cli::{LogArgs, LogFormat};
use crate::error::Error;
use crate::output::Output;

/// The variable that says what is logged where `--log` does not.
const VARIABLE: &str = "MOMENTO_LOG";

/// What is logged where nobody says.
const DEFAULT: &str = "warn";

/// Has what the host logs written to stderr, from now on.
pub(crate) fn begin(args: &LogArgs, output: &Output) -> Result<(), Error> {
    let named = std::env::var(VARIABLE)
        .ok()
        .filter(|named| !named.is_empty());
    let filter = filter(args.log.clone().or(named))?;
    let lines = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(output.is_colorful());
    let json = match args.log_format {
        Some(format) => format == LogFormat::Json,
        None => output.is_json(),
    };
    // A second subscriber is refused: there is none before this one.
    let _ = match json {
        true => lines.json().try_init(),
        false => lines.try_init(),
    };
    Ok(())
}

fn filter(text: Option<String>) -> Result<EnvFilter, Error> {
    let text = text.unwrap_or_else(|| DEFAULT.to_owned());
    EnvFilter::try_new(&text).map_err(|_| Error::Argument {
        text,
        what: "filter of the log",
        right: "write one like `debug`, or `momento_functions_test_host=trace,warn`",
    })
}
