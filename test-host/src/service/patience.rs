//! How long a client may do nothing while the service waits for it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A client did nothing for too long.
#[derive(Debug, thiserror::Error)]
#[error("the client did nothing for {}s", .0.as_secs_f64())]
pub(super) struct Stalled(pub(super) Duration);

/// Runs while something is waited for, and begins anew with the next wait.
#[derive(Debug)]
struct Patience {
    time: Duration,
    wait: Option<Pin<Box<Sleep>>>,
}

impl Patience {
    fn new(time: Duration) -> Self {
        Self { time, wait: None }
    }

    /// Passes on what has come; turns a wait that takes too long into an error.
    fn bound<T>(&mut self, context: &mut Context<'_>, polled: Poll<T>) -> Poll<Result<T, Stalled>> {
        if let Poll::Ready(value) = polled {
            self.wait = None;
            return Poll::Ready(Ok(value));
        }
        let wait = self
            .wait
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(self.time)));
        ready!(wait.as_mut().poll(context));
        Poll::Ready(Err(Stalled(self.time)))
    }
}

/// A request's body that fails when its client sends nothing of it for too long.
#[derive(Debug)]
pub(super) struct PatientBody {
    body: Incoming,
    patience: Patience,
}

impl PatientBody {
    pub(super) fn new(body: Incoming, time: Duration) -> Self {
        Self {
            body,
            patience: Patience::new(time),
        }
    }
}

impl Body for PatientBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.body).poll_frame(context);
        match ready!(this.patience.bound(context, polled)) {
            Ok(frame) => Poll::Ready(frame.map(|frame| frame.map_err(Into::into))),
            Err(stalled) => Poll::Ready(Some(Err(stalled.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that fails when its client takes nothing of what is written for too long.
#[derive(Debug)]
pub(super) struct PatientStream {
    stream: TcpStream,
    patience: Patience,
}

impl PatientStream {
    pub(super) fn new(stream: TcpStream, time: Duration) -> Self {
        Self {
            stream,
            patience: Patience::new(time),
        }
    }

    fn bound<T>(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let bounded = ready!(self.patience.bound(context, polled));
        Poll::Ready(
            bounded.unwrap_or_else(|stalled| Err(io::Error::new(io::ErrorKind::TimedOut, stalled))),
        )
    }
}

impl AsyncRead for PatientStream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // No bound here: while a function is at work, a client may well have nothing to say.
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for PatientStream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.bound(context, polled)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        this.bound(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // A socket holds nothing back, so neither of these waits.
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
