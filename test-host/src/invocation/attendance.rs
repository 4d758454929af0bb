use super::Context;
use crate::error::InvocationErrorKind as Kind;
use crate::log::LogSink;
use crate::time::Activity;
use std::sync::Arc;
use std::task::{self, Poll};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// The place of an invocation among those of its function that may live at once. A web function keeps
/// it until its answer has left.
pub(crate) struct Attendance {
    context: Arc<Context>,
    logs: LogSink,
    began: Duration,
    /// Why it failed, unless it is known to have come to its end.
    failure: Option<Kind>,
    /// LIM.8: of a web function; that of a spawned one begins before.
    activity: Option<Activity>,
}

impl Attendance {
    /// Begins an invocation that was given its place.
    pub(crate) fn new(permit: OwnedSemaphorePermit, logs: LogSink, context: Arc<Context>) -> Self {
        permit.forget();
        Self::begin(logs, context)
    }

    /// Begins an invocation, if one more of its function may live.
    pub(super) fn take(logs: LogSink, context: Arc<Context>) -> Option<Self> {
        context.function().permits().try_acquire().ok()?.forget();
        Some(Self::begin(logs, context))
    }

    /// The place was taken by now, and is given back on drop.
    fn begin(logs: LogSink, context: Arc<Context>) -> Self {
        logs.begin();
        let settings = context.settings();
        settings.counters.begin(context.function().kind());
        Self {
            logs,
            began: settings.clock.monotonic(),
            context,
            failure: Some(Kind::Cancelled),
            activity: None,
        }
    }

    /// Keeps a virtual clock still while the invocation does not wait for it.
    pub(super) fn active(mut self) -> Self {
        self.activity = Some(Activity::on(&*self.context.settings().clock));
        self
    }

    /// Polls a part of the invocation.
    pub(super) fn poll<T>(
        &mut self,
        cx: &mut task::Context<'_>,
        part: impl FnOnce(&mut task::Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        match &mut self.activity {
            Some(activity) => activity.poll(cx, part),
            None => part(cx),
        }
    }

    pub(super) fn logs(&self) -> LogSink {
        self.logs.clone()
    }

    /// Tells how the invocation ended. One that is dropped before was given up by its caller.
    pub(crate) fn end(&mut self, failure: Option<Kind>) {
        self.failure = failure;
    }
}

/// LOG.2: the end is when the answer has left.
impl Drop for Attendance {
    fn drop(&mut self) {
        let settings = self.context.settings();
        let took = settings.clock.monotonic().saturating_sub(self.began);
        self.logs.end(|| took);
        let cost = self.logs.meter().cost();
        settings.counters.end(self.failure, took, cost);
        if let (Some(Kind::Cancelled), Some(observer)) = (self.failure, self.context.observer()) {
            observer.cancelled();
        }
        settings.recorder.write(&self.context);
        self.context.function().permits().add_permits(1);
    }
}
