//! What the two contracts have in common: logging of the same shapes, under different names.
use std::sync::OnceLock;

use log::{Level, LevelFilter};
use momento_functions_wit::{log as current, v1::logging as older};

use crate::logger::HostLogger;
use crate::{LogConfiguration, LogConfigurationError, LogDestination};

/// The logging of one contract.
pub trait Contract: 'static {
    /// Makes the logger that sends its lines here that of the crate `log`, once, and tells whether it is.
    fn install() -> bool;

    /// Tells whether somebody answers `log`.
    fn is_answered() -> bool;

    /// Gives a line to the host.
    fn log(line: &str, at: Level);

    /// Sets where the lines go.
    ///
    /// # Errors
    /// The host may not write to one of the destinations.
    fn configure(configurations: Vec<LogConfiguration>) -> Result<(), LogConfigurationError>;
}

/// States a contract by the seam's module, and what else is to be done when its logger is installed.
macro_rules! contract {
    ($(#[$meta:meta])* $vis:vis $name:ident = $host:ident, $installed:expr) => {
        $(#[$meta])*
        #[derive(Debug)]
        $vis enum $name {}

        impl Contract for $name {
            fn install() -> bool {
                static LOGGER: HostLogger<$name> = HostLogger::new();
                static INSTALLED: OnceLock<bool> = OnceLock::new();
                *INSTALLED.get_or_init(|| log::set_logger(&LOGGER).map($installed).is_ok())
            }

            fn is_answered() -> bool {
                $host::is_answered()
            }

            fn log(line: &str, at: Level) {
                $host::log(line, Self::level(at.to_level_filter()));
            }

            fn configure(
                configurations: Vec<LogConfiguration>,
            ) -> Result<(), LogConfigurationError> {
                let inputs: Vec<_> = configurations.into_iter().map(Into::into).collect();
                Ok($host::configure_logging(&inputs)?)
            }
        }

        impl $name {
            /// The host's name for what is let through. It has none below `debug`.
            fn level(filter: LevelFilter) -> $host::LogLevel {
                match filter {
                    LevelFilter::Off => $host::LogLevel::Off,
                    LevelFilter::Error => $host::LogLevel::Error,
                    LevelFilter::Warn => $host::LogLevel::Warn,
                    LevelFilter::Info => $host::LogLevel::Info,
                    LevelFilter::Debug | LevelFilter::Trace => $host::LogLevel::Debug,
                }
            }
        }

        /// The configuration as the host takes it.
        impl From<LogConfiguration> for $host::ConfigureLoggingInput {
            fn from(configuration: LogConfiguration) -> Self {
                let (log_level, system_log_level, destination) = configuration.into_parts();
                Self {
                    log_level: $name::level(log_level),
                    system_logs_level: $name::level(system_log_level),
                    destination: destination.into(),
                }
            }
        }

        /// The destination as the host takes it.
        impl From<LogDestination> for $host::Destination {
            fn from(destination: LogDestination) -> Self {
                match destination {
                    LogDestination::Topic { topic } => {
                        Self::Topic($host::TopicDestination { topic_name: topic })
                    }
                    LogDestination::CloudWatch {
                        iam_role_arn,
                        log_group_name,
                    } => Self::Cloudwatch($host::CloudwatchDestination {
                        iam_role_arn,
                        log_group_name,
                    }),
                }
            }
        }

        /// What the host answered.
        impl From<$host::LogConfigurationError> for LogConfigurationError {
            fn from(error: $host::LogConfigurationError) -> Self {
                let $host::LogConfigurationError::Auth(message) = error;
                Self::Auth { message }
            }
        }
    };
}

contract! {
    /// `momento:log/logging@1.0.0`.
    pub(crate) Current = current, |()| {
        #[cfg(feature = "tracing")]
        crate::subscriber::install();
    }
}

contract! {
    /// `momento:host/logging@1.0.0`.
    pub Older = older, |()| ()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_has_its_name_and_trace_is_debug() {
        let names = LevelFilter::iter().map(|filter| {
            let (current, older) = (Current::level(filter), Older::level(filter));
            [format!("{current:?}"), format!("{older:?}")]
        });
        let expected = ["Off", "Error", "Warn", "Info", "Debug", "Debug"];
        assert_eq!(
            names.collect::<Vec<_>>(),
            expected.map(|name| [format!("LogLevel::{name}"), format!("LogLevel::{name}")])
        );
    }
}
