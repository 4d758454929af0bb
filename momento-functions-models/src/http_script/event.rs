/// A server-sent event of a scripted answer.
///
/// # Examples
///
/// ```
/// use momento_functions_models::http_script::Event;
///
/// assert_eq!(Event::from("hello"), Event::data("hello"));
/// assert_eq!(Event::from(("greeting", "hello")), Event::data("hello").named("greeting"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    pub(super) name: Option<String>,
    pub(super) id: Option<String>,
    pub(super) data: Option<String>,
}

impl Event {
    /// Makes an event of its data; each line of it is a line of the stream.
    #[must_use]
    pub fn data(data: impl Into<String>) -> Self {
        Self {
            data: Some(data.into()),
            ..Self::default()
        }
    }

    /// Sets the event's name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the event's id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl From<&str> for Event {
    fn from(data: &str) -> Self {
        Self::data(data)
    }
}

impl From<String> for Event {
    fn from(data: String) -> Self {
        Self::data(data)
    }
}

/// A name and data.
impl From<(&str, &str)> for Event {
    fn from((name, data): (&str, &str)) -> Self {
        Self::data(data).named(name)
    }
}
