use super::SpawnOutcome;
use crate::error::InvocationError;
use crate::function::Function;
use crate::invocation::InvocationId;
use tokio::sync::oneshot;

/// A spawned function that waits, runs or has run. It does so whether this is kept or not.
#[derive(Debug)]
pub struct Spawned {
    function: Function,
    id: InvocationId,
    outcome: oneshot::Receiver<SpawnOutcome>,
}

impl Spawned {
    pub(super) fn new(
        function: Function,
        id: InvocationId,
        outcome: oneshot::Receiver<SpawnOutcome>,
    ) -> Self {
        Self {
            function,
            id,
            outcome,
        }
    }

    /// Returns the invocation's id, which the function has from now on, also while it waits.
    #[must_use]
    pub fn invocation_id(&self) -> &InvocationId {
        &self.id
    }

    /// Waits for the function's end, and returns what came of it.
    pub async fn outcome(self) -> SpawnOutcome {
        let stopped =
            |_| SpawnOutcome::new(&self.function, self.id, Err(InvocationError::stopped()));
        self.outcome.await.unwrap_or_else(stopped)
    }
}
