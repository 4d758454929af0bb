use std::cell::{Cell, RefCell};

use super::*;

/// A host buffer that keeps DATA.1 to DATA.4, and counts the calls.
struct Script {
    bytes: RefCell<Vec<u8>>,
    /// How many bytes one read gives at most, as a stream's pieces do.
    piece: usize,
    end: Result<(), StreamError>,
    reads: Cell<usize>,
    /// Where the bytes lie that the last read gave.
    given: Cell<*const u8>,
}

impl Script {
    fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: RefCell::new(bytes.to_vec()),
            piece: usize::MAX,
            end: Ok(()),
            reads: Cell::new(0),
            given: Cell::new(std::ptr::null()),
        }
    }

    fn in_pieces_of(self, piece: usize) -> Self {
        Self { piece, ..self }
    }

    fn failing_with(self, error: StreamError) -> Self {
        Self {
            end: Err(error),
            ..self
        }
    }

    fn take(&self, size: usize) -> Vec<u8> {
        let mut bytes = self.bytes.borrow_mut();
        let size = size.min(self.piece).min(bytes.len());
        bytes.drain(..size).collect()
    }
}

impl Source for &Script {
    fn remaining(&self) -> u32 {
        u32_of(self.bytes.borrow().len().min(self.piece))
    }

    fn advance(&self, size: u32) {
        let size = usize_of(size).min(self.bytes.borrow().len());
        self.bytes.borrow_mut().drain(..size);
    }

    fn try_read(&self, max_size: u32) -> Result<Option<Vec<u8>>, StreamError> {
        self.reads.set(self.reads.get() + 1);
        let bytes = self.take(usize_of(max_size));
        if bytes.is_empty() {
            self.end.clone().map(|()| None)
        } else {
            self.given.set(bytes.as_ptr());
            Ok(Some(bytes))
        }
    }
}

#[test]
fn small_reads_share_one_host_call() {
    let script = Script::new(&[1; 1000]);
    let mut host = HostBytes::new(&script);
    for _ in 0..100 {
        assert_eq!(host.read(&mut [0; 10]).unwrap(), 10);
    }
    assert_eq!(script.reads.get(), 1);
}

#[test]
fn a_large_read_is_one_host_call() {
    let script = Script::new(&vec![1; 1 << 20]);
    let mut host = HostBytes::new(&script);
    assert_eq!(host.read(&mut vec![0; 1 << 20]).unwrap(), 1 << 20);
    assert_eq!((script.reads.get(), host.fetched().len()), (1, 0));
}

#[test]
fn reading_into_nothing_asks_the_host_nothing() {
    let script = Script::new(b"abc");
    assert_eq!(HostBytes::new(&script).read(&mut []).unwrap(), 0);
    assert_eq!(script.reads.get(), 0);
}

#[test]
fn all_bytes_arrive_in_order_whatever_the_pieces() {
    let expected: Vec<u8> = (0..=255).cycle().take(50_000).collect();
    for piece in [1, 7, 4096, 16 * 1024, 100_000] {
        let script = Script::new(&expected).in_pieces_of(piece);
        let (bytes, end) = HostBytes::new(&script).into_bytes();
        assert!(end.is_ok());
        assert_eq!(bytes, expected);
    }
}

#[test]
fn a_body_that_the_host_has_whole_takes_one_call_and_one_for_the_end() {
    let script = Script::new(&vec![1; 3 << 20]);
    let (bytes, _) = HostBytes::new(&script).into_bytes();
    assert_eq!((bytes.len(), script.reads.get()), (3 << 20, 2));
}

#[test]
fn the_bytes_of_one_call_are_handed_on_as_they_came() {
    let script = Script::new(&vec![1; 1 << 20]);
    let (bytes, _) = HostBytes::new(&script).into_bytes();
    assert_eq!(bytes.as_ptr(), script.given.get());
    let script = Script::new(b"abc");
    let mut bytes = Vec::new();
    HostBytes::new(&script).append_rest(&mut bytes).unwrap();
    assert_eq!(bytes.as_ptr(), script.given.get());
}

#[test]
fn a_body_read_by_lines_takes_a_call_for_each_16_kib_and_no_copy_of_a_chunk() {
    let script = Script::new(&b"0123456\n".repeat(1 << 17));
    let mut host = HostBytes::new(&script);
    while !host.fill(0).unwrap().is_empty() {
        assert!(
            (script.given.get() as usize..script.given.get() as usize + CHUNK)
                .contains(&(host.fetched().as_ptr() as usize))
        );
        host.consume(8);
    }
    assert_eq!(script.reads.get(), (1 << 20) / CHUNK + 1);
}

#[test]
fn what_is_left_after_a_read_comes_with_what_was_fetched() {
    let script = Script::new(b"abcdef").in_pieces_of(4);
    let mut host = HostBytes::new(&script);
    host.read(&mut [0; 1]).unwrap();
    assert_eq!(host.into_bytes().0, b"bcdef");
}

#[test]
fn the_handle_is_given_back_only_when_nothing_fetched_would_be_lost() {
    let script = Script::new(b"abcdef").in_pieces_of(4);
    let mut host = HostBytes::new(&script);
    host.read(&mut [0; 1]).unwrap();
    let mut host = host.into_source().err().unwrap();
    host.consume(3);
    assert_eq!(host.into_source().ok().unwrap().take(9), b"ef");
}

#[test]
fn advancing_skips_the_fetched_bytes_first() {
    let script = Script::new(b"abcdefgh").in_pieces_of(4);
    let mut host = HostBytes::new(&script);
    host.fill(1).unwrap();
    host.advance(2);
    assert_eq!(host.fetched(), b"cd");
    host.advance(3);
    assert_eq!(host.into_bytes().0, b"fgh");
}

#[test]
fn advancing_past_the_end_is_the_end() {
    let script = Script::new(b"abc");
    let mut host = HostBytes::new(&script);
    host.advance(usize::MAX);
    assert_eq!(host.read(&mut [0; 9]).unwrap(), 0);
}

#[test]
fn available_counts_what_was_fetched() {
    let script = Script::new(b"abcdef").in_pieces_of(4);
    let mut host = HostBytes::new(&script);
    host.read(&mut [0; 1]).unwrap();
    assert_eq!(host.available(), 3 + 2);
}

#[test]
fn a_source_that_failed_is_told_after_the_bytes_that_came_before() {
    let script = Script::new(b"abc").failing_with(StreamError::Failed("reset by peer".into()));
    let mut host = HostBytes::new(&script);
    assert_eq!(host.read(&mut [0; 9]).unwrap(), 3);
    for _ in 0..2 {
        let error = host.read(&mut [0; 9]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::Other);
        assert_eq!(error.to_string(), "the body broke off: reset by peer");
    }
}

#[test]
fn a_source_that_took_too_long_is_a_time_out() {
    let script = Script::new(b"").failing_with(StreamError::TimedOut);
    let error = HostBytes::new(&script).fill(1).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}

#[test]
fn the_whole_of_a_failed_source_is_what_came_and_the_error() {
    let script = Script::new(b"abc").failing_with(StreamError::TimedOut);
    let (bytes, end) = HostBytes::new(&script).into_bytes();
    assert_eq!(
        (bytes, end.unwrap_err().kind()),
        (b"abc".to_vec(), io::ErrorKind::TimedOut)
    );
}
