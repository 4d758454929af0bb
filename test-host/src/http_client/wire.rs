use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::net::TcpStream;

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// A connection that can be cut: a server that takes nothing would else hold what is being sent to it.
pub(super) struct Wire {
    stream: Stream,
    cut: Cut,
}

/// Cuts a connection. It comes with those of HTTP/1, of which each has one request at a time.
#[derive(Clone, Default)]
pub(super) struct Cut(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    cut: bool,
    /// Of the task that drives the connection.
    waker: Option<Waker>,
}

impl Wire {
    pub(super) fn new(stream: Stream) -> Self {
        let cut = Cut::default();
        Self { stream, cut }
    }

    fn whole(self: Pin<&mut Self>, cx: &Context<'_>) -> io::Result<Pin<&mut Stream>> {
        let wire = self.get_mut();
        wire.cut.check(cx)?;
        Ok(Pin::new(&mut wire.stream))
    }
}

impl Cut {
    /// Finds what cuts a connection.
    pub(super) fn of(connected: &Connected) -> Option<Self> {
        let mut extras = http::Extensions::new();
        connected.get_extras(&mut extras);
        extras.remove()
    }

    /// Ends the connection with its next step, and has its task take it.
    pub(super) fn cut(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.cut = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn check(&self, cx: &Context<'_>) -> io::Result<()> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.cut {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        match &mut state.waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
        Ok(())
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        let connected = self.stream.connected();
        match connected.is_negotiated_h2() {
            true => connected,
            false => connected.extra(self.cut.clone()),
        }
    }
}

impl Read for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.whole(cx)?.poll_read(cx, buffer)
    }
}

impl Write for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.whole(cx)?.poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole(cx)?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole(cx)?.poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.whole(cx)?.poll_write_vectored(cx, slices)
    }
}
