use super::failure::HttpFailure;
use crate::bindings::wasi::clocks::monotonic_clock::{Instant, now, subscribe_instant};
use crate::bindings::wasi::http::types::RequestOptions;
use crate::failure::Failure;
use crate::waits::Waits;

const MILLISECOND: u64 = 1_000_000;

/// How long a connection may take: NET.3.
const CONNECT: u64 = 10_000 * MILLISECOND;

/// How long a body may stall.
const STALL: u64 = 60_000 * MILLISECOND;

/// How long an engine's own word is waited for, which knows whether there was a connection.
const GRACE: u64 = 20 * MILLISECOND;

/// How long a function waits for the head of a response.
pub(crate) struct Patience {
    /// Of the function's own, in milliseconds.
    timeout: Option<u64>,
    end: Option<Instant>,
}

impl Patience {
    /// Begins to wait.
    pub(crate) fn new(timeout: Option<u64>) -> Self {
        let end = timeout.map(|timeout| now().saturating_add(timeout.saturating_mul(MILLISECOND)));
        Self { timeout, end }
    }

    /// Fails when the time is over; else it is waited for, too.
    pub(crate) fn check(&self, waits: &mut Waits) -> Result<(), HttpFailure> {
        let Some(end) = self.end.map(|end| end.saturating_add(GRACE)) else {
            return Ok(());
        };
        if end <= now() {
            return Err(self.late());
        }
        waits.add(subscribe_instant(end));
        Ok(())
    }

    /// Tells an engine how long each step may take.
    pub(crate) fn options(&self) -> RequestOptions {
        let options = RequestOptions::new();
        let left = self
            .end
            .map_or(u64::MAX, |end| end.saturating_sub(now()).max(1));
        // An engine that knows no such option waits as long as it does.
        let _ = options.set_connect_timeout(Some(left.min(CONNECT)));
        // The function's own timeout is for the head: a body may pause for longer.
        let _ = options.set_between_bytes_timeout(Some(STALL));
        options
    }

    fn late(&self) -> HttpFailure {
        let timeout = self.timeout.unwrap_or_default();
        HttpFailure::Timeout(format!("the response's head did not come in {timeout}ms"))
    }

    /// When the time is over.
    pub(crate) fn end(&self) -> Option<Instant> {
        self.end
    }

    /// Why a request was not signed whose body broke off.
    pub(crate) fn unsigned(&self, failure: &Failure) -> HttpFailure {
        match (failure, self.timeout) {
            (Failure::TimedOut, Some(timeout)) => {
                HttpFailure::Timeout(format!("the request was not signed in {timeout}ms"))
            }
            _ => HttpFailure::Request(failure.text().to_owned()),
        }
    }
}

/// Nothing is sent where there is no time at all.
pub(crate) fn check(timeout: Option<u64>) -> Result<(), HttpFailure> {
    match timeout {
        Some(0) => Err(HttpFailure::ConnectTimeout(
            "there was no connection in 0ms".to_owned(),
        )),
        _ => Ok(()),
    }
}
