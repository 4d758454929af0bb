//! What compiles against the published crate compiles against this one: each published item is used here
//! with its published signature.
use momento_functions_host::logging::{LogConfiguration, LogConfigurationError};
use momento_functions_log::configure_logs;

#[test]
fn logs_are_configured_as_published() {
    let _: fn([LogConfiguration; 1]) -> Result<(), LogConfigurationError> = configure_logs;
    let _: fn(Vec<LogConfiguration>) -> Result<(), LogConfigurationError> = configure_logs;
}
