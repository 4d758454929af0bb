//! SVC.10: holds replies to the host's limits before they are parsed.
//!
//! It follows the framing of RESP as it streams by. What fits passes as it is; what does not is taken out,
//! and an error value stands in its place. So the connection stays in step, and others on it notice nothing.

use bytes::BytesMut;
use std::io;

/// How many bytes the texts and numbers of one reply may have together.
pub(super) const MAX_BYTES: usize = 32 << 20;

/// How many values one reply may have, nested ones included.
pub(super) const MAX_VALUES: usize = 500_000;

/// How deep replies are let through; the parser's own limit, past which it gives the connection up, is 100.
const MAX_DEPTH: usize = 64;

/// How deep replies are followed at all.
const MAX_FOLLOWED: usize = 4096;

/// How long a line may be: a status, an error or a number. Texts of any length come in another way.
const MAX_LINE: usize = 64 << 10;

/// The code of the error that stands for what was taken out.
pub(super) const TOO_LARGE: &str = "MOMENTO_REPLY_TOO_LARGE";

/// Follows one connection's replies.
#[derive(Debug)]
pub(super) struct ReplyGuard {
    limits: Limits,
    /// What the reply that is under way may still have.
    left: Limits,
    /// Whether the limits are for all replies together.
    together: bool,
    /// How many values are to come of each array that is open, the outermost first.
    open: Vec<u64>,
    /// The depth of an array that is taken out, whole.
    cut: Option<usize>,
    state: State,
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    bytes: usize,
    values: usize,
}

#[derive(Debug)]
enum State {
    /// Collects a line up to its end; a longer one is not kept.
    Line { line: Vec<u8>, length: usize },
    /// Passes, or skips, so many bytes of a text.
    Text { left: u64, pass: bool },
}

impl ReplyGuard {
    /// Lets each reply be as large as the limits say.
    pub(super) fn each() -> Self {
        Self::new(MAX_BYTES, MAX_VALUES, false)
    }

    /// Lets all replies of a connection be as large together.
    pub(super) fn together() -> Self {
        Self::new(MAX_BYTES, MAX_VALUES, true)
    }

    fn new(bytes: usize, values: usize, together: bool) -> Self {
        let limits = Limits { bytes, values };
        Self {
            limits,
            left: limits,
            together,
            open: Vec::new(),
            cut: None,
            state: State::line(),
        }
    }

    /// Takes what came next, and adds to `out` what may go on.
    ///
    /// # Errors
    ///
    /// It is no RESP.
    pub(super) fn pass(&mut self, mut input: &[u8], out: &mut BytesMut) -> io::Result<()> {
        while !input.is_empty() {
            let used = match &mut self.state {
                State::Line { line, length } => collect(line, length, input),
                State::Text { left, pass } => copy(left, *pass, input, out),
            };
            input = input.get(used..).unwrap_or_default();
            self.step(out)?;
        }
        Ok(())
    }

    /// Goes on to what comes after a line or a text, when that has ended.
    fn step(&mut self, out: &mut BytesMut) -> io::Result<()> {
        match &mut self.state {
            State::Line { line, length } if line.ends_with(b"\r\n") => {
                let (line, length) = (std::mem::take(line), *length);
                self.state = State::line();
                self.line(&line, length, out)
            }
            State::Text { left: 0, .. } => {
                self.state = State::line();
                self.end_value();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A line is a value, or the head of one.
    fn line(&mut self, line: &[u8], length: usize, out: &mut BytesMut) -> io::Result<()> {
        match line.first() {
            Some(b'+' | b'-' | b':' | b'_' | b',' | b'#' | b'(') => {
                self.simple(line, length, out);
                Ok(())
            }
            Some(b'$' | b'!' | b'=') => self.text(line, out),
            Some(b'*' | b'~' | b'>') => self.array(line, 1, 0, out),
            Some(b'%') => self.array(line, 2, 0, out),
            // Attributes come before the value that they belong to.
            Some(b'|') => self.array(line, 2, 1, out),
            _ => Err(no_resp("a value of an unknown kind")),
        }
    }

    /// Servers repeat what they do not understand, whatever its bytes; the parser gives a connection up
    /// over a line that is no UTF-8.
    fn simple(&mut self, line: &[u8], length: usize, out: &mut BytesMut) {
        let text = String::from_utf8_lossy(line);
        let length = length.max(text.len());
        let fits = length <= MAX_LINE && self.take(length, 0);
        self.emit(fits, text.as_bytes(), out);
        self.end_value();
    }

    fn text(&mut self, line: &[u8], out: &mut BytesMut) -> io::Result<()> {
        let Some(size) = size(line)? else {
            self.emit(true, line, out);
            self.end_value();
            return Ok(());
        };
        let fits = usize::try_from(size).is_ok_and(|size| self.take(size, 0));
        self.emit(fits, line, out);
        self.state = State::Text {
            left: size.saturating_add(2),
            pass: fits && self.cut.is_none(),
        };
        Ok(())
    }

    fn array(&mut self, line: &[u8], each: u64, more: u64, out: &mut BytesMut) -> io::Result<()> {
        let Some(size) = size(line)? else {
            self.emit(true, line, out);
            self.end_value();
            return Ok(());
        };
        let values = size.saturating_mul(each).saturating_add(more);
        let fits = self.open.len() < MAX_DEPTH
            && usize::try_from(values).is_ok_and(|values| self.take(0, values));
        self.emit(fits, line, out);
        if self.open.len() >= MAX_FOLLOWED {
            return Err(no_resp("arrays in arrays without an end"));
        }
        if !fits && self.cut.is_none() {
            self.cut = Some(self.open.len());
        }
        self.open.push(values);
        self.close_arrays();
        Ok(())
    }

    /// Takes of what is left, if there is enough.
    fn take(&mut self, bytes: usize, values: usize) -> bool {
        let left = (
            self.left.bytes.checked_sub(bytes),
            self.left.values.checked_sub(values),
        );
        let (Some(bytes), Some(values)) = left else {
            return false;
        };
        self.left = Limits { bytes, values };
        true
    }

    /// Lets a line through, or puts the error in its place; nothing within what is taken out whole.
    fn emit(&self, fits: bool, line: &[u8], out: &mut BytesMut) {
        match (self.cut, fits) {
            (Some(_), _) => {}
            (None, true) => out.extend_from_slice(line),
            (None, false) => {
                out.extend_from_slice(b"-");
                out.extend_from_slice(TOO_LARGE.as_bytes());
                out.extend_from_slice(b"\r\n");
            }
        }
    }

    fn end_value(&mut self) {
        if let Some(to_come) = self.open.last_mut() {
            *to_come = to_come.saturating_sub(1);
        }
        self.close_arrays();
    }

    /// Closes the arrays to which nothing is to come, each of which was a value of the one around it.
    fn close_arrays(&mut self) {
        while self.open.last() == Some(&0) {
            self.open.pop();
            if self.cut == Some(self.open.len()) {
                self.cut = None;
            }
            if let Some(to_come) = self.open.last_mut() {
                *to_come = to_come.saturating_sub(1);
            }
        }
        if self.open.is_empty() && !self.together {
            self.left = self.limits;
        }
    }
}

impl State {
    fn line() -> Self {
        Self::Line {
            line: Vec::new(),
            length: 0,
        }
    }
}

/// Collects a line, whose first byte tells its kind. Of what is over the limit only the end is kept.
fn collect(line: &mut Vec<u8>, length: &mut usize, input: &[u8]) -> usize {
    let end = input.iter().position(|&byte| byte == b'\n');
    let used = end.map_or(input.len(), |end| end.saturating_add(1));
    let piece = input.get(..used).unwrap_or_default();
    *length = length.saturating_add(used);
    line.extend_from_slice(piece);
    if line.len() > MAX_LINE {
        // The kind and the last two bytes: enough to see what it is, and where it ends.
        let end = line.len().saturating_sub(2);
        line.drain(1..end);
    }
    used
}

fn copy(left: &mut u64, pass: bool, input: &[u8], out: &mut BytesMut) -> usize {
    let used = usize::try_from(*left).map_or(input.len(), |left| left.min(input.len()));
    if pass {
        out.extend_from_slice(input.get(..used).unwrap_or_default());
    }
    *left = left.saturating_sub(used as u64);
    used
}

/// The number in the head of a text or an array; none for the nil of those that have one. The parser waits
/// for all that could ever come where another is said to have -1.
fn size(line: &[u8]) -> io::Result<Option<u64>> {
    let digits = line.get(1..line.len().saturating_sub(2));
    let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
    match digits {
        Some("-1") if matches!(line.first(), Some(b'$' | b'*' | b'~')) => Ok(None),
        Some(digits) => {
            let size = digits
                .parse()
                .map_err(|_| no_resp("a size that is no number"))?;
            Ok(Some(size))
        }
        None => Err(no_resp("a size that is no number")),
    }
}

fn no_resp(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("it is no Valkey server: it sent {what}"),
    )
}

#[cfg(test)]
mod tests;
