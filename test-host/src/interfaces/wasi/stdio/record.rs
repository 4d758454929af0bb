//! What is kept of the standard streams of one invocation.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::unsupported::Unsupported;
use super::super::{Program, Stream};
use super::panic_text::{self, Beginning, beginning};
use crate::log::{LogOrigin, LogSink};

/// How much of a panic's message is kept, and how long a line may grow, in bytes.
const MAX_TEXT: usize = 64 * 1024;

/// How many lines of one invocation reach its log.
const MAX_LINES: usize = 10_000;

/// How many bytes of one invocation reach its log: lines alone could be 640 MB.
const MAX_LOGGED: usize = 4 << 20;

/// How much of a forbidden write the trap repeats, in bytes.
const MAX_QUOTE: usize = 200;

const ADVICE: &str = "log with the macros of the `log` crate and `momento-functions-host-log`";

impl Stream {
    fn call(self) -> &'static str {
        match self {
            Self::Stdout => "wasi:cli/stdout",
            Self::Stderr => "wasi:cli/stderr",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Stdout => "standard output",
            Self::Stderr => "standard error",
        }
    }

    fn origin(self) -> LogOrigin {
        match self {
            Self::Stdout => LogOrigin::Stdout,
            Self::Stderr => LogOrigin::Stderr,
        }
    }
}

/// What both streams of an invocation share.
#[derive(Debug)]
pub(crate) struct StdioRecord {
    log: Option<LogSink>,
    program: Option<Arc<dyn Program>>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Written to stderr, and perhaps the beginning of a panic's message.
    unclear: Vec<u8>,
    panic: Option<Vec<u8>>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    lines: usize,
    /// How many bytes the lines had.
    logged: usize,
    full: bool,
}

impl StdioRecord {
    /// A program takes all text. With a log, it goes there line by line; without either, it traps.
    pub(crate) fn new(log: Option<LogSink>, program: Option<Arc<dyn Program>>) -> Self {
        Self {
            log,
            program,
            kept: Mutex::default(),
        }
    }

    pub(crate) fn panic_message(&self) -> Option<String> {
        self.kept().panic.as_deref().map(panic_text::readable)
    }

    /// Logs the lines that were begun and not ended.
    pub(crate) fn finish(&self) {
        if let Some(log) = &self.log {
            self.kept().finish(log);
        }
    }

    pub(super) fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Unsupported> {
        let mut kept = self.kept();
        if let Some(program) = &self.program {
            program.write(stream, bytes, kept.begun_panic(stream, bytes));
            return Ok(());
        }
        match (kept.sort(stream, bytes), &self.log) {
            (None, _) => Ok(()),
            (Some(text), Some(log)) => {
                kept.log(stream, &text, log);
                Ok(())
            }
            (Some(text), None) => Err(forbidden(stream, &text)),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Keeps what belongs to a panic's message, and gives back what does not.
    fn sort(&mut self, stream: Stream, bytes: &[u8]) -> Option<Vec<u8>> {
        if stream == Stream::Stdout {
            return Some(bytes.to_vec());
        }
        if let Some(panic) = &mut self.panic {
            append(panic, bytes);
            return None;
        }
        let before = self.unclear.len();
        self.unclear.extend_from_slice(bytes);
        match beginning(&self.unclear) {
            Beginning::Unclear if self.unclear.len() <= MAX_TEXT => None,
            // The end of a line, written apart, looked like the beginning of a panic's message.
            Beginning::Other if before > 0 && beginning(bytes) != Beginning::Other => {
                let other: Vec<u8> = self.unclear.drain(..before).collect();
                self.begin_panic();
                Some(other)
            }
            Beginning::Unclear | Beginning::Other => Some(std::mem::take(&mut self.unclear)),
            Beginning::Panic => {
                self.begin_panic();
                None
            }
        }
    }

    fn begin_panic(&mut self) {
        if beginning(&self.unclear) == Beginning::Panic {
            self.panic = Some(std::mem::take(&mut self.unclear));
        }
    }

    /// Tells of the bytes that make clear that a panic has begun, how much of its message there is.
    fn begun_panic(&mut self, stream: Stream, bytes: &[u8]) -> Option<usize> {
        let before = self.panic.is_some();
        self.sort(stream, bytes);
        self.panic.as_ref().filter(|_| !before).map(Vec::len)
    }

    fn log(&mut self, stream: Stream, text: &[u8], log: &LogSink) {
        let mut pieces = text.split(|byte| *byte == b'\n');
        let last = pieces.next_back().unwrap_or_default();
        for piece in pieces {
            append(self.line(stream), piece);
            self.end_line(stream, log);
        }
        append(self.line(stream), last);
    }

    fn line(&mut self, stream: Stream) -> &mut Vec<u8> {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }

    fn end_line(&mut self, stream: Stream, log: &LogSink) {
        let line = std::mem::take(self.line(stream));
        if self.full {
            return;
        }
        self.lines = self.lines.saturating_add(1);
        self.logged = self.logged.saturating_add(line.len());
        self.full = self.lines > MAX_LINES || self.logged > MAX_LOGGED;
        if self.full {
            let limit = format!(
                "more than {MAX_LINES} lines or {MAX_LOGGED} bytes were written: the rest is dropped"
            );
            log.push(LogOrigin::System, limit);
        } else {
            log.push(stream.origin(), String::from_utf8_lossy(&line));
        }
    }

    fn finish(&mut self, log: &LogSink) {
        let unclear = std::mem::take(&mut self.unclear);
        self.log(Stream::Stderr, &unclear, log);
        for stream in [Stream::Stdout, Stream::Stderr] {
            if !self.line(stream).is_empty() {
                self.end_line(stream, log);
            }
        }
    }
}

/// Appends as much of `bytes` as fits.
fn append(text: &mut Vec<u8>, bytes: &[u8]) {
    let room = MAX_TEXT.saturating_sub(text.len());
    text.extend(bytes.iter().take(room));
}

fn forbidden(stream: Stream, text: &[u8]) -> Unsupported {
    let quote: Vec<u8> = text.iter().copied().take(MAX_QUOTE).collect();
    let quote = String::from_utf8_lossy(&quote).trim().to_owned();
    Unsupported::new(
        stream.call(),
        format!(
            "a function has no {}; {ADVICE}. The text was: {quote}",
            stream.name()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(record: &StdioRecord, stream: Stream, text: &str) -> Result<(), String> {
        record
            .write(stream, text.as_bytes())
            .map_err(|error| error.to_string())
    }

    fn logged(log: &LogSink) -> Vec<String> {
        log.take().into_iter().map(|line| line.message).collect()
    }

    /// WASI.4
    #[test]
    fn a_panic_written_in_pieces_is_kept_whole() {
        let record = StdioRecord::new(None, None);
        for piece in [
            "\nthread '",
            "<unnamed>",
            "' (",
            "1",
            ") panicked at ",
            "src/lib.rs:1:2",
            ":\n",
            "why",
            "\n",
        ] {
            write(&record, Stream::Stderr, piece).unwrap();
        }
        assert_eq!(
            record.panic_message().unwrap(),
            "thread '<unnamed>' (1) panicked at src/lib.rs:1:2:\nwhy"
        );
    }

    /// WASI.4
    #[test]
    fn a_panic_after_a_line_that_was_written_in_pieces_is_found() {
        for lines in [&["1", "\n"][..], &["\n"], &["a", "\n", "\n"]] {
            let log = LogSink::default();
            let record = StdioRecord::new(Some(log.clone()), None);
            for piece in lines {
                write(&record, Stream::Stderr, piece).unwrap();
            }
            write(
                &record,
                Stream::Stderr,
                "\nthread 'main' (1) panicked at a:\nb\n",
            )
            .unwrap();
            let message = record.panic_message();
            assert_eq!(
                message.as_deref(),
                Some("thread 'main' (1) panicked at a:\nb"),
                "{lines:?}"
            );
            assert!(!logged(&log).iter().any(|line| line.contains("thread")));
        }
    }

    /// WASI.3
    #[test]
    fn any_other_write_is_refused_and_quoted() {
        for stream in [Stream::Stdout, Stream::Stderr] {
            let record = StdioRecord::new(None, None);
            let error = write(&record, stream, "hello\n").unwrap_err();
            assert!(
                error.contains(stream.call()) && error.ends_with("The text was: hello"),
                "{error}"
            );
            assert_eq!(record.panic_message(), None);
        }
    }

    #[test]
    fn a_long_panic_is_cut() {
        let record = StdioRecord::new(None, None);
        write(&record, Stream::Stderr, "\nthread 'a' panicked at b:\n").unwrap();
        write(&record, Stream::Stderr, &"x".repeat(2 * MAX_TEXT)).unwrap();
        assert_eq!(record.panic_message().unwrap().len(), MAX_TEXT - 1);
    }

    #[test]
    fn logged_text_is_cut_into_lines_a_stream() {
        let log = LogSink::default();
        let record = StdioRecord::new(Some(log.clone()), None);
        write(&record, Stream::Stdout, "one\ntw").unwrap();
        write(&record, Stream::Stderr, "three\n").unwrap();
        write(&record, Stream::Stdout, "o\n\nend").unwrap();
        record.finish();
        assert_eq!(logged(&log), ["one", "three", "two", "", "end"]);
    }

    #[test]
    fn a_panic_is_no_logged_line() {
        let log = LogSink::default();
        let record = StdioRecord::new(Some(log.clone()), None);
        write(&record, Stream::Stderr, "before\n").unwrap();
        write(
            &record,
            Stream::Stderr,
            "\nthread 'a' panicked at b:\nwhy\n",
        )
        .unwrap();
        record.finish();
        assert_eq!(logged(&log), ["before"]);
        assert!(record.panic_message().unwrap().ends_with("why"));
    }

    #[test]
    fn a_log_has_only_so_many_bytes() {
        let log = LogSink::default();
        let record = StdioRecord::new(Some(log.clone()), None);
        let line = format!("{}\n", "x".repeat(MAX_TEXT));
        for _ in 0..=2 * MAX_LOGGED / MAX_TEXT {
            write(&record, Stream::Stderr, &line).unwrap();
        }
        let logged = logged(&log);
        let bytes: usize = logged.iter().map(String::len).sum();
        assert!((MAX_LOGGED..MAX_LOGGED + 100).contains(&bytes), "{bytes}");
        assert!(logged.last().unwrap().ends_with("the rest is dropped"));
    }

    #[test]
    fn a_guest_cannot_bloat_the_log() {
        let log = LogSink::default();
        let record = StdioRecord::new(Some(log.clone()), None);
        for _ in 0..3 {
            write(&record, Stream::Stdout, &"\n".repeat(MAX_LINES)).unwrap();
            write(&record, Stream::Stdout, &"x".repeat(2 * MAX_TEXT)).unwrap();
        }
        assert_eq!(log.take().len(), MAX_LINES + 1);
        assert!(record.kept().stdout.len() <= MAX_TEXT);
    }
}
