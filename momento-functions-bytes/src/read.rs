use std::io::{self, BufRead, Read};
use std::mem;

use crate::Data;
use crate::data::Place;
use crate::host::append;

/// Reads at the speed of copying. A read that asks for more than 16 KiB asks the host for as much.
///
/// # Errors
/// [`TimedOut`](io::ErrorKind::TimedOut) or [`Other`](io::ErrorKind::Other) when the source of the
/// body failed, after the bytes that came before; each further read fails in the same way.
impl Read for Data {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match &mut self.place {
            Place::Inline(inline) => Ok(inline.copy_to(buf)),
            Place::Host(host) => host.read(buf),
        }
    }

    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize> {
        let before = buf.len();
        match &mut self.place {
            Place::Inline(_) => append(buf, mem::take(self).into_bytes()),
            Place::Host(host) => host.append_rest(buf)?,
        }
        Ok(buf.len().saturating_sub(before))
    }
}

/// Fetches 16 KiB at a time from the host.
impl BufRead for Data {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.place {
            Place::Inline(inline) => Ok(inline.rest()),
            Place::Host(host) => host.fill(0),
        }
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.place {
            Place::Inline(inline) => inline.consume(amount),
            Place::Host(host) => host.consume(amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inline_body_is_read_in_pieces_of_the_readers_size() {
        let mut data = Data::from("abcde");
        let mut buf = [0; 3];
        assert_eq!(data.read(&mut buf).unwrap(), 3);
        assert_eq!(&buf, b"abc");
        assert_eq!(data.read(&mut buf).unwrap(), 2);
        assert_eq!(data.read(&mut buf).unwrap(), 0);
    }

    #[test]
    fn reading_to_the_end_appends_and_leaves_nothing() {
        let mut data = Data::from("cde");
        let mut bytes = b"ab".to_vec();
        assert_eq!(data.read_to_end(&mut bytes).unwrap(), 3);
        assert_eq!(bytes, b"abcde");
        assert_eq!(data.read_to_end(&mut bytes).unwrap(), 0);
    }

    #[test]
    fn lines_are_read_and_the_rest_stays() {
        let mut data = Data::from("one\ntwo\nrest");
        let mut lines = Vec::new();
        for _ in 0..2 {
            let mut line = String::new();
            data.read_line(&mut line).unwrap();
            lines.push(line);
        }
        assert_eq!(lines, ["one\n", "two\n"]);
        assert_eq!(data.into_bytes(), b"rest");
    }

    #[test]
    fn text_that_is_not_utf8_is_refused_by_read_to_string() {
        let error = Data::from(&[0xff][..])
            .read_to_string(&mut String::new())
            .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn consuming_more_than_there_is_leaves_the_end() {
        let mut data = Data::from("ab");
        data.consume(100);
        assert_eq!(data.fill_buf().unwrap(), b"");
    }
}
