use super::SpawnResult;
use crate::cost::Cost;
use crate::error::InvocationError;
use crate::function::Function;
use crate::invocation::InvocationId;
use crate::log::LogLine;
use crate::observe::Calls;
use std::time::Duration;

/// What came of a spawned function.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SpawnOutcome {
    /// The function's cache.
    pub cache: String,
    /// The function's name.
    pub function: String,
    /// The function's version, the one of the time when it was spawned.
    pub version: u64,
    /// The invocation's id, a UUIDv7.
    pub invocation_id: String,
    /// What the function returned, or why it did not.
    pub result: Result<SpawnResult, InvocationError>,
    /// What the invocation logged.
    pub logs: Vec<LogLine>,
    /// From the function's start to its end, on the host's clock; nothing of one that was never started.
    pub duration: Duration,
    /// What the function took beside its time.
    pub cost: Cost,
    /// The host calls that the function made, if its host writes them down.
    pub calls: Calls,
}

impl SpawnOutcome {
    pub(super) fn new(
        function: &Function,
        id: InvocationId,
        result: Result<SpawnResult, InvocationError>,
    ) -> Self {
        Self {
            cache: function.cache().to_owned(),
            function: function.name().to_owned(),
            version: function.version(),
            invocation_id: id.as_str().to_owned(),
            result,
            logs: Vec::new(),
            duration: Duration::ZERO,
            cost: Cost::default(),
            calls: Calls::default(),
        }
    }

    /// Returns whether the function did its work.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.result.as_ref().is_ok_and(SpawnResult::is_ok)
    }
}
