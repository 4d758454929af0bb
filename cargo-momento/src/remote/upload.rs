//! A body that tells how far it has been sent.

use std::convert::Infallible;
use std::io::{IsTerminal as _, Write as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::output::Output;
use crate::units::grouped;

/// How many bytes are handed on at once.
const PIECE: usize = 64 << 10;

/// Sends bytes piece by piece.
pub(super) struct Upload {
    rest: Bytes,
    progress: Progress,
}

/// The line on a terminal that says how far an upload is.
struct Progress {
    what: String,
    total: usize,
    shown: Option<usize>,
}

impl Upload {
    pub(super) fn new(what: &str, bytes: Bytes) -> Self {
        let total = bytes.len();
        let what = what.to_owned();
        let shown = None;
        Self {
            rest: bytes,
            progress: Progress { what, total, shown },
        }
    }

    /// Whether anybody would see it.
    pub(super) fn is_seen(output: &Output) -> bool {
        !output.is_quiet() && std::io::stderr().is_terminal()
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = self.get_mut();
        if this.rest.is_empty() {
            return Poll::Ready(None);
        }
        let piece = this.rest.split_to(PIECE.min(this.rest.len()));
        this.progress.tell(this.progress.total - this.rest.len());
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

impl Progress {
    /// Writes the line anew where the percentage has changed.
    fn tell(&mut self, sent: usize) {
        let percent = percent(sent, self.total);
        if self.shown.replace(percent) != Some(percent) {
            let line = line(&self.what, sent, self.total);
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K{line}");
        }
    }
}

/// The line goes away with the upload, however that ends.
impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}

fn percent(sent: usize, total: usize) -> usize {
    sent.saturating_mul(100).checked_div(total).unwrap_or(100)
}

fn line(what: &str, sent: usize, total: usize) -> String {
    let percent = percent(sent, total);
    let (sent, total) = (grouped(sent as u64), grouped(total as u64));
    format!(
        "{:>12} {what}: {sent} of {total} bytes ({percent}%)",
        "Uploading"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.6
    #[test]
    fn progress_is_told_in_bytes_and_percent() {
        let told = line("hello", 512_000, 1_234_567);
        assert_eq!(told, "   Uploading hello: 512,000 of 1,234,567 bytes (41%)");
        assert_eq!(percent(0, 0), 100);
    }
}
