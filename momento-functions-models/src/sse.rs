//! Server-sent events: what may be sent, and how it is written.

use std::fmt::Write as _;

/// The most bytes that an event's name or id may have.
pub const MAX_NAME: usize = 512;

/// The most bytes that an event's data may have.
pub const MAX_DATA: usize = 1 << 20;

/// An event that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SseError {
    /// The event has neither a name nor data.
    Empty,
    /// The event's name cannot stand in a stream.
    Event(String),
    /// The event's id cannot stand in a stream.
    EventId(String),
    /// The event's data is no text, or too long.
    Data(String),
}

impl std::fmt::Display for SseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("event or data must be provided"),
            Self::Event(reason) => write!(f, "bad event name: {reason}"),
            Self::EventId(reason) => write!(f, "bad event id: {reason}"),
            Self::Data(reason) => write!(f, "bad data: {reason}"),
        }
    }
}

impl std::error::Error for SseError {}

/// Writes one event as it stands in the stream.
///
/// # Errors
///
/// The event has neither a name nor data; its name or id has a line break, a NUL or more than
/// [`MAX_NAME`] bytes; its data is not UTF-8 or has more than [`MAX_DATA`] bytes.
///
/// # Examples
///
/// ```
/// use momento_functions_models::sse::encode;
///
/// let event = encode(Some("tick"), Some("7"), Some(b"one\ntwo"))?;
/// assert_eq!(event, "event: tick\nid: 7\ndata: one\ndata: two\n\n");
/// # Ok::<(), momento_functions_models::sse::SseError>(())
/// ```
pub fn encode(
    event: Option<&str>,
    id: Option<&str>,
    data: Option<&[u8]>,
) -> Result<String, SseError> {
    if event.is_none() && data.is_none() {
        return Err(SseError::Empty);
    }
    event.map_or(Ok(()), check_name).map_err(SseError::Event)?;
    id.map_or(Ok(()), check_name).map_err(SseError::EventId)?;
    let data = data.map(check_data).transpose().map_err(SseError::Data)?;
    Ok(write(event, id, data))
}

/// Writes the last event of a stream whose function ended with a status that is no success.
///
/// Data over [`MAX_DATA`] bytes is cut, and bytes that are not UTF-8 are replaced.
#[must_use]
pub fn http_error(status: u16, body: &[u8]) -> String {
    let mut data = format!("HTTP {status}: {}", String::from_utf8_lossy(body));
    data.truncate(data.floor_char_boundary_at(MAX_DATA));
    write(Some("http-error"), None, Some(&data))
}

fn write(event: Option<&str>, id: Option<&str>, data: Option<&str>) -> String {
    let mut text = String::with_capacity(32 + data.map_or(0, str::len));
    let fields = [("event", event), ("id", id)];
    for (field, value) in fields.into_iter().filter_map(|(f, v)| Some((f, v?))) {
        let _ = writeln!(text, "{field}: {value}");
    }
    for line in data.into_iter().flat_map(lines) {
        let _ = writeln!(text, "data: {line}");
    }
    text.push('\n');
    text
}

/// Splits at `\n`, `\r` and `\r\n`, as a reader of the stream does; text after the last one, even if
/// empty, is a line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some((line, tail)) = text.split_once(['\n', '\r']) else {
            return rest.take();
        };
        let crlf = text.as_bytes().get(line.len()) == Some(&b'\r');
        rest = Some(if crlf {
            tail.strip_prefix('\n').unwrap_or(tail)
        } else {
            tail
        });
        Some(line)
    })
}

fn check_name(name: &str) -> Result<(), String> {
    if name.len() > MAX_NAME {
        return Err(format!(
            "it has {} bytes, the most is {MAX_NAME}",
            name.len()
        ));
    }
    match name.find(['\r', '\n', '\0']) {
        Some(at) => Err(format!("a line break or NUL at byte {at}")),
        None => Ok(()),
    }
}

fn check_data(data: &[u8]) -> Result<&str, String> {
    if data.len() > MAX_DATA {
        return Err(format!("it has more than {MAX_DATA} bytes"));
    }
    std::str::from_utf8(data).map_err(|e| format!("it is not UTF-8: {e}"))
}

trait FloorCharBoundary {
    fn floor_char_boundary_at(&self, index: usize) -> usize;
}

impl FloorCharBoundary for str {
    /// What `str::floor_char_boundary` does, which is newer than the oldest Rust that this crate supports.
    fn floor_char_boundary_at(&self, index: usize) -> usize {
        (0..=index.min(self.len()))
            .rev()
            .find(|&at| self.is_char_boundary(at))
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_DATA, MAX_NAME, SseError, encode, http_error};

    fn data(text: &str) -> String {
        encode(None, None, Some(text.as_bytes())).unwrap()
    }

    /// STR.3
    #[test]
    fn every_kind_of_line_break_splits_the_data() {
        assert_eq!(
            data("a\nb\rc\r\nd"),
            "data: a\ndata: b\ndata: c\ndata: d\n\n"
        );
        assert_eq!(data("a\n\rb"), "data: a\ndata: \ndata: b\n\n");
        assert_eq!(data("a\n"), "data: a\ndata: \n\n");
        assert_eq!(data("a\r\n"), "data: a\ndata: \n\n");
    }

    /// STR.3
    #[test]
    fn empty_data_is_a_line_and_no_data_is_none() {
        assert_eq!(data(""), "data: \n\n");
        assert_eq!(encode(Some("tick"), None, None).unwrap(), "event: tick\n\n");
    }

    /// STR.3
    #[test]
    fn an_event_needs_a_name_or_data() {
        let error = encode(None, Some("7"), None).unwrap_err();
        assert_eq!(error.to_string(), "event or data must be provided");
    }

    /// STR.3
    #[test]
    fn names_and_ids_hold_no_line_break_and_no_nul() {
        for bad in ["a\nb", "a\rb", "a\0b"] {
            let error = encode(Some(bad), None, None).unwrap_err();
            assert_eq!(
                error.to_string(),
                "bad event name: a line break or NUL at byte 1"
            );
            let error = encode(Some("a"), Some(bad), None).unwrap_err();
            assert_eq!(
                error.to_string(),
                "bad event id: a line break or NUL at byte 1"
            );
        }
    }

    /// STR.3
    #[test]
    fn names_and_ids_have_a_longest_length() {
        let longest = "a".repeat(MAX_NAME);
        let longer = "a".repeat(MAX_NAME + 1);
        assert!(encode(Some(&longest), Some(&longest), None).is_ok());
        assert!(matches!(
            encode(Some(&longer), None, None),
            Err(SseError::Event(_))
        ));
        assert!(matches!(
            encode(Some("a"), Some(&longer), None),
            Err(SseError::EventId(_))
        ));
    }

    /// STR.3
    #[test]
    fn data_is_text_of_at_most_a_mebibyte() {
        assert!(encode(None, None, Some(&vec![b'a'; MAX_DATA])).is_ok());
        let error = encode(None, None, Some(&vec![b'a'; MAX_DATA + 1])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "bad data: it has more than 1048576 bytes"
        );
        let error = encode(None, None, Some(b"a\xff")).unwrap_err();
        assert!(
            error.to_string().starts_with("bad data: it is not UTF-8"),
            "{error}"
        );
    }

    /// STR.2
    #[test]
    fn the_last_event_of_a_failed_stream_is_cut_and_made_text() {
        assert_eq!(
            http_error(503, b"a\xffb"),
            "event: http-error\ndata: HTTP 503: a\u{fffd}b\n\n"
        );
        let long = "é".repeat(MAX_DATA);
        let event = http_error(500, long.as_bytes());
        let frame = "event: http-error\ndata: \n\n".len();
        assert!(
            (MAX_DATA - 1..=MAX_DATA).contains(&(event.len() - frame)),
            "{}",
            event.len()
        );
    }
}
