//! Where the function's log lines go, and the lines.
//!
//! The macros of the crate `log` work once `configure_logs` of `momento-functions-log` was called.
use momento_functions_host_log::__private::{Contract, Older};

pub use momento_functions_host_log::{
    LogConfiguration, LogConfigurationError, LogDestination, log_configuration,
};

/// Sets where the function's lines go, from now on, without a logger for the crate `log`.
///
/// # Errors
/// The host may not write to one of the destinations.
pub fn configure_host_logging(
    configurations: impl IntoIterator<Item = LogConfiguration>,
) -> Result<(), LogConfigurationError> {
    Older::configure(configurations.into_iter().collect())
}

/// Gives a line to the host, which passes it on to the destinations that want its level.
///
/// # Limits
/// The host has no `trace`: such a line is sent as `debug`.
pub fn log(log: &str, level: log::Level) {
    Older::log(log, level);
}
