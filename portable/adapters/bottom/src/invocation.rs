//! What is known of the invocation that runs: all of it is made anew when the next one begins.

use std::mem;
use std::rc::Rc;

use lean::Local;

use crate::answer::{self, Answer};
use crate::bindings::wasi::clocks::monotonic_clock::{Instant, now};
use crate::log::Log;
use crate::place;
use crate::request::Request;
use crate::time_limit::{self, TimeLimit};
use crate::waits::Expired;

static INVOCATION: Local<Invocation> = Local::new(Invocation::NONE);

/// One invocation, and what its function was given and did so far.
pub(crate) struct Invocation {
    pub(crate) request: Option<Rc<Request>>,
    pub(crate) answer: Answer,
    pub(crate) log: Log,
    pub(crate) time: TimeLimit,
    /// Made when somebody asks for it.
    pub(crate) id: Option<String>,
    pub(crate) taken: Taken,
}

/// What is given to the function once: INV.4.
#[derive(Default)]
pub(crate) struct Taken {
    pub(crate) headers: bool,
    pub(crate) query: bool,
    pub(crate) path: bool,
}

impl Invocation {
    const NONE: Self = Self {
        request: None,
        answer: Answer::Over,
        log: Log::NEW,
        time: TimeLimit::NONE,
        id: None,
        taken: Taken {
            headers: false,
            query: false,
            path: false,
        },
    };

    /// Begins another one, in which nothing of the last one is left.
    pub(crate) fn begin(request: Rc<Request>, answer: Answer) {
        place::reset();
        let next = Self {
            request: Some(request),
            answer,
            ..Self::NONE
        };
        drop(with(|invocation| mem::replace(invocation, next)));
        // A limit that is none is told as this invocation's.
        let time = TimeLimit::starting_now();
        with(|invocation| invocation.time = time);
    }

    /// Forgets all of it.
    pub(crate) fn end() {
        drop(with(|invocation| mem::replace(invocation, Self::NONE)));
    }
}

/// Looks at the invocation that runs, or changes it. Calls are not nested.
pub(crate) fn with<R>(look: impl FnOnce(&mut Invocation) -> R) -> R {
    INVOCATION.with(look)
}

/// Gives the request to whoever is the first to take a part of it.
pub(crate) fn take(part: impl FnOnce(&mut Taken) -> &mut bool) -> Option<Rc<Request>> {
    with(
        |invocation| match mem::replace(part(&mut invocation.taken), true) {
            false => invocation.request.clone(),
            true => None,
        },
    )
}

/// Gives the end of the function's time, if it has one. Who is late is answered here.
pub(crate) fn deadline() -> Result<Option<Instant>, Expired> {
    let known = with(|invocation| invocation.time.end());
    let end = known.unwrap_or_else(|| {
        let limit = time_limit::limit();
        with(|invocation| invocation.time.set(limit))
    });
    if end.is_some_and(|end| end <= now()) {
        answer::expire();
        return Err(Expired);
    }
    Ok(end)
}
