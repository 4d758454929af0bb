//! A process has one logger: that of the contract which was configured first. A test file of its own,
//! since it is for good.
use momento_functions_host::logging::LogConfigurationError;
use momento_functions_wit::native;
use momento_functions_wit::{log as current, v1::logging as older};

struct Both;

impl native::Host for Both {
    fn log(&self) -> Option<&dyn current::Host> {
        Some(self)
    }

    fn v1_logging(&self) -> Option<&dyn older::Host> {
        Some(self)
    }
}

impl current::Host for Both {
    fn configure_logging(
        &self,
        _: &[current::ConfigureLoggingInput],
    ) -> Result<(), current::LogConfigurationError> {
        Ok(())
    }

    fn log(&self, _: &str, _: current::LogLevel) {}
}

impl older::Host for Both {
    fn configure_logging(
        &self,
        _: &[older::ConfigureLoggingInput],
    ) -> Result<(), older::LogConfigurationError> {
        Ok(())
    }

    fn log(&self, _: &str, _: older::LogLevel) {}
}

#[test]
fn the_other_contracts_logger_is_in_the_way() {
    native::scope(Both, || {
        momento_functions_host_log::configure_logs([]).unwrap();
        let error = momento_functions_log::configure_logs([]).unwrap_err();
        assert!(
            matches!(error, LogConfigurationError::Unknown { .. }),
            "{error}"
        );
    });
}
