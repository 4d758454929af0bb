use super::conditions::{Conditions, Differences};
use super::{Reply, Request};
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many requests of a script are kept, and how many bytes of them together.
const MAX_KEPT: usize = 10_000;
const MAX_KEPT_BYTES: usize = 64 << 20;

/// A script, as it is kept.
pub(super) struct Entry {
    pub(super) conditions: Conditions,
    pub(super) replies: Replies,
    /// How often it answers; none for as often as it is asked.
    pub(super) times: Option<u64>,
    /// Where the test made it.
    pub(super) made_at: &'static Location<'static>,
    seen: Mutex<Seen>,
}

/// Makes a reply of a request.
pub(super) type Respond = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

/// What a script answers.
pub(super) enum Replies {
    Always(Reply),
    InOrder(Vec<Reply>),
    Made(Respond),
}

#[derive(Default)]
struct Seen {
    calls: u64,
    kept: Vec<Request>,
    bytes: usize,
}

/// Why a script does not answer a request.
pub(super) enum Miss {
    Differs(Differences),
    /// It has answered as often as it was to.
    UsedUp(u64),
}

impl Entry {
    pub(super) fn new(
        conditions: Conditions,
        replies: Replies,
        times: Option<u64>,
        made_at: &'static Location<'static>,
    ) -> Self {
        Self {
            conditions,
            replies,
            times,
            made_at,
            seen: Mutex::default(),
        }
    }

    /// Answers a request, if it is one of the script's, and counts it.
    pub(super) fn answer(&self, request: &Request) -> Result<Reply, Miss> {
        let differences = self.conditions.differences(request);
        if !differences.told.is_empty() {
            return Err(Miss::Differs(differences));
        }
        let turn = self.take_turn(request).map_err(Miss::UsedUp)?;
        // Not under a lock: what makes the reply may ask the script for its calls.
        match &self.replies {
            Replies::Always(reply) => Ok(reply.clone()),
            Replies::Made(make) => Ok(make(request)),
            Replies::InOrder(replies) => {
                let index = usize::try_from(turn).unwrap_or(usize::MAX);
                replies.get(index).cloned().ok_or(Miss::UsedUp(turn))
            }
        }
    }

    /// Gives how many calls were answered before this one; when there is no turn left, how many there were.
    fn take_turn(&self, request: &Request) -> Result<u64, u64> {
        let mut seen = self.seen();
        let turn = seen.calls;
        if self.times.is_some_and(|times| turn >= times) {
            return Err(turn);
        }
        seen.calls += 1;
        let size = request.size();
        if seen.kept.len() < MAX_KEPT && seen.bytes + size <= MAX_KEPT_BYTES {
            seen.bytes += size;
            seen.kept.push(request.clone());
        }
        Ok(turn)
    }

    pub(super) fn calls(&self) -> u64 {
        self.seen().calls
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.seen().kept.clone()
    }

    /// Tells whether nothing that `later` answers gets past this script.
    pub(super) fn hides(&self, later: &Conditions) -> bool {
        self.times.is_none() && self.conditions.covers(later)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("conditions", &self.conditions.to_string())
            .field("calls", &self.calls())
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}
