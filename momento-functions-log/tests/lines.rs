//! What a function logs reaches the host of the older contract, as the destinations ask for it.
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use log::LevelFilter;
use momento_functions_host::logging::{LogConfiguration, LogConfigurationError, LogDestination};
use momento_functions_log::configure_logs;
use momento_functions_wit::native;
use momento_functions_wit::v1::logging::{
    self as host, ConfigureLoggingInput, Destination, LogLevel,
};

/// What was configured and logged; a destination is refused while `refusal` is set.
#[derive(Default)]
struct Recorder {
    inputs: RefCell<Vec<ConfigureLoggingInput>>,
    lines: RefCell<Vec<(String, LogLevel)>>,
    refusal: RefCell<Option<String>>,
}

impl native::Host for Recorder {
    fn v1_logging(&self) -> Option<&dyn host::Host> {
        Some(self)
    }
}

impl host::Host for Recorder {
    fn configure_logging(
        &self,
        inputs: &[ConfigureLoggingInput],
    ) -> Result<(), host::LogConfigurationError> {
        if let Some(why) = self.refusal.take() {
            return Err(host::LogConfigurationError::Auth(why));
        }
        self.inputs.replace(inputs.to_vec());
        Ok(())
    }

    fn log(&self, line: &str, level: LogLevel) {
        self.lines.borrow_mut().push((line.to_owned(), level));
    }
}

/// Runs a test by itself, since a process has one logger.
fn alone(test: impl FnOnce(&Recorder)) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let recorder = Rc::new(Recorder::default());
    native::scope(Rc::clone(&recorder), || test(&recorder));
}

fn topic(level: LevelFilter) -> LogConfiguration {
    LogConfiguration::new(LogDestination::topic("logs")).with_log_level(level)
}

#[test]
fn lines_go_to_the_older_contracts_host_at_their_level() {
    alone(|recorder| {
        configure_logs([topic(LevelFilter::Info), topic(LevelFilter::Error)]).unwrap();
        log::warn!("three {}", "left");
        log::debug!("nobody asked");
        let lines = recorder.lines.take();
        let [(line, LogLevel::Warn)] = lines.as_slice() else {
            panic!("{lines:?}")
        };
        assert!(
            line.starts_with("WARN ") && line.ends_with(" three left"),
            "{line}"
        );
        let inputs = recorder.inputs.take();
        let levels: Vec<_> = inputs.iter().map(|input| input.log_level).collect();
        assert_eq!(levels, [LogLevel::Info, LogLevel::Error]);
        assert!(
            matches!(&inputs[0].destination, Destination::Topic(to) if to.topic_name == "logs")
        );
    });
}

#[test]
fn a_refused_destination_is_the_error_and_changes_nothing() {
    alone(|recorder| {
        configure_logs([topic(LevelFilter::Warn)]).unwrap();
        let message = "no such role".to_owned();
        recorder.refusal.replace(Some(message.clone()));
        let error = configure_logs([topic(LevelFilter::Trace)]).unwrap_err();
        assert_eq!(error, LogConfigurationError::Auth { message });
        assert_eq!(log::max_level(), LevelFilter::Warn);
    });
}

#[test]
fn a_thread_without_a_host_logs_to_nobody() {
    alone(|recorder| {
        configure_logs([topic(LevelFilter::Trace)]).unwrap();
        std::thread::spawn(|| log::error!("lost")).join().unwrap();
        assert!(recorder.lines.take().is_empty());
    });
}
