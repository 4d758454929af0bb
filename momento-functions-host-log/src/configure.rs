use log::LevelFilter;

use crate::contract::{Contract, Current};
use crate::{LogConfiguration, LogConfigurationError};

/// Sets where the function's lines go, from now on: to each destination whose level lets them through.
///
/// It may be called again: its destinations then take the place of those before. The host's own lines,
/// which it keeps from the invocation's start on, go to the destinations of the first call only.
///
/// The first call also makes itself the logger of the crate [`log`](crate::log), and, with the feature
/// `tracing`, the subscriber of all threads, unless there is one already. Each call sets the most
/// verbose level that any destination asks for, so that no other line is even formatted.
///
/// # Errors
/// The host may not write to one of the destinations, or the crate `log` has another logger. The
/// destinations and levels are then as they were.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_host_log::{LogConfiguration, LogDestination, configure_logs, log};
/// # use momento_functions_wit::{native, log as host};
/// # struct Host;
/// # impl native::Host for Host {
/// #     fn log(&self) -> Option<&dyn host::Host> { Some(self) }
/// # }
/// # impl host::Host for Host {
/// #     fn configure_logging(
/// #         &self, _: &[host::ConfigureLoggingInput],
/// #     ) -> Result<(), host::LogConfigurationError> { Ok(()) }
/// #     fn log(&self, line: &str, _: host::LogLevel) { assert!(line.ends_with("to both"), "{line}") }
/// # }
/// # native::scope(Host, || {
///
/// configure_logs([
///     LogDestination::topic("logs").into(),
///     LogConfiguration::new(LogDestination::topic("details")).with_log_level(log::LevelFilter::Debug),
/// ])?;
/// log::info!("to both");
/// # Ok::<(), momento_functions_host_log::LogConfigurationError>(())
/// # }).unwrap();
/// ```
pub fn configure_logs(
    configurations: impl IntoIterator<Item = LogConfiguration>,
) -> Result<(), LogConfigurationError> {
    configure::<Current>(configurations.into_iter().collect())
}

/// Configures the logs of a contract.
///
/// # Errors
/// As [`configure_logs`].
pub fn configure<C: Contract>(
    configurations: Vec<LogConfiguration>,
) -> Result<(), LogConfigurationError> {
    if !C::install() {
        return Err(LogConfigurationError::another_logger());
    }
    let levels = configurations.iter().map(LogConfiguration::log_level);
    let most_verbose = levels.max().unwrap_or(LevelFilter::Off);
    C::configure(configurations)?;
    log::set_max_level(most_verbose);
    Ok(())
}
