//! A native host that keeps what it is told, and the turn of a test: a process has one logger.
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use momento_functions_wit::log::{ConfigureLoggingInput, Host, LogConfigurationError, LogLevel};
use momento_functions_wit::native;

/// What was configured and logged; a destination is refused while `refusal` is set.
#[derive(Default)]
pub(crate) struct Recorder {
    pub(crate) inputs: RefCell<Vec<ConfigureLoggingInput>>,
    pub(crate) lines: RefCell<Vec<(String, LogLevel)>>,
    pub(crate) refusal: RefCell<Option<String>>,
}

impl native::Host for Recorder {
    fn log(&self) -> Option<&dyn Host> {
        Some(self)
    }
}

impl Host for Recorder {
    fn configure_logging(
        &self,
        inputs: &[ConfigureLoggingInput],
    ) -> Result<(), LogConfigurationError> {
        if let Some(why) = self.refusal.take() {
            return Err(LogConfigurationError::Auth(why));
        }
        self.inputs.replace(inputs.to_vec());
        Ok(())
    }

    fn log(&self, line: &str, level: LogLevel) {
        self.lines.borrow_mut().push((line.to_owned(), level));
    }
}

/// Runs a test by itself, with a host, which it gives back.
pub(crate) fn alone(test: impl FnOnce(&Recorder)) -> Rc<Recorder> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn: MutexGuard<'_, ()> = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let recorder = Rc::new(Recorder::default());
    native::scope(Rc::clone(&recorder), || test(&recorder));
    recorder
}
