use super::queue::{Permits, Place};
use super::{SpawnOutcome, SpawnResult};
use crate::error::InvocationError;
use crate::invocation::{Attendance, Context};
use crate::log::LogSink;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

type Result = std::result::Result<SpawnResult, InvocationError>;

/// Follows one spawned function, and tells what came of it when it is dropped: SPN.5, SPN.9.
pub(super) struct Report {
    context: Arc<Context>,
    logs: LogSink,
    result: Option<Result>,
    began: Option<Duration>,
    outcome: Option<oneshot::Sender<SpawnOutcome>>,
    attendance: Option<Attendance>,
    slot: Option<OwnedSemaphorePermit>,
    place: Option<Place>,
}

impl Report {
    pub(super) fn new(
        context: Arc<Context>,
        place: Place,
    ) -> (Self, oneshot::Receiver<SpawnOutcome>) {
        let (sender, receiver) = oneshot::channel();
        let report = Self {
            logs: LogSink::new(Arc::clone(&context)),
            context,
            result: None,
            began: None,
            outcome: Some(sender),
            attendance: None,
            slot: None,
            place: Some(place),
        };
        (report, receiver)
    }

    pub(super) fn context(&self) -> &Arc<Context> {
        &self.context
    }

    pub(super) fn logs(&self) -> &LogSink {
        &self.logs
    }

    pub(super) fn begin(&mut self, permits: Permits) {
        if let Some(place) = &mut self.place {
            place.leave_queue();
        }
        self.began = Some(self.context.settings().clock.monotonic());
        self.slot = Some(permits.slot);
        let logs = self.logs.clone();
        let context = Arc::clone(&self.context);
        self.attendance = Some(Attendance::new(permits.function, logs, context));
    }

    pub(super) fn end(mut self, result: Result) {
        self.result = Some(result);
    }

    fn log(&self, result: &Result) {
        match result {
            Ok(result) if result.is_ok() => self.logs.tell(result.to_string()),
            Ok(result) => self.logs.fail(result.to_string()),
            Err(error) => self.logs.fail(error.to_string()),
        }
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        let result = self.result.take();
        let result = result.unwrap_or_else(|| Err(InvocationError::stopped()));
        // The result is told before the end, as any failure is.
        self.log(&result);
        if let Some(mut attendance) = self.attendance.take() {
            attendance.end(result.as_ref().err());
        }
        self.slot = None;
        let mut outcome = SpawnOutcome::new(self.context.function(), self.context.id(), result);
        outcome.logs = self.logs.take();
        outcome.cost = self.logs.meter().cost();
        outcome.calls = self.logs.calls();
        let took = |began| {
            self.context
                .settings()
                .clock
                .monotonic()
                .saturating_sub(began)
        };
        outcome.duration = self.began.map(took).unwrap_or_default();
        // Where nothing has a place any more, all has been told.
        if let Some(place) = self.place.take() {
            place.tell(&outcome);
        }
        if let Some(waiting) = self.outcome.take() {
            // Whoever has let go of the handle does not want to know.
            let _ = waiting.send(outcome);
        }
    }
}
