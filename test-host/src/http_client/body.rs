use super::wire::Cut;
use crate::invocation::HostBuffer;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper_util::client::legacy::connect::CaptureConnection;
use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use tokio::sync::oneshot;

/// Lets an upload go on for as long as somebody holds it.
pub(super) struct Upload {
    _awaiting: oneshot::Sender<Infallible>,
    complete: Arc<AtomicBool>,
    connection: CaptureConnection,
}

/// The body of a request. Its connection, which outlives the invocation, reads it.
pub(super) struct Outgoing {
    body: HostBuffer,
    /// Gone when nobody waits for the response, nor reads it.
    awaited: Option<oneshot::Receiver<Infallible>>,
    complete: Arc<AtomicBool>,
}

/// The body of a response, which keeps its request's upload going.
pub(super) struct Incoming {
    body: hyper::body::Incoming,
    _upload: Upload,
}

/// Why the body of a request ends early.
#[derive(Debug, thiserror::Error)]
pub(super) enum UploadError {
    #[error("nobody waits for the response")]
    Abandoned,
    /// The source's own words.
    #[error("{0}")]
    Broken(String),
}

/// What hyper says of a response's body, with its causes.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct DownloadError(String);

impl Outgoing {
    pub(super) fn new(body: HostBuffer, connection: CaptureConnection) -> (Self, Upload) {
        let (_awaiting, awaited) = oneshot::channel();
        let complete = Arc::new(AtomicBool::new(body.is_empty()));
        let upload = Upload {
            _awaiting,
            complete: Arc::clone(&complete),
            connection,
        };
        let outgoing = Self {
            body,
            awaited: Some(awaited),
            complete,
        };
        (outgoing, upload)
    }

    fn poll_abandoned(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(awaited) = &mut self.awaited else {
            return true;
        };
        let abandoned = Pin::new(awaited).poll(cx).is_ready();
        if abandoned {
            self.awaited = None;
            self.body = HostBuffer::default();
        }
        abandoned
    }
}

/// A connection that takes no more of the body would not notice that nobody waits.
impl Drop for Upload {
    fn drop(&mut self) {
        if self.complete.load(Ordering::Acquire) {
            return;
        }
        let connected = self.connection.connection_metadata();
        if let Some(cut) = connected.as_ref().and_then(Cut::of) {
            cut.cut();
        }
    }
}

impl Incoming {
    pub(super) fn new(body: hyper::body::Incoming, upload: Upload) -> Self {
        let _upload = upload;
        Self { body, _upload }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        if self.poll_abandoned(cx) {
            return Poll::Ready(Some(Err(UploadError::Abandoned)));
        }
        let piece = ready!(self.body.poll_piece(cx));
        let piece = piece.map_err(|error| UploadError::Broken(error.to_string()));
        self.complete.store(self.body.is_empty(), Ordering::Release);
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)).transpose())
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let size = self.body.exact_size();
        size.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Body for Incoming {
    type Data = Bytes;
    type Error = DownloadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, DownloadError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        Poll::Ready(frame.map(|frame| frame.map_err(|error| DownloadError(causes(&error)))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Tells an error with its causes, each once.
pub(super) fn causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.ends_with(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}
