//! Server-sent events, as a reader of the stream sees them.

mod parse;

use std::fmt;

/// One server-sent event.
///
/// # Examples
///
/// ```
/// use momento_functions_assert::SseEvent;
///
/// assert_eq!(SseEvent::from(("tick", "1")), SseEvent::data("1").named("tick"));
/// assert_eq!(
///     SseEvent::read("id: 7\ndata: one\ndata: two\n\n"),
///     [SseEvent::data("one\ntwo").with_id("7")],
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SseEvent {
    event: String,
    data: String,
    id: Option<String>,
}

impl SseEvent {
    /// Makes an event of its data. Its name is `message`, as that of an event without one is.
    #[must_use]
    pub fn data(data: impl Into<String>) -> Self {
        Self {
            event: "message".to_owned(),
            data: data.into(),
            id: None,
        }
    }

    /// Sets the event's name.
    #[must_use]
    pub fn named(mut self, event: impl Into<String>) -> Self {
        self.event = event.into();
        self
    }

    /// Sets the event's id. That of an event without one is the id of the event before it.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Reads the events of a stream, as the HTML standard of WHATWG does (section 9.2.6): without
    /// comments, and without an event at the end that no blank line follows.
    #[must_use]
    pub fn read(stream: &str) -> Vec<Self> {
        parse::events(stream)
    }
}

/// The name, the id if there is one, and the data.
impl fmt::Display for SseEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.event)?;
        if let Some(id) = &self.id {
            write!(f, " (id {id:?})")?;
        }
        write!(f, ": {:?}", self.data)
    }
}

impl From<&str> for SseEvent {
    fn from(data: &str) -> Self {
        Self::data(data)
    }
}

/// A name and data.
impl From<(&str, &str)> for SseEvent {
    fn from((event, data): (&str, &str)) -> Self {
        Self::data(data).named(event)
    }
}

/// Gives events line by line, to compare them. An id counts where one is expected.
pub(crate) fn lines(expected: &[SseEvent], found: &[SseEvent]) -> (String, String) {
    let comparable = found.iter().enumerate().map(|(index, event)| {
        let mut event = event.clone();
        if expected.get(index).is_some_and(|of| of.id.is_none()) {
            event.id = None;
        }
        event
    });
    (text(expected.iter().cloned()), text(comparable))
}

fn text(events: impl Iterator<Item = SseEvent>) -> String {
    events.map(|event| format!("{event}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::{SseEvent, lines};

    /// KIT.19
    #[test]
    fn a_stream_is_read_as_browsers_do() {
        let data = SseEvent::data;
        for (stream, events) in [
            ("", vec![]),
            ("data: a\n\n", vec![data("a")]),
            ("data:a\n\ndata:  b\n\n", vec![data("a"), data(" b")]),
            ("data: a\r\ndata: b\r\n\r\n", vec![data("a\nb")]),
            ("data: a\rdata: b\r\r", vec![data("a\nb")]),
            ("\u{feff}data: a\n\n", vec![data("a")]),
            (": comment\n\ndata: a\n: comment\n\n", vec![data("a")]),
            (
                "event: tick\ndata: a\n\ndata: b\n\n",
                vec![data("a").named("tick"), data("b")],
            ),
            ("event: tick\n\ndata: b\n\n", vec![data("b")]),
            ("event:\ndata: b\n\n", vec![data("b")]),
            ("data\n\n", vec![data("")]),
            ("data\ndata\n\n", vec![data("\n")]),
            (
                "id: 1\ndata: a\n\ndata: b\n\n",
                vec![data("a").with_id("1"), data("b").with_id("1")],
            ),
            (
                "id: 1\ndata: a\n\nid\ndata: b\n\n",
                vec![data("a").with_id("1"), data("b")],
            ),
            ("id: 1\0\ndata: a\n\n", vec![data("a")]),
            ("retry: 5\nunknown: 1\ndata: a\n\n", vec![data("a")]),
            ("data: a\n\ndata: b", vec![data("a")]),
            ("data: a\n\ndata: b\n", vec![data("a")]),
            ("data: a:b\n\n", vec![data("a:b")]),
        ] {
            assert_eq!(SseEvent::read(stream), events, "{stream:?}");
        }
    }

    /// KIT.19
    #[test]
    fn an_id_counts_where_one_is_expected() {
        let found = [
            SseEvent::data("a").with_id("1"),
            SseEvent::data("b").with_id("2"),
        ];
        for (expected, equal) in [
            (vec![SseEvent::data("a"), SseEvent::data("b")], true),
            (
                vec![SseEvent::data("a"), SseEvent::data("b").with_id("2")],
                true,
            ),
            (
                vec![SseEvent::data("a").with_id("2"), SseEvent::data("b")],
                false,
            ),
            (vec![SseEvent::data("a")], false),
        ] {
            let (expected, found) = lines(&expected, &found);
            assert_eq!(expected == found, equal, "{expected} {found}");
        }
    }
}
