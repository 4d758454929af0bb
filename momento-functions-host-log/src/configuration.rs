use log::LevelFilter;

use crate::LogDestination;

/// A destination, and which lines it gets: from `info` up, unless it is said otherwise.
///
/// # Examples
/// ```
/// use momento_functions_host_log::{LogConfiguration, LogDestination, log::LevelFilter};
///
/// let errors = LogConfiguration::new(LogDestination::topic("errors"))
///     .with_log_level(LevelFilter::Error)
///     .with_system_log_level(LevelFilter::Off);
/// # let _ = errors;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogConfiguration {
    log_level: LevelFilter,
    system_log_level: LevelFilter,
    destination: LogDestination,
}

/// Makes the configuration of a destination that gets all lines from `info` up.
#[must_use]
pub fn log_configuration(destination: LogDestination) -> LogConfiguration {
    LogConfiguration::new(destination)
}

impl LogConfiguration {
    /// Makes the configuration of a destination that gets all lines from `info` up.
    #[must_use]
    pub fn new(destination: LogDestination) -> Self {
        Self {
            log_level: LevelFilter::Info,
            system_log_level: LevelFilter::Info,
            destination,
        }
    }

    /// Sets which lines of the function it gets.
    ///
    /// # Limits
    /// The host has no `trace`: such lines are sent as `debug`, when a destination asks for `trace`, and
    /// then reach all destinations that get `debug`.
    #[must_use]
    pub fn with_log_level(self, log_level: LevelFilter) -> Self {
        Self { log_level, ..self }
    }

    /// Sets which lines of the host about the invocation it gets: its start, its end, how long it took,
    /// limits that were met.
    #[must_use]
    pub fn with_system_log_level(self, system_log_level: LevelFilter) -> Self {
        Self {
            system_log_level,
            ..self
        }
    }

    pub(crate) fn log_level(&self) -> LevelFilter {
        self.log_level
    }

    /// Which lines of the function, which of the host, and where to.
    pub(crate) fn into_parts(self) -> (LevelFilter, LevelFilter, LogDestination) {
        (self.log_level, self.system_log_level, self.destination)
    }
}

impl From<LogDestination> for LogConfiguration {
    fn from(destination: LogDestination) -> Self {
        Self::new(destination)
    }
}
