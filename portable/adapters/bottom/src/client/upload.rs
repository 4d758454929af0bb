use crate::body::Body;
use crate::failure::Failure;
use crate::pump::{self, Broken};
use crate::sink::Sink;
use crate::waits::Waits;

/// The body of a request on its way. It goes on while its response is awaited or read.
pub(crate) struct Upload {
    /// None when all of it has gone, or nobody takes it.
    sink: Option<Sink>,
    body: Body,
}

impl Upload {
    pub(crate) fn new(sink: Option<Sink>, body: Body) -> Self {
        Self { sink, body }
    }

    /// Sends what can be sent without waiting; is done when there is no more to send.
    pub(crate) fn step(&mut self, waits: &mut Waits) -> Option<Result<(), Failure>> {
        let Some(sink) = &self.sink else {
            return Some(Ok(()));
        };
        let moved = pump::step(&mut self.body, sink, waits)?;
        let sink = self.sink.take();
        match moved {
            Ok(()) => sink.into_iter().for_each(Sink::finish),
            // Dropped: the server does not take the body for whole.
            Err(Broken::Source(failure)) => return Some(Err(failure)),
            // A server may answer without having read all.
            Err(Broken::Gone) => {}
        }
        Some(Ok(()))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.sink.is_none()
    }

    /// Sends what can be sent now.
    pub(crate) fn push(&mut self) {
        let _ = self.step(&mut Waits::default());
    }

    /// Gives the body back, for whoever sends it again.
    pub(crate) fn into_body(self) -> Body {
        self.body
    }
}
