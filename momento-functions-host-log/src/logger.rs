use std::sync::OnceLock;

use log::{Log, Metadata, Record};

use crate::LogConfigurationError;
use crate::line::{self, Place};

/// What the crate `log` gives its records to.
struct HostLogger;

static LOGGER: HostLogger = HostLogger;

/// Whether the logger became that of the crate `log`, which has one for good.
static INSTALLED: OnceLock<bool> = OnceLock::new();

/// Makes it the logger, once.
pub(crate) fn install() -> Result<(), LogConfigurationError> {
    if *INSTALLED.get_or_init(first) {
        Ok(())
    } else {
        Err(LogConfigurationError::another_logger())
    }
}

fn first() -> bool {
    let installed = log::set_logger(&LOGGER).is_ok();
    #[cfg(feature = "tracing")]
    if installed {
        crate::subscriber::install();
    }
    installed
}

impl Log for HostLogger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let place = Place {
                target: record.target(),
                file: record.file(),
                line: record.line(),
            };
            line::send(record.level(), &place, record.args());
        }
    }

    fn flush(&self) {}
}
