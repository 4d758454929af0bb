//! Host calls of `momento:log/logging@1.0.0`: where log lines go, and the lines.
use crate::generated::imports::momento::log::logging as binding;
use crate::seam::seam;

pub use binding::{
    CloudwatchDestination, ConfigureLoggingInput, Destination, LogConfigurationError, LogLevel,
    TopicDestination,
};

seam! { log {
    fn configure_logging(inputs: &[ConfigureLoggingInput]) -> Result<(), LogConfigurationError> = binding::configure_logging;
    fn log(input: &str, level: LogLevel) = binding::log;
}}

/// Tells whether somebody answers [`log`]: in a component always; elsewhere, when the thread has a native
/// host that offers this interface.
///
/// A logger is set for a whole process, a native host for one thread only: the lines of the other threads
/// go nowhere, as in a component that has configured no destination.
#[must_use]
pub fn is_answered() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        true
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        crate::native::is_offered(|host| host.log().is_some())
    }
}
