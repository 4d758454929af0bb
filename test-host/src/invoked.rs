//! What is known of invocations that have ended, for whoever observes a host.

mod begun;
mod journal;
mod kept;

pub(crate) use begun::Begun;
pub(crate) use journal::Journal;

use crate::cost::Cost;
use crate::error::InvocationError;
use crate::function::FunctionKind;
use crate::log::LogLine;
use crate::observe::Calls;
use std::time::{Duration, SystemTime};

/// An invocation that has ended, of a web function or of a spawn function.
///
/// # Limits
///
/// A path has 8 KiB at the most, logs and host calls are as many as an
/// [`Outcome`](crate::Outcome) has.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Invoked {
    /// The invocation's id, a UUIDv7.
    pub invocation_id: String,
    /// The function's cache.
    pub cache: String,
    /// The function's name.
    pub function: String,
    /// The function's version.
    pub version: u64,
    /// Which entry point the function has.
    pub kind: FunctionKind,
    /// The request's method; none of a spawn function, which has no request.
    pub method: Option<String>,
    /// What followed the function's name in the request's path, and the query without its `token`s.
    pub path: Option<String>,
    /// The request's `x-request-id`, if it is one that is passed on: 1 to 128 visible ASCII characters.
    pub request_id: Option<String>,
    /// The request's `traceparent`, if it is one: <https://www.w3.org/TR/trace-context/#traceparent-header>.
    pub trace_parent: Option<String>,
    /// The answer's status, if there was one.
    pub status: Option<u16>,
    /// When the function began, by the host's clock.
    pub began: SystemTime,
    /// From the function's beginning to the end of its answer, by the host's clock.
    pub duration: Duration,
    /// What the invocation took beside its time.
    pub cost: Cost,
    /// Why the invocation failed, if it did.
    pub error: Option<InvocationError>,
    /// What the invocation logged.
    pub logs: Vec<LogLine>,
    /// The host calls that the invocation made, without credentials, if its host writes them down:
    /// [`HostBuilder::observe_calls`](crate::HostBuilder::observe_calls).
    pub calls: Calls,
    /// How many bytes of the request's body were taken in.
    pub request_bytes: u64,
    /// How many bytes of the answer's body have left.
    pub response_bytes: u64,
}

impl Invoked {
    /// Tells about how many bytes of memory it takes.
    fn bytes(&self) -> usize {
        let texts = [
            &self.method,
            &self.path,
            &self.request_id,
            &self.trace_parent,
        ];
        let texts = texts.into_iter().flatten().map(String::len);
        let logs = self.logs.iter().map(LogLine::bytes);
        let lines = self.logs.len() * size_of::<LogLine>();
        let error = self.error.as_ref().map_or(0, InvocationError::bytes);
        let texts = texts.sum::<usize>() + logs.sum::<usize>();
        size_of::<Self>() + texts + lines + error + self.calls.bytes()
    }

    /// Leaves out what may be large.
    fn without_calls(&self) -> Self {
        Self {
            calls: self.calls.all_cut(),
            ..self.clone()
        }
    }
}
