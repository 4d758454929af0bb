use std::fmt;

use momento_functions_bytes::{Data, Extract};

/// One server-sent event, as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SseEvent {
    pub(super) event: Option<Vec<u8>>,
    pub(super) id: Option<Vec<u8>>,
    pub(super) data: Option<Vec<u8>>,
}

impl SseEvent {
    /// Gives the event's name, when it has one that is UTF-8.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        text(self.event_raw())
    }

    /// Gives the event's name, when it has one.
    #[must_use]
    pub fn event_raw(&self) -> Option<&[u8]> {
        self.event.as_deref()
    }

    /// Gives the id that came with this event, when one did that is UTF-8.
    #[must_use]
    pub fn event_id(&self) -> Option<&str> {
        text(self.event_id_raw())
    }

    /// Gives the id that came with this event, when one did.
    #[must_use]
    pub fn event_id_raw(&self) -> Option<&[u8]> {
        self.id.as_deref()
    }

    /// Gives the data, its lines joined by `\n`, when there is some and it is UTF-8.
    #[must_use]
    pub fn data(&self) -> Option<&str> {
        text(self.data_raw())
    }

    /// Gives the data, its lines joined by `\n`, when there is some.
    #[must_use]
    pub fn data_raw(&self) -> Option<&[u8]> {
        self.data.as_deref()
    }

    /// Makes a value from the data, as from a body: `event.extract::<Json<T>>()`. No data is an empty body.
    ///
    /// # Errors
    /// The data is not what the type expects.
    pub fn extract<T: Extract>(self) -> Result<T, T::Error> {
        T::extract(Data::from(self.data.unwrap_or_default()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.event.is_none() && self.id.is_none() && self.data.is_none()
    }
}

fn text(bytes: Option<&[u8]>) -> Option<&str> {
    std::str::from_utf8(bytes?).ok()
}

/// Shows the name and the id, and the length of the data.
impl fmt::Debug for SseEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lossy = |bytes: &Option<Vec<u8>>| {
            bytes
                .as_deref()
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        f.debug_struct("SseEvent")
            .field("event", &lossy(&self.event))
            .field("id", &lossy(&self.id))
            .field("data_len", &self.data.as_ref().map(Vec::len))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_given_raw_only() {
        let bytes = || Some(vec![0xff]);
        let event = SseEvent {
            event: bytes(),
            id: bytes(),
            data: bytes(),
        };
        assert_eq!(
            (event.event(), event.event_id(), event.data()),
            (None, None, None)
        );
        for raw in [event.event_raw(), event.event_id_raw(), event.data_raw()] {
            assert_eq!(raw, Some(&[0xff][..]));
        }
        assert!(event.extract::<String>().is_err());
    }

    #[test]
    fn data_is_extracted_as_a_body_is() {
        let event = SseEvent {
            data: Some(b"text".to_vec()),
            ..SseEvent::default()
        };
        assert_eq!(event.extract::<String>().unwrap(), "text");
        assert_eq!(SseEvent::default().extract::<String>().unwrap(), "");
    }

    #[test]
    fn debug_text_has_the_length_of_the_data_and_not_the_data() {
        let event = SseEvent {
            event: Some(b"e".to_vec()),
            id: None,
            data: Some(b"secret".to_vec()),
        };
        assert_eq!(
            format!("{event:?}"),
            r#"SseEvent { event: Some("e"), id: None, data_len: Some(6) }"#
        );
    }
}
