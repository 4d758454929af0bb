use std::io::{self, BufRead};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of an event stream, ended by LF, CR LF or CR. Each byte is looked at once.
pub(super) struct Lines<R> {
    source: R,
    line: Vec<u8>,
    /// The line before ended with CR: an LF now belongs to it. It is not waited for, since the line's
    /// event would be late by as long as the source pauses.
    after_cr: bool,
    /// No line was given yet: a byte order mark may come.
    first: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            line: Vec::new(),
            after_cr: false,
            first: true,
        }
    }

    /// Gives the next line without its end. A line that has no end is none.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        while !self.read_part()? {
            if self.source.fill_buf()?.is_empty() {
                return Ok(None);
            }
        }
        let mark: &[u8] = if std::mem::take(&mut self.first) {
            BYTE_ORDER_MARK
        } else {
            &[]
        };
        Ok(Some(self.line.strip_prefix(mark).unwrap_or(&self.line)))
    }

    /// Takes what the source has now, up to the line's end, and tells whether that came.
    fn read_part(&mut self) -> io::Result<bool> {
        let mut available = self.source.fill_buf()?;
        let skipped = usize::from(self.after_cr && available.starts_with(b"\n"));
        self.after_cr &= available.is_empty();
        available = available.get(skipped..).unwrap_or_default();
        let end = available
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'));
        let (part, rest) = available.split_at(end.unwrap_or(available.len()));
        self.line.extend_from_slice(part);
        self.after_cr |= rest.starts_with(b"\r");
        let consumed = skipped
            .saturating_add(part.len())
            .saturating_add(usize::from(end.is_some()));
        self.source.consume(consumed);
        Ok(end.is_some())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use super::*;

    fn lines(text: &[u8], piece: usize) -> Vec<String> {
        let mut lines = Lines::new(BufReader::with_capacity(piece, text));
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push(String::from_utf8(line.to_vec()).unwrap());
        }
        all
    }

    #[test]
    fn every_line_end_ends_a_line_whatever_the_pieces() {
        for piece in 1..12 {
            assert_eq!(
                lines(b"a\nbc\r\nd\re\n\nf\r\n\r\n\r\r", piece),
                ["a", "bc", "d", "e", "", "f", "", "", ""]
            );
        }
    }

    #[test]
    fn a_line_without_an_end_is_none() {
        for piece in 1..4 {
            assert_eq!(lines(b"a\nb", piece), ["a"]);
            assert_eq!(lines(b"", piece), [""; 0]);
        }
    }

    #[test]
    fn one_byte_order_mark_is_dropped_and_only_at_the_start() {
        for piece in 1..5 {
            assert_eq!(
                lines(b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", piece),
                ["a", "\u{feff}b"]
            );
            assert_eq!(lines(b"\xef\xbb\xbf\xef\xbb\xbfa\n", piece), ["\u{feff}a"]);
        }
    }

    #[test]
    fn a_line_that_ends_with_cr_does_not_wait_for_what_follows() {
        /// Fails when read after its text.
        struct Pausing(&'static [u8]);
        impl Read for Pausing {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                if self.0.is_empty() {
                    Err(io::Error::other("waited"))
                } else {
                    self.0.read(buf)
                }
            }
        }
        let mut lines = Lines::new(BufReader::new(Pausing(b"a\r")));
        assert_eq!(lines.next().unwrap(), Some(&b"a"[..]));
        assert_eq!(lines.next().unwrap_err().to_string(), "waited");
    }
}
