use crate::log::LogSink;
use momento_functions_models::Clock;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// The place of an invocation among those of its function that may live at once. A web function keeps
/// it until its answer has left.
pub(crate) struct Attendance {
    _permit: OwnedSemaphorePermit,
    logs: LogSink,
    clock: Arc<dyn Clock>,
    began: Duration,
}

impl Attendance {
    pub(crate) fn new(permit: OwnedSemaphorePermit, logs: LogSink, clock: Arc<dyn Clock>) -> Self {
        logs.begin();
        Self {
            _permit: permit,
            logs,
            began: clock.monotonic(),
            clock,
        }
    }

    pub(super) fn logs(&self) -> LogSink {
        self.logs.clone()
    }
}

/// LOG.2: the end is when the answer has left.
impl Drop for Attendance {
    fn drop(&mut self) {
        let took = || self.clock.monotonic().saturating_sub(self.began);
        self.logs.end(took);
    }
}
