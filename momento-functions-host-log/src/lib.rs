//! Log lines of a function, and where they go.
//!
//! Nothing that a function logs is kept until it has called [`configure_logs`]; from then on the macros
//! of the crate [`log`] do, here as everywhere.
//!
//! # Examples
//! ```no_run
//! use momento_functions_host_log::{LogConfiguration, LogConfigurationError, LogDestination, configure_logs, log};
//!
//! fn answer() -> Result<(), LogConfigurationError> {
//!     let topic = LogConfiguration::new(LogDestination::topic("logs"));
//!     configure_logs([topic.with_log_level(log::LevelFilter::Debug)])?;
//!     log::debug!("{} left", 3);
//!     Ok(())
//! }
//! ```
//!
//! The macros and `LevelFilter` are here too, so that a crate which calls this one `log` writes
//! `log::info!` without depending on the crate `log`:
//! ```
//! use momento_functions_host_log as log;
//!
//! log::info!("nobody has asked for this line yet, so it goes nowhere");
//! ```
//!
//! # Features
//! - `tracing`: the events of the crate `tracing` go where the log lines go.

mod configuration;
mod configure;
mod contract;
mod destination;
mod error;
mod line;
mod logger;
#[cfg(feature = "tracing")]
mod subscriber;
mod timestamp;

/// The logs of either contract, for the crate `momento-functions-log`. Not for direct use.
#[doc(hidden)]
pub mod __private {
    pub use crate::configure::configure;
    pub use crate::contract::{Contract, Older};
}

pub use ::log::{self, LevelFilter, debug, error, info, trace, warn};
pub use configuration::{LogConfiguration, log_configuration};
pub use configure::configure_logs;
pub use destination::LogDestination;
pub use error::LogConfigurationError;
#[cfg(feature = "tracing")]
pub use subscriber::HostSubscriber;
