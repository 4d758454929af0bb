/// How many bytes of one event are kept: a line of a log, with all that is told of it.
const EVENT: usize = 2 << 20;

/// How much of an event's name is kept, in characters.
const NAME: usize = 64;

/// An event of a stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) name: String,
    pub(super) data: String,
}

/// Reads server-sent events (HTML standard, section 9.2.6): their names and data.
#[derive(Debug, Default)]
pub(super) struct Events {
    bytes: Vec<u8>,
    name: String,
    data: Option<String>,
    /// Whether the event is longer than is kept, and so left out.
    too_long: bool,
}

impl Events {
    /// Takes what has come of the stream.
    pub(super) fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
    }

    /// The next event that is complete.
    pub(super) fn next(&mut self) -> Option<Event> {
        while let Some(line) = self.line() {
            if let Some(event) = self.take(&line) {
                return Some(event);
            }
        }
        None
    }

    /// Takes the next complete line. The service ends lines by LF, and a CR before it is no part of them.
    fn line(&mut self) -> Option<String> {
        let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') else {
            if self.bytes.len() > EVENT {
                self.bytes.clear();
                self.too_long = true;
            }
            return None;
        };
        let line: Vec<u8> = self.bytes.drain(..=end).collect();
        let line = String::from_utf8_lossy(&line);
        Some(line.trim_end_matches(['\n', '\r']).to_owned())
    }

    /// Takes a line, and gives the event that it ends.
    fn take(&mut self, line: &str) -> Option<Event> {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "" if line.is_empty() => return self.end(),
            "event" => self.name = value.chars().take(NAME).collect(),
            "data" => self.add(value),
            _ => {}
        }
        None
    }

    fn add(&mut self, data: &str) {
        match &mut self.data {
            Some(all) if all.len() + data.len() >= EVENT => self.too_long = true,
            Some(all) => {
                all.push('\n');
                all.push_str(data);
            }
            None => self.data = Some(data.to_owned()),
        }
    }

    /// An event without data is none, and one that is cut is left out.
    fn end(&mut self) -> Option<Event> {
        let name = std::mem::take(&mut self.name);
        let too_long = std::mem::take(&mut self.too_long);
        let data = self.data.take().filter(|_| !too_long)?;
        Some(Event { name, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&[u8]]) -> Vec<(String, String)> {
        let mut events = Events::default();
        let mut all = Vec::new();
        for piece in pieces {
            events.push(piece);
            all.extend(std::iter::from_fn(|| events.next()).map(|it| (it.name, it.data)));
        }
        all
    }

    /// CLI.18
    #[test]
    fn events_are_read_wherever_the_stream_is_cut() {
        let stream = "event: log\ndata: {\"a\":\ndata: 1}\n\n: comment\n\nid: 7\r\ndata:\u{e9}\r\n\r\ndata: cut".as_bytes();
        let expected =
            [("log", "{\"a\":\n1}"), ("", "\u{e9}")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(read(&[stream]), expected);
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(read(&bytes), expected);
    }

    /// CLI.18
    #[test]
    fn an_event_without_an_end_takes_no_more_than_its_share() {
        let piece = vec![b'x'; 1 << 20];
        let mut events = Events::default();
        for _ in 0..8 {
            events.push(&piece);
            assert_eq!(events.next(), None);
            assert!(events.bytes.len() <= EVENT + piece.len());
        }
        events.push(b"\n\ndata: next\n\n");
        assert_eq!(events.next().unwrap().data, "next");
        let mut line = b"data: ".to_vec();
        line.extend(&piece);
        line.push(b'\n');
        for _ in 0..8 {
            events.push(&line);
            assert_eq!(events.next(), None);
        }
        assert!(events.data.as_ref().is_some_and(|data| data.len() <= EVENT));
        events.push(b"\ndata: last\n\n");
        assert_eq!(events.next().unwrap().data, "last");
    }
}
