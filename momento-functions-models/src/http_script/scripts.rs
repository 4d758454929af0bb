use super::entry::Entry;
use super::unmatched::Unmatched;
use super::{Reply, Request, ScriptBuilder, Unscripted};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The scripts of a test. A clone is the same scripts.
///
/// Of those that match a request, the first that is not used up answers it.
#[derive(Clone, Default)]
pub struct Scripts(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    scripts: Vec<Arc<Entry>>,
    unmatched: Unmatched,
}

impl Scripts {
    /// Begins a script: for a method, or `*` for any, and for the URLs of a pattern.
    ///
    /// In a pattern `*` stands for what is between two slashes or a part of it, and `**` for anything, as
    /// does a `*` at the end. A pattern without a `?` is for any query. Scheme and host are compared
    /// without their case, and without the port that the scheme has by itself.
    ///
    /// # Panics
    ///
    /// No request has the method, or no URL the pattern: it has no scheme or no host, for example.
    #[track_caller]
    pub fn on(&self, method: impl AsRef<str>, url: impl AsRef<str>) -> ScriptBuilder {
        ScriptBuilder::new(self.clone(), method.as_ref(), url.as_ref())
    }

    /// Answers a request, or keeps it as one that no script answers.
    ///
    /// # Errors
    ///
    /// No script matches, or those that do are used up.
    pub fn answer(&self, request: &Request) -> Result<Reply, Unscripted> {
        let scripts = self.state().scripts.clone();
        let mut misses = Vec::with_capacity(scripts.len());
        for script in scripts {
            match script.answer(request) {
                Ok(reply) => return Ok(reply),
                Err(miss) => misses.push((script, miss)),
            }
        }
        let unscripted = Unscripted::new(request, &misses);
        self.state().unmatched.add(unscripted.clone());
        Err(unscripted)
    }

    /// Returns whether there is no script.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.state().scripts.is_empty()
    }

    /// Returns the requests that no script has answered, in their order. [`verify`](Self::verify) leaves
    /// them alone then.
    ///
    /// # Limits
    ///
    /// The first 100 are kept.
    #[must_use]
    pub fn unmatched(&self) -> Vec<Unscripted> {
        let mut state = self.state();
        state.unmatched.see();
        state.unmatched.all()
    }

    /// Fails the test if there were requests that no script answered, and that the test has not asked
    /// [`unmatched`](Self::unmatched) for. Does nothing in a thread that panics already.
    ///
    /// # Panics
    ///
    /// There were such requests: the text has each, with the nearest script.
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    pub fn verify(&self) {
        if std::thread::panicking() {
            return;
        }
        let unseen = self.take_unseen();
        if let Some(text) = unseen {
            panic!("{text}");
        }
    }

    fn take_unseen(&self) -> Option<String> {
        let mut state = self.state();
        let unseen = state.unmatched.unseen();
        state.unmatched.see();
        unseen
    }

    pub(super) fn peek_unmatched(&self) -> Vec<Unscripted> {
        self.state().unmatched.all()
    }

    /// Adds a script, or tells why it would never be asked.
    pub(super) fn add(&self, entry: Entry) -> Result<Arc<Entry>, String> {
        let mut state = self.state();
        let mut earlier = state.scripts.iter();
        if let Some(by) = earlier.find(|earlier| earlier.hides(&entry.conditions)) {
            return Err(hidden(&entry, by));
        }
        let entry = Arc::new(entry);
        state.scripts.push(Arc::clone(&entry));
        Ok(entry)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hidden(script: &Entry, by: &Entry) -> String {
    format!(
        "a script of {} would never be asked: {}, made at {}, answers all its requests. \
         Make this script before that one, or give that one `.times(n)`",
        script.conditions, by.conditions, by.made_at
    )
}

impl fmt::Debug for Scripts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scripts").field(&*self.state()).finish()
    }
}
