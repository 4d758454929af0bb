use crate::bindings::spawn_result::{SpawnFailure, SpawnSuccess};
use std::fmt;

/// SPN.5: how long a note is kept, in bytes.
const MAX_NOTE: usize = 64 << 10;

/// What a spawn function returned.
///
/// Of a note 64 KiB are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpawnResult {
    /// Done. A function of the older contract returns this, or fails by a trap.
    Ok,
    /// Done, with a text for the logs.
    OkNote(String),
    /// Failed.
    Failed,
    /// Failed, with a text for the logs.
    FailedNote(String),
    /// Failed in a call to the host; the text says which.
    HostError(String),
}

impl SpawnResult {
    /// Returns whether the function did its work.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        matches!(self, Self::Ok | Self::OkNote(_))
    }

    /// Returns the text that the function left, if it left one.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        match self {
            Self::Ok | Self::Failed => None,
            Self::OkNote(note) | Self::FailedNote(note) | Self::HostError(note) => Some(note),
        }
    }

    /// Returns the name that the contract has for it: `ok-note`, for example.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::OkNote(_) => "ok-note",
            Self::Failed => "failed",
            Self::FailedNote(_) => "failed-note",
            Self::HostError(_) => "host-error",
        }
    }
}

impl fmt::Display for SpawnResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        self.note().map_or(Ok(()), |note| write!(f, ": {note}"))
    }
}

impl From<Result<SpawnSuccess, SpawnFailure>> for SpawnResult {
    fn from(returned: Result<SpawnSuccess, SpawnFailure>) -> Self {
        match returned {
            Ok(SpawnSuccess::Ok) => Self::Ok,
            Ok(SpawnSuccess::OkNote(note)) => Self::OkNote(cut(note)),
            Err(SpawnFailure::Failed) => Self::Failed,
            Err(SpawnFailure::FailedNote(note)) => Self::FailedNote(cut(note)),
            Err(SpawnFailure::HostError(note)) => Self::HostError(cut(note)),
        }
    }
}

fn cut(mut note: String) -> String {
    if note.len() > MAX_NOTE {
        note.truncate(note.floor_char_boundary(MAX_NOTE));
        note.shrink_to_fit();
        note.push('…');
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SPN.5
    #[test]
    fn a_long_note_is_cut_between_two_characters() {
        assert_eq!(cut("a".repeat(MAX_NOTE)), "a".repeat(MAX_NOTE));
        let cut_once = cut("a".repeat(MAX_NOTE + 1));
        assert_eq!(cut_once, "a".repeat(MAX_NOTE) + "…");
        let between = cut("a".repeat(MAX_NOTE - 1) + "é");
        assert_eq!(between, "a".repeat(MAX_NOTE - 1) + "…");
    }
}
