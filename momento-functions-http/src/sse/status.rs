use std::error::Error;
use std::fmt;

/// Why there is no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SseStatus {
    /// The stream has come to its end. [`SseStream`](super::SseStream) says this by `None`.
    Closed,
    /// The stream broke off. The text says how.
    ProtocolError(String),
}

impl fmt::Display for SseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("the event stream has ended"),
            Self::ProtocolError(why) => write!(f, "the event stream failed: {why}"),
        }
    }
}

impl Error for SseStatus {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_told_in_words() {
        assert_eq!(SseStatus::Closed.to_string(), "the event stream has ended");
        assert_eq!(
            SseStatus::ProtocolError("reset".to_owned()).to_string(),
            "the event stream failed: reset"
        );
    }
}
