//! Bodies that arrive as a test says.

use bytes::Bytes;
use http_body::Frame;
use http_body_util::BodyExt as _;
use momento_functions_test_host::RequestBody;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// A body that arrives as the test says.
struct Arriving {
    steps: VecDeque<Step>,
    pulled: Arc<AtomicUsize>,
}

/// One step of a body's arrival.
pub enum Step {
    Piece(Bytes),
    /// Nothing yet; the next step comes when the body is polled again.
    Wait,
    /// Nothing, and nobody says when.
    Stall,
    Fail(&'static str),
}

impl http_body::Body for Arriving {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        match self.steps.pop_front() {
            Some(Step::Piece(bytes)) => {
                self.pulled.fetch_add(1, Ordering::Relaxed);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Some(Step::Wait) => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Step::Stall) => {
                self.steps.push_front(Step::Stall);
                Poll::Pending
            }
            Some(Step::Fail(reason)) => Poll::Ready(Some(Err(reason))),
            None => Poll::Ready(None),
        }
    }
}

/// A piece of a body.
pub fn piece(text: &'static str) -> Step {
    Step::Piece(Bytes::from_static(text.as_bytes()))
}

/// A body that arrives by `steps`, and the count of pieces that were taken from it.
pub fn arriving(steps: impl IntoIterator<Item = Step>) -> (RequestBody, Arc<AtomicUsize>) {
    let pulled = Arc::new(AtomicUsize::new(0));
    let steps = steps.into_iter().collect();
    (
        RequestBody::stream(
            Arriving {
                steps,
                pulled: Arc::clone(&pulled),
            }
            .map_err(Text),
        ),
        pulled,
    )
}

/// A body of what is sent to it, which ends when nobody can send any more.
pub fn received(pieces: mpsc::Receiver<&'static str>) -> RequestBody {
    RequestBody::stream(Received(pieces))
}

struct Received(mpsc::Receiver<&'static str>);

impl http_body::Body for Received {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let received = self.0.poll_recv(cx);
        received
            .map(|piece| piece.map(|piece| Ok(Frame::data(Bytes::from_static(piece.as_bytes())))))
    }
}

#[derive(Debug)]
struct Text(&'static str);

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Text {}
