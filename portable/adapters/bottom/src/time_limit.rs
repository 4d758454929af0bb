use std::mem;

use lean::Local;

use crate::bindings::wasi::cli::environment::get_environment;
use crate::bindings::wasi::clocks::monotonic_clock::{Instant, now};
use crate::log;

/// The variable that limits the function's time, in milliseconds.
const VARIABLE: &str = "MOMENTO_TIMEOUT_MILLISECONDS";

static KNOWN: Local<Known> = Local::new(Known {
    used: false,
    limit: None,
});

/// What an instance knows of the limit: its environment stays as it is.
struct Known {
    /// Whether a request has begun. What serves only one looks for a limit where somebody asks for it.
    used: bool,
    limit: Option<Option<u64>>,
}

/// When the function's time is over.
#[derive(Clone, Copy)]
pub(crate) struct TimeLimit {
    /// None where nobody needs it: a look at the clock is a call of the engine.
    started: Option<Instant>,
    /// Known when somebody asked.
    end: Option<Option<Instant>>,
}

impl TimeLimit {
    pub(crate) const NONE: Self = Self {
        started: None,
        end: Some(None),
    };

    pub(crate) fn starting_now() -> Self {
        let used = KNOWN.with(|known| mem::replace(&mut known.used, true));
        match used && limit().is_none() {
            true => Self::NONE,
            false => Self {
                started: Some(now()),
                end: None,
            },
        }
    }

    /// Counts from here, unless it was counted before.
    pub(crate) fn count(&mut self) {
        self.started.get_or_insert_with(now);
    }

    /// When the time is over, if it is limited; none if nobody asked yet.
    pub(crate) fn end(&self) -> Option<Option<Instant>> {
        self.end
    }

    pub(crate) fn set(&mut self, limit: Option<u64>) -> Option<Instant> {
        let end = self.started.zip(limit);
        let end = end.map(|(started, limit)| started.saturating_add(limit));
        self.end = Some(end);
        end
    }

    /// How long the invocation took until now, in nanoseconds.
    pub(crate) fn taken(&self) -> u64 {
        let taken = self.started.map(|started| now().saturating_sub(started));
        taken.unwrap_or_default()
    }
}

/// In nanoseconds. No limit is less.
pub(crate) const MILLISECOND: u64 = 1_000_000;

/// The limit, in nanoseconds.
pub(crate) fn limit() -> Option<u64> {
    let known = KNOWN.with(|known| known.limit);
    known.unwrap_or_else(|| {
        let limit = read();
        KNOWN.with(|known| known.limit = Some(limit));
        limit
    })
}

fn read() -> Option<u64> {
    let variables = get_environment();
    let (_, value) = variables.into_iter().find(|(name, _)| name == VARIABLE)?;
    let milliseconds = value
        .trim()
        .parse::<u64>()
        .ok()
        .filter(|&milliseconds| milliseconds > 0);
    if milliseconds.is_none() {
        log::fail(&format!(
            "{VARIABLE} is no number of milliseconds from 1 on, such as 30000: the time has no limit"
        ));
    }
    milliseconds.map(|milliseconds| milliseconds.saturating_mul(MILLISECOND))
}
