use crate::interfaces::wasi::Stream;
use std::collections::VecDeque;
use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How much of what a test writes is kept.
const MAX_OUTPUT: usize = 16 << 20;

/// How much of the end is kept of what came after that.
const TAIL: usize = 4 << 10;

const DROPPED: &[u8] = b"\n[16777216 bytes were written: the rest is dropped, but for its end]\n";

/// Where a binary's output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stdio {
    /// It is kept, as far as it is not too much.
    Capture,
    /// It goes to this process's own stdout and stderr.
    PassOn,
}

/// What a binary writes, both streams in the order in which they came.
#[derive(Debug)]
pub(crate) struct Output {
    stdio: Stdio,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    text: Vec<u8>,
    /// Where the message of a panic begins.
    panic: Option<usize>,
    /// The last of what came when there was no room any more: what libtest says of the test is in it.
    tail: VecDeque<u8>,
    full: bool,
}

impl Output {
    pub(super) fn new(stdio: Stdio) -> Self {
        Self {
            stdio,
            kept: Mutex::default(),
        }
    }

    pub(super) fn text(&self) -> String {
        let mut kept = self.kept();
        let tail = kept.tail.make_contiguous().to_vec();
        let text = [&kept.text[..], &tail].concat();
        String::from_utf8_lossy(&text).into_owned()
    }

    pub(super) fn write(&self, stream: Stream, bytes: &[u8]) {
        match self.stdio {
            Stdio::Capture => self.kept().write(stream, bytes),
            Stdio::PassOn => pass_on(stream, bytes),
        }
    }

    /// Marks the last bytes as the beginning of a panic's message.
    pub(super) fn begin_panic(&self, length: usize) {
        let mut kept = self.kept();
        kept.panic = Some(kept.text.len().saturating_sub(length));
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn write(&mut self, stream: Stream, bytes: &[u8]) {
        let room = MAX_OUTPUT.saturating_sub(self.text.len());
        if self.full || bytes.len() > room {
            if !std::mem::replace(&mut self.full, true) {
                self.text.extend_from_slice(DROPPED);
            }
            self.tail.extend(bytes);
            self.tail.drain(..self.tail.len().saturating_sub(TAIL));
            return;
        }
        match (&mut self.panic, stream) {
            // After a panic no code of the test's runs: this is what it had printed before, and std
            // still had in its buffer.
            (Some(at), Stream::Stdout) => {
                let at = std::mem::replace(at, at.saturating_add(bytes.len()));
                self.text.splice(at..at, bytes.iter().copied());
            }
            _ => self.text.extend_from_slice(bytes),
        }
    }
}

/// A reader that has gone is no reason to end.
fn pass_on(stream: Stream, bytes: &[u8]) {
    let _ = match stream {
        Stream::Stdout => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(bytes).and_then(|()| stdout.flush())
        }
        Stream::Stderr => std::io::stderr().lock().write_all(bytes),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[(Stream, &str, Option<usize>)]) -> String {
        let output = Output::new(Stdio::Capture);
        for (stream, text, panic) in pieces {
            output.write(*stream, text.as_bytes());
            if let Some(length) = panic {
                output.begin_panic(*length);
            }
        }
        output.text()
    }

    #[test]
    fn both_streams_are_kept_in_the_order_they_came_in() {
        let pieces = [(Stream::Stdout, "a\n", None), (Stream::Stderr, "b\n", None)];
        assert_eq!(written(&pieces), "a\nb\n");
    }

    #[test]
    fn what_was_printed_before_a_panic_stands_before_it() {
        let pieces = [
            (Stream::Stdout, "one\n", None),
            (Stream::Stderr, "\nthread", None),
            (Stream::Stderr, " panicked at ", Some(20)),
            (Stream::Stderr, "x:\nwhy\n", None),
            (Stream::Stdout, "tw", None),
            (Stream::Stdout, "o", None),
        ];
        assert_eq!(written(&pieces), "one\ntwo\nthread panicked at x:\nwhy\n");
    }

    #[test]
    fn a_test_cannot_bloat_the_runner() {
        let output = Output::new(Stdio::Capture);
        let piece = vec![b'x'; MAX_OUTPUT / 2];
        for _ in 0..5 {
            output.write(Stream::Stdout, &piece);
        }
        let text = output.text();
        assert_eq!(text.len(), MAX_OUTPUT + DROPPED.len() + TAIL);
        // What libtest says at the end is kept.
        output.write(Stream::Stdout, b"test a ... ok\n");
        let text = output.text();
        assert_eq!(text.len(), MAX_OUTPUT + DROPPED.len() + TAIL);
        assert!(text.ends_with("xtest a ... ok\n"));
    }
}
