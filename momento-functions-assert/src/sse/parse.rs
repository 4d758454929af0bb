use super::SseEvent;

/// What was read of an event until now.
#[derive(Default)]
struct Reader {
    event: String,
    data: String,
    /// Is kept from one event to the next.
    id: String,
    events: Vec<SseEvent>,
}

pub(super) fn events(stream: &str) -> Vec<SseEvent> {
    let mut reader = Reader::default();
    let stream = stream.strip_prefix('\u{feff}').unwrap_or(stream);
    for line in lines(stream) {
        reader.line(line);
    }
    reader.events
}

/// Gives the lines that are complete; they end with LF, CR or both.
fn lines(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = rest.find(['\n', '\r'])?;
        let (line, tail) = rest.split_at(end);
        rest = tail
            .strip_prefix("\r\n")
            .or_else(|| tail.get(1..))
            .unwrap_or_default();
        Some(line)
    })
}

impl Reader {
    fn line(&mut self, line: &str) {
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.event = value.to_owned(),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = value.to_owned(),
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        let Some(data) = data.strip_suffix('\n') else {
            return;
        };
        let name = if event.is_empty() { "message" } else { &event };
        let read = SseEvent::data(data).named(name);
        self.events.push(match self.id.as_str() {
            "" => read,
            id => read.with_id(id),
        });
    }
}
