use super::dial::Wire;
use super::reply_guard::ReplyGuard;
use bytes::BytesMut;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

const PIECE: usize = 16 << 10;

/// A connection, whose replies are held to the host's limits on their way in.
pub(super) struct GuardedStream {
    wire: Box<dyn Wire>,
    guard: ReplyGuard,
    piece: Box<[u8]>,
    /// What has passed the guard and was not read yet.
    passed: BytesMut,
}

impl GuardedStream {
    pub(super) fn new(wire: Box<dyn Wire>, guard: ReplyGuard) -> Self {
        Self {
            wire,
            guard,
            piece: vec![0; PIECE].into_boxed_slice(),
            passed: BytesMut::new(),
        }
    }

    /// Reads once from the wire; whether that was its end.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        let mut piece = ReadBuf::new(&mut self.piece);
        ready!(Pin::new(&mut self.wire).poll_read(cx, &mut piece))?;
        self.guard.pass(piece.filled(), &mut self.passed)?;
        Poll::Ready(Ok(piece.filled().is_empty()))
    }
}

impl AsyncRead for GuardedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.passed.is_empty() {
            if ready!(self.poll_fill(cx))? {
                return Poll::Ready(Ok(()));
            }
        }
        let size = self.passed.len().min(into.remaining());
        into.put_slice(&self.passed.split_to(size));
        // Gives back what a large reply made of it.
        if self.passed.is_empty() && self.passed.capacity() > PIECE {
            self.passed = BytesMut::new();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for GuardedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}
