use crate::bindings::wasi::cli::environment::get_environment;
use crate::bindings::wasi::clocks::monotonic_clock::{Instant, now};
use crate::log;

/// The variable that limits the function's time, in milliseconds.
const VARIABLE: &str = "MOMENTO_TIMEOUT_MILLISECONDS";

/// When the function's time is over.
#[derive(Clone, Copy)]
pub(crate) struct TimeLimit {
    started: Instant,
    /// Known when somebody asked.
    end: Option<Option<Instant>>,
}

impl TimeLimit {
    pub(crate) const NONE: Self = Self {
        started: 0,
        end: Some(None),
    };

    pub(crate) fn starting_now() -> Self {
        Self {
            started: now(),
            end: None,
        }
    }

    /// When the time is over, if it is limited; none if nobody asked yet.
    pub(crate) fn end(&self) -> Option<Option<Instant>> {
        self.end
    }

    pub(crate) fn set(&mut self, limit: Option<u64>) -> Option<Instant> {
        let end = limit.map(|limit| self.started.saturating_add(limit));
        self.end = Some(end);
        end
    }

    /// How long the invocation took until now, in nanoseconds.
    pub(crate) fn taken(&self) -> u64 {
        now().saturating_sub(self.started)
    }
}

/// In nanoseconds. No limit is less.
pub(crate) const MILLISECOND: u64 = 1_000_000;

/// Reads the limit, in nanoseconds.
pub(crate) fn limit() -> Option<u64> {
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
