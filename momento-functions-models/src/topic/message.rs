use bytes::Bytes;
use std::sync::Arc;

/// What is published: a text or bytes. A copy is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A text.
    Text(Arc<str>),
    /// Bytes.
    Bytes(Bytes),
}

impl Message {
    /// Returns the message's bytes; those of a text are its UTF-8.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// A message that waits must not hold on to a larger buffer that it was a part of, which no
    /// limit would count.
    pub(super) fn copied(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(Arc::clone(text)),
            Self::Bytes(bytes) => Self::Bytes(Bytes::copy_from_slice(bytes)),
        }
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Bytes> for Message {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Message {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// What a subscriber gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicEvent {
    /// A message.
    Message {
        /// The message's number. Numbers rise within a topic; all topics share them, so some are
        /// left out.
        sequence: u64,
        /// What was published.
        message: Message,
    },
    /// Messages were lost between the event before and the one after: the subscriber was slow.
    Missed(u64),
}
