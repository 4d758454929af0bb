use super::record::{Record, RecordError};
use super::replay::{self, Ended};
use crate::error::InvocationErrorKind;
use crate::outcome::Outcome;
use similar::TextDiff;
use std::fmt;

/// What came of an invocation that was run again from its record.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Replayed {
    /// What came of it now.
    pub outcome: Outcome,
    record: Record,
    again: Record,
}

impl Replayed {
    pub(crate) fn new(outcome: Outcome, record: Record) -> Result<Self, RecordError> {
        let Some(again) = outcome.record() else {
            let why = outcome.error.as_ref().map(ToString::to_string);
            return Err(RecordError::Refused(why.unwrap_or_default()));
        };
        let ended = outcome
            .error
            .as_ref()
            .is_some_and(|error| error.is::<Ended>());
        Ok(Self {
            again: aligned(&record, again, ended),
            outcome,
            record,
        })
    }

    /// Tells whether all is as it was: the host calls, the status, the headers and the body.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.record.lines() == self.again.lines()
    }

    /// Checks that all is as it was.
    ///
    /// # Panics
    ///
    /// Something is not. The text shows what, as a diff.
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    pub fn assert_same(&self) -> &Self {
        if !self.is_same() {
            panic!("{self}");
        }
        self
    }
}

/// Writes what was left out in the record for what stands in its place now, which is no difference, and the
/// record's own end where the replay `ended` with it.
fn aligned(record: &Record, mut again: Record, ended: bool) -> Record {
    let cancelled = InvocationErrorKind::Cancelled.code();
    if ended || record.answer.error.as_deref() == Some(cancelled) {
        again.answer = record.answer.clone();
    }
    for (written, call) in record.calls.iter().zip(&mut again.calls) {
        for (name, value) in &mut call.arguments {
            if let Some(written) = written.arguments.get(name)
                && replay::matches(written, value)
            {
                value.clone_from(written);
            }
        }
    }
    if replay::matches(&record.answer.body, &again.answer.body) {
        again.answer.body.clone_from(&record.answer.body);
    }
    again
}

/// A diff from the record to the run, or a line that says that there is none.
impl fmt::Display for Replayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_same() {
            let calls = self.record.calls.len();
            return write!(f, "the same: {calls} host calls and the answer");
        }
        writeln!(f, "the replay is not as the record")?;
        let (old, new) = (self.record.lines(), self.again.lines());
        let diff = TextDiff::from_lines(&old, &new);
        let mut diff = diff.unified_diff();
        write!(f, "{}", diff.context_radius(3).header("record", "replay"))?;
        if let Some(error) = &self.outcome.error {
            write!(f, "\n{}", error.explanation())?;
        }
        Ok(())
    }
}
