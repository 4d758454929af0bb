//! Follows one request to its end, and then tells what became of it.

use std::time::{Duration, Instant};

use http::request::Parts;

use super::event::{Answered, Event, Observer};
use super::request_id;
use crate::InvocationError;
use crate::log::LogSink;

/// Tells of its request when it is dropped: with the answer's last byte, or where the client went away.
#[derive(Debug)]
pub(super) struct Watch(Option<Box<Watching>>);

#[derive(Debug)]
struct Watching {
    observer: Observer,
    started: Instant,
    answered: Answered,
    logs: LogSink,
}

impl Watch {
    /// Begins to follow a request, when someone is there to be told.
    pub(super) fn begin(observer: &Observer, request: &Parts) -> Self {
        Self(observer.is_some().then(|| {
            let answered = Answered {
                method: request.method.as_str().to_owned(),
                path: request.uri.path().to_owned(),
                function: None,
                invocation_id: None,
                request_id: request_id::of(&request.headers)
                    .and_then(|id| id.to_str().map(str::to_owned).ok()),
                status: 0,
                duration: Duration::ZERO,
                error: None,
                cost: None,
                logs: Vec::new(),
                abandoned: true,
            };
            let logs = LogSink::default();
            Box::new(Watching {
                observer: observer.clone(),
                started: Instant::now(),
                answered,
                logs,
            })
        }))
    }

    pub(super) fn function(&mut self, name: &str) {
        self.change(|answered| answered.function = Some(name.to_owned()));
    }

    pub(super) fn invocation(&mut self, id: &str) {
        self.change(|answered| answered.invocation_id = Some(id.to_owned()));
    }

    /// Has the invocation's log read when it has ended.
    pub(super) fn logs(&mut self, logs: LogSink) {
        if let Some(watching) = &mut self.0 {
            watching.logs = logs;
        }
    }

    pub(super) fn status(&mut self, status: http::StatusCode) {
        self.change(|answered| answered.status = status.as_u16());
    }

    /// The answer is, or ends with, an error of the invocation.
    pub(super) fn failed(&mut self, error: &InvocationError) {
        self.change(|answered| answered.error = Some(error.clone()));
    }

    /// The answer has left as a whole, or was cut off by the service.
    pub(super) fn complete(&mut self) {
        self.change(|answered| answered.abandoned = false);
    }

    fn change(&mut self, change: impl FnOnce(&mut Answered)) {
        if let Some(watching) = &mut self.0 {
            change(&mut watching.answered);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut answered = self.answered.clone();
        answered.duration = self.started.elapsed();
        answered.logs = self.logs.take();
        answered.cost = (answered.invocation_id.is_some()).then(|| self.logs.meter().cost());
        trace(&answered);
        self.observer.tell(|| Event::Answered(answered));
    }
}

/// Writes an answered request to the host's own log.
fn trace(answered: &Answered) {
    tracing::debug!(
        method = answered.method,
        path = answered.path,
        status = answered.status,
        function = answered.function,
        invocation_id = answered.invocation_id,
        request_id = answered.request_id,
        duration = ?answered.duration,
        error = answered.error.as_ref().map(|error| error.kind().code()),
        "answered"
    );
}
