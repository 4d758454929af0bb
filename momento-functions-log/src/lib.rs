//! Log lines of a function of the older contract, and where they go: the macros of the crate `log`.
//!
//! A new function is better off with `momento-functions-host-log`, which is the same for the current
//! contract.
//!
//! # Examples
//! ```no_run
//! use momento_functions_host::logging::{LogConfigurationError, LogDestination};
//! use momento_functions_log::configure_logs;
//!
//! fn answer() -> Result<(), LogConfigurationError> {
//!     configure_logs([LogDestination::topic("logs").into()])?;
//!     log::info!("{} left", 3);
//!     Ok(())
//! }
//! ```
use momento_functions_host::logging::{LogConfiguration, LogConfigurationError};
use momento_functions_host_log::__private::{Older, configure};

/// Sets where the function's lines go, from now on: to each destination whose level lets them through.
///
/// The first call also makes itself the logger of the crate `log`. Each call sets the most verbose level
/// that any destination asks for, so that no other line is even formatted.
///
/// # Errors
/// The host may not write to one of the destinations, or the crate `log` has another logger. The
/// destinations and levels are then as they were.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See the crate's own.
pub fn configure_logs(
    configurations: impl IntoIterator<Item = LogConfiguration>,
) -> Result<(), LogConfigurationError> {
    configure::<Older>(configurations.into_iter().collect())
}
