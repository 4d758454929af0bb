use momento_functions_models::head::{Head, OutOfTurn};
use momento_functions_models::sse;

/// What a function has sent of its answer before it returns.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent {
    /// The status.
    pub status: u16,
    /// The headers, in order, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// What was sent, as it goes over the wire, a call a piece.
    pub pieces: Vec<Vec<u8>>,
    /// The server-sent events among it.
    pub events: Vec<SentEvent>,
    /// Whether the function began the answer itself, with a status and headers of its own.
    raw: bool,
}

/// A server-sent event that a function has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentEvent {
    /// The event's name.
    pub event: Option<String>,
    /// The event's id.
    pub id: Option<String>,
    /// The event's data.
    pub data: Option<String>,
}

/// The function's side of an answer: STR.1 to STR.4.
#[derive(Default)]
pub(super) struct Stream(Option<Sent>);

impl Stream {
    pub(super) fn sent(&self) -> Option<Sent> {
        self.0.clone()
    }

    pub(super) fn send_sse(
        &mut self,
        event: Option<&str>,
        id: Option<&str>,
        data: Option<Vec<u8>>,
    ) -> Result<(), String> {
        let text = sse::encode(event, id, data.as_deref()).map_err(|error| error.to_string())?;
        let sent = self
            .0
            .get_or_insert_with(|| Sent::new(Head::events(), false));
        sent.pieces.push(text.into_bytes());
        let data = data.map(|data| String::from_utf8_lossy(&data).into_owned());
        let (event, id) = (event.map(str::to_owned), id.map(str::to_owned));
        sent.events.push(SentEvent { event, id, data });
        Ok(())
    }

    pub(super) fn start(
        &mut self,
        status: u16,
        headers: Vec<(String, String)>,
    ) -> Result<(), String> {
        if self.0.is_some() {
            return Err(OutOfTurn::AlreadyBegun.to_string());
        }
        let head = Head::checked(status, headers).map_err(|error| error.to_string())?;
        self.0 = Some(Sent::new(head, true));
        Ok(())
    }

    pub(super) fn send_data(&mut self, data: Vec<u8>) -> Result<(), String> {
        match &mut self.0 {
            Some(sent) if sent.raw => {
                sent.pieces.push(data);
                Ok(())
            }
            _ => Err(OutOfTurn::NotStarted.to_string()),
        }
    }
}

impl Sent {
    fn new(head: Head, raw: bool) -> Self {
        Self {
            status: head.status.as_u16(),
            headers: pairs(&head),
            pieces: Vec::new(),
            events: Vec::new(),
            raw,
        }
    }

    /// Returns all that was sent after the headers.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.pieces.concat()
    }

    /// Returns all that was sent after the headers as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body()).into_owned()
    }

    /// Tells whether the end, too, is told as an event.
    pub(super) fn has_events(&self) -> bool {
        !self.events.is_empty()
    }
}

/// Gives the headers of an answer as they are sent.
pub(super) fn pairs(head: &Head) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = head.headers.iter();
    headers
        .map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())))
        .collect()
}
