use super::Context;
use crate::error::InvocationError;
use crate::invoked::Begun;
use crate::log::LogSink;
use crate::request::Request;
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
    end: End,
    /// What is noted of it, if somebody wants to know of it at its end.
    begun: Option<Box<Begun>>,
    /// LIM.8: of a web function; that of a spawned one begins before.
    activity: Option<Activity>,
}

/// How an invocation ended.
enum End {
    /// Its caller went away before.
    GivenUp,
    Ended,
    Failed(InvocationError),
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
        let began = settings.clock.monotonic();
        if let Some(observer) = context.observer() {
            observer.begin(began);
        }
        Self {
            logs,
            began,
            begun: settings.journal.begin(|| settings.clock.wall()),
            context,
            end: End::GivenUp,
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

    /// Notes what the function is asked, if somebody wants to know.
    pub(super) fn ask(&mut self, request: &Request) {
        if let Some(begun) = &mut self.begun {
            begun.ask(request);
        }
    }

    /// Notes the status of the answer.
    pub(super) fn status(&mut self, status: u16) {
        if let Some(begun) = &mut self.begun {
            begun.status = Some(status);
        }
    }

    /// Tells how the invocation ended. One that is dropped before was given up by its caller.
    pub(crate) fn end(&mut self, failure: Option<&InvocationError>) {
        self.end = failure.map_or(End::Ended, |error| End::Failed(error.clone()));
    }

    fn failure(&mut self) -> Option<InvocationError> {
        match std::mem::replace(&mut self.end, End::Ended) {
            End::GivenUp => Some(InvocationError::cancelled()),
            End::Ended => None,
            End::Failed(error) => Some(error),
        }
    }
}

/// LOG.2: the end is when the answer has left.
impl Drop for Attendance {
    fn drop(&mut self) {
        let given_up = matches!(self.end, End::GivenUp);
        let failure = self.failure();
        let settings = self.context.settings();
        let took = settings.clock.monotonic().saturating_sub(self.began);
        self.logs.end(|| took);
        let cost = self.logs.meter().cost();
        let why = failure.as_ref().map(InvocationError::kind);
        settings.counters.end(why, took, cost);
        if let (true, Some(observer)) = (given_up, self.context.observer()) {
            observer.cancelled();
        }
        settings.recorder.write(&self.context);
        self.context.function().permits().add_permits(1);
        if let Some(begun) = self.begun.take() {
            let invocation = (&*self.context, &self.logs);
            settings
                .journal
                .end(*begun, invocation, (took, cost), failure);
        }
    }
}
