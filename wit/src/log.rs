//! Host calls of `momento:log/logging@1.0.0`: where log lines go, and the lines.
use crate::generated::imports::momento::log::logging as binding;
use crate::seam::{answered, seam};

pub use binding::{
    CloudwatchDestination, ConfigureLoggingInput, Destination, LogConfigurationError, LogLevel,
    TopicDestination,
};

seam! { log {
    fn configure_logging(inputs: &[ConfigureLoggingInput]) -> Result<(), LogConfigurationError> = binding::configure_logging;
    fn log(input: &str, level: LogLevel) = binding::log;
}}

answered! { log }
