use std::fmt;
use std::io::BufRead;
use std::iter::FusedIterator;
use std::time::Duration;

use momento_functions_bytes::Data;

use super::lines::Lines;
use super::{SseEvent, SseStatus};

/// The events of a stream, each given as soon as the blank line that ends it is there.
///
/// A block of lines is an event when it has a name, an id or data: comments, `retry` and unknown
/// fields alone are none. Of a name or an id that repeats in a block the last counts. A block that
/// the stream's end cuts off is dropped. After an error there is nothing more.
///
/// # Limits
/// One event is held in memory at a time, whatever its size.
///
/// # Examples
/// ```no_run
/// use momento_functions_http::{Request, invoke, sse::SseStream};
///
/// let response = invoke(Request::new("https://example.com/events", "GET"))?;
/// for event in SseStream::from_data(response.body) {
///     let text = event?.extract::<String>()?;
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SseStream {
    events: Events<Data>,
}

impl SseStream {
    /// Makes a stream of a body, whose content type should be `text/event-stream`.
    #[must_use]
    pub fn from_data(data: Data) -> Self {
        Self {
            events: Events::new(data),
        }
    }

    /// Gives the last id that the stream sent with an event: what `last-event-id` is to be when the
    /// request is made again.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&[u8]> {
        self.events.last_id.as_deref()
    }

    /// Gives how long the stream asks its client to wait before the request is made again.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.events.retry
    }
}

impl Iterator for SseStream {
    type Item = Result<SseEvent, SseStatus>;

    fn next(&mut self) -> Option<Self::Item> {
        self.events.next()
    }
}

impl FusedIterator for SseStream {}

impl fmt::Debug for SseStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SseStream")
            .field("ended", &self.events.lines.is_none())
            .finish_non_exhaustive()
    }
}

struct Events<R> {
    /// `None` after the end.
    lines: Option<Lines<R>>,
    last_id: Option<Vec<u8>>,
    retry: Option<Duration>,
}

impl<R: BufRead> Events<R> {
    fn new(source: R) -> Self {
        Self {
            lines: Some(Lines::new(source)),
            last_id: None,
            retry: None,
        }
    }

    fn next(&mut self) -> Option<Result<SseEvent, SseStatus>> {
        let mut lines = self.lines.take()?;
        let mut event = SseEvent::default();
        loop {
            match lines.next() {
                Ok(None) => return None,
                Err(error) => return Some(Err(SseStatus::ProtocolError(error.to_string()))),
                Ok(Some([])) if event.is_empty() => {}
                Ok(Some([])) => break,
                Ok(Some(line)) => self.field(line, &mut event),
            }
        }
        self.lines = Some(lines);
        self.last_id = event.id.clone().or(self.last_id.take());
        Some(Ok(event))
    }

    fn field(&mut self, line: &[u8], event: &mut SseEvent) {
        match split(line) {
            (b"data", value) => append(&mut event.data, value),
            (b"event", value) => event.event = Some(value.to_vec()),
            (b"id", value) if !value.contains(&0) => event.id = Some(value.to_vec()),
            (b"retry", value) => self.retry = milliseconds(value).or(self.retry),
            _ => {}
        }
    }
}

/// Splits a field at its colon, of which one space after it is part. A comment has an empty name.
fn split(line: &[u8]) -> (&[u8], &[u8]) {
    let colon = line
        .iter()
        .position(|&byte| byte == b':')
        .unwrap_or(line.len());
    let (name, rest) = line.split_at(colon);
    let value = rest.strip_prefix(b":").unwrap_or(rest);
    (name, value.strip_prefix(b" ").unwrap_or(value))
}

fn append(data: &mut Option<Vec<u8>>, line: &[u8]) {
    match data {
        Some(data) => {
            data.push(b'\n');
            data.extend_from_slice(line);
        }
        None => *data = Some(line.to_vec()),
    }
}

/// Digits only: anything else is to be ignored.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    value.iter().all(u8::is_ascii_digit).then_some(())?;
    std::str::from_utf8(value)
        .ok()?
        .parse()
        .ok()
        .map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read};

    use super::*;

    fn events(text: &str) -> Vec<SseEvent> {
        SseStream::from_data(Data::from(text))
            .map(Result::unwrap)
            .collect()
    }

    fn data(text: &str) -> Vec<Option<String>> {
        events(text)
            .iter()
            .map(|event| event.data().map(str::to_owned))
            .collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn an_event_has_its_fields() {
        let all = events("event: e\nid: 7\ndata: one\ndata: two\n\n");
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].event(), all[0].event_id(), all[0].data()),
            (Some("e"), Some("7"), Some("one\ntwo"))
        );
    }

    #[test]
    fn one_space_after_the_colon_is_dropped() {
        assert_eq!(
            data("data:a\n\ndata: b\n\ndata:  c\n\ndata: d:e\n\n"),
            [some("a"), some("b"), some(" c"), some("d:e")]
        );
    }

    #[test]
    fn a_field_without_a_colon_is_empty() {
        assert_eq!(
            data("data\n\ndata:\n\ndata\ndata\n\n"),
            [some(""), some(""), some("\n")]
        );
    }

    #[test]
    fn comments_unknown_fields_and_retry_alone_are_no_event() {
        assert_eq!(
            data(": comment\n\nunknown: x\n\nDATA: x\n\n data: x\n\nretry: 5\n\n\n\ndata: a\n\n"),
            [some("a")]
        );
    }

    #[test]
    fn a_name_or_an_id_alone_is_an_event_without_data() {
        let all = events("event: e\n\nid: 7\n\n");
        assert_eq!((all[0].event(), all[0].data()), (Some("e"), None));
        assert_eq!((all[1].event_id(), all[1].data()), (Some("7"), None));
    }

    #[test]
    fn of_a_repeated_name_or_id_the_last_counts() {
        let all = events("event: a\nevent: b\nid: 1\nid: 2\n\n");
        assert_eq!((all[0].event(), all[0].event_id()), (Some("b"), Some("2")));
    }

    #[test]
    fn an_id_with_nul_is_ignored() {
        assert_eq!(events("id: 1\0\ndata: a\n\n")[0].event_id(), None);
    }

    #[test]
    fn an_event_that_the_end_cuts_off_is_dropped() {
        assert_eq!(data("data: a\n\ndata: b\n"), [some("a")]);
        assert_eq!(data("data: a\n\ndata: b"), [some("a")]);
    }

    #[test]
    fn every_line_end_and_a_byte_order_mark_are_understood() {
        assert_eq!(
            data("\u{feff}data: a\r\rdata: b\r\n\r\ndata: c\n\n"),
            [some("a"), some("b"), some("c")]
        );
    }

    #[test]
    fn ids_last_and_the_wait_is_told() {
        let mut stream = SseStream::from_data(Data::from(
            "id: 1\nretry: 20\n\nretry: x\nretry:\ndata: a\n\nid: 2\n",
        ));
        assert_eq!((stream.last_event_id(), stream.retry()), (None, None));
        for _ in 0..2 {
            stream.next().unwrap().unwrap();
            assert_eq!(stream.last_event_id(), Some(&b"1"[..]));
            assert_eq!(stream.retry(), Some(Duration::from_millis(20)));
        }
        assert!(stream.next().is_none());
        assert_eq!(stream.last_event_id(), Some(&b"1"[..]));
    }

    #[test]
    fn a_large_event_in_small_pieces_is_whole() {
        let line = "x".repeat(100_000);
        let text = format!("data: {line}\ndata: {line}\n\n");
        let event = Events::new(BufReader::with_capacity(10, text.as_bytes()))
            .next()
            .unwrap()
            .unwrap();
        assert_eq!(event.data().map(str::len), Some(200_001));
    }

    #[test]
    fn a_stream_that_breaks_off_is_one_error_and_then_the_end() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("reset"))
            }
        }
        let mut events = Events::new(BufReader::new(b"data: a\n\ndata: b\n".chain(Broken)));
        assert_eq!(events.next().unwrap().unwrap().data(), Some("a"));
        assert_eq!(
            events.next(),
            Some(Err(SseStatus::ProtocolError("reset".to_owned())))
        );
        assert_eq!(events.next(), None);
    }

    #[test]
    fn the_end_stays_the_end() {
        let mut stream = SseStream::from_data(Data::default());
        assert!(stream.next().is_none() && stream.next().is_none());
    }
}
