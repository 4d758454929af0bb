use super::entry::Entry;
use super::{Request, Scripts};
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// A script that answers, to ask what it was asked.
#[derive(Clone)]
pub struct Script {
    scripts: Scripts,
    entry: Arc<Entry>,
}

impl Script {
    pub(super) fn new(scripts: Scripts, entry: Arc<Entry>) -> Self {
        Self { scripts, entry }
    }

    /// Returns how many requests the script has answered.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.entry.calls()
    }

    /// Returns the requests that the script has answered, in their order.
    ///
    /// # Limits
    ///
    /// The first 10,000 are kept, and of them as many as have 64 MiB together.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.entry.requests()
    }

    /// Fails the test unless the script has answered so many requests.
    ///
    /// # Panics
    ///
    /// It has answered more, or fewer: the text has them, and those that no script answered.
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    pub fn assert_called(&self, times: u64) {
        let calls = self.calls();
        if calls != times {
            panic!("{}", self.miscalled(times, calls));
        }
    }

    fn miscalled(&self, times: u64, calls: u64) -> String {
        let Entry {
            conditions,
            made_at,
            ..
        } = &*self.entry;
        let mut text = format!(
            "the script of {conditions}, made at {made_at}, was to be called {times} times, and was {calls} times"
        );
        for (number, request) in self.requests().iter().take(10).enumerate() {
            let _ = write!(text, "\n  {}. {}", number + 1, request.line());
        }
        for unscripted in self.scripts.peek_unmatched().iter().take(10) {
            let _ = write!(text, "\n{unscripted}");
        }
        text
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Script").field(&self.entry).finish()
    }
}
