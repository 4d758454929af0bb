use crate::time;
use bytes::Bytes;
use http_body::{Body, Frame};
use momento_functions_models::Clock;
use momento_functions_models::http_script::Step;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::vec::IntoIter;

/// A body that comes bit by bit, as a script says.
pub(super) struct ScriptedBody {
    steps: IntoIter<Step>,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    clock: Arc<dyn Clock>,
}

/// The connection ends before the body does.
#[derive(Debug, thiserror::Error)]
#[error("the connection was closed before the body was complete, as its script says")]
pub(super) struct BrokenOff;

impl ScriptedBody {
    pub(super) fn new(steps: Vec<Step>, clock: &Arc<dyn Clock>) -> Self {
        Self {
            steps: steps.into_iter(),
            pause: None,
            clock: Arc::clone(clock),
        }
    }

    fn pause(&mut self, pause: Duration) {
        let clock = Arc::clone(&self.clock);
        self.pause = Some(Box::pin(async move { time::sleep(&*clock, pause).await }));
    }

    fn poll_pause(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        Poll::Ready(())
    }
}

impl Body for ScriptedBody {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        loop {
            ready!(self.poll_pause(context));
            match self.steps.next() {
                Some(Step::Chunk(chunk)) if chunk.is_empty() => {}
                Some(Step::Chunk(chunk)) => return Poll::Ready(Some(Ok(Frame::data(chunk)))),
                Some(Step::Pause(pause)) => self.pause(pause),
                Some(Step::BreakOff) => {
                    self.steps = Vec::new().into_iter();
                    return Poll::Ready(Some(Err(BrokenOff)));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}
