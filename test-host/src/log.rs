use std::sync::{Arc, Mutex, PoisonError};

/// Where a line of an invocation's log comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogOrigin {
    /// The host, which tells what happened at its edge.
    System,
    /// The function's standard output.
    Stdout,
    /// The function's standard error.
    Stderr,
}

/// One line of an invocation's log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogLine {
    /// Where the line comes from.
    pub origin: LogOrigin,
    /// The text, without its line end.
    pub message: String,
}

/// The log of one invocation: outlives its sandbox, so that a failure can be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogSink(Arc<Mutex<Vec<LogLine>>>);

impl LogSink {
    pub(crate) fn push(&self, origin: LogOrigin, message: impl Into<String>) {
        let message = message.into();
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(LogLine { origin, message });
    }

    pub(crate) fn take(&self) -> Vec<LogLine> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *lines)
    }
}
