use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime};
use uuid::Builder;

/// An invocation's id: a UUIDv7, so that ids sort by time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InvocationId(String);

impl InvocationId {
    pub(crate) fn new(now: SystemTime) -> Self {
        let since = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        let millis = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let id = Builder::from_unix_timestamp_millis(millis, &random());
        Self(id.into_uuid().to_string())
    }

    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// Gives bytes that no other id has. Std asks the system for a key once a thread and makes it a new
/// one each time; to ask the system for each id would be the only such call of most invocations.
fn random() -> [u8; 10] {
    let keys = RandomState::new();
    let [a, b, ..] = keys.hash_one(1).to_le_bytes();
    let [c, d, e, f, g, h, i, j] = keys.hash_one(0).to_le_bytes();
    [a, b, c, d, e, f, g, h, i, j]
}

impl fmt::Display for InvocationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
