use std::fmt;
use std::time::{Duration, SystemTime};
use uuid::Builder;
use uuid::fmt::Hyphenated;

/// An invocation's id: a UUIDv7, so that ids sort by time.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvocationId([u8; Hyphenated::LENGTH]);

impl InvocationId {
    pub(crate) fn new(now: SystemTime, random: [u8; 10]) -> Self {
        let since = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        let millis = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let id = Builder::from_unix_timestamp_millis(millis, &random);
        let mut text = [0; Hyphenated::LENGTH];
        id.into_uuid().hyphenated().encode_lower(&mut text);
        Self(text)
    }

    /// Reads an id, as [`as_str`](Self::as_str) writes it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let id = uuid::Uuid::try_parse(text).ok()?;
        let mut text = [0; Hyphenated::LENGTH];
        id.hyphenated().encode_lower(&mut text);
        Some(Self(text))
    }

    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // It is made of hexadecimal digits and hyphens.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for InvocationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InvocationId({self})")
    }
}

impl fmt::Display for InvocationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
