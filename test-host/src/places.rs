use crate::error::{InvocationError, InvocationErrorKind as Kind};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};
use wasmtime::component::Component;

/// How many tables of the pool belong to one place.
pub(crate) const TABLES: u32 = 4;

/// The places in an engine's pool, which the invocations of all functions share: LIM.5.
///
/// Whoever takes one first finds in the pool what it needs, or waits in line.
#[derive(Debug)]
pub(crate) struct Places {
    free: Semaphore,
    all: u32,
}

/// What an invocation takes of the pool, given back on drop.
#[derive(Debug)]
pub(crate) struct Place<'a>(#[expect(dead_code, reason = "it is held")] SemaphorePermit<'a>);

impl Places {
    pub(crate) fn new(all: u32) -> Self {
        let permits = usize::try_from(all).unwrap_or(usize::MAX);
        Self {
            free: Semaphore::new(permits.min(Semaphore::MAX_PERMITS)),
            all,
        }
    }

    /// Takes places, and waits for them in line.
    pub(crate) async fn take(&self, count: u32) -> Result<Place<'_>, InvocationError> {
        let taken = self.free.acquire_many(count).await;
        taken.map(Place).map_err(|_: AcquireError| self.full())
    }

    /// Takes places if they are free.
    pub(crate) fn try_take(&self, count: u32) -> Result<Place<'_>, InvocationError> {
        let taken = self.free.try_acquire_many(count);
        taken.map(Place).map_err(|_| self.full())
    }

    fn full(&self) -> InvocationError {
        let all = self.all;
        let detail = format!(
            "the pool has {all} places for invocations of all functions, and none was free"
        );
        InvocationError::new(Kind::TooManyInvocations, detail)
    }
}

/// Counts the places that an instance of a component takes: one has a memory, and some tables.
pub(crate) fn places(component: &Component) -> u32 {
    let (memories, tables) = component
        .resources_required()
        .map_or((1, 0), |needs| (needs.num_memories, needs.num_tables));
    memories.max(tables.div_ceil(TABLES)).max(1)
}
