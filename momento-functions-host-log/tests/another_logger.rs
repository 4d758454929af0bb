//! A process that has a logger already is told so. A test file of its own, since it is for good.
mod support;

use log::{Log, Metadata, Record};
use momento_functions_host_log::{LogConfigurationError, LogDestination, configure_logs};

struct Another;

impl Log for Another {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, _: &Record<'_>) {}

    fn flush(&self) {}
}

#[test]
fn another_logger_is_an_error_each_time_and_nothing_is_configured() {
    log::set_logger(&Another).unwrap();
    let recorder = support::alone(|_| {
        for _ in 0..2 {
            let error = configure_logs([LogDestination::topic("logs").into()]).unwrap_err();
            assert!(matches!(&error, LogConfigurationError::Unknown { .. }));
            assert_eq!(
                error.to_string(),
                "logs cannot be configured: another logger is set already: set none, since `configure_logs` sets its own"
            );
        }
    });
    assert!(recorder.inputs.take().is_empty());
    assert!(recorder.lines.take().is_empty());
}
