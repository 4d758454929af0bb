use super::report::Report;
use super::{SpawnOutcome, Spawned};
use crate::error::SpawnError;
use crate::function::Function;
use crate::invocation::{Context, run_spawned};
use crate::limits::Limits;
use crate::observers::Observers;
use crate::request::Origin;
use crate::time::Activity;
use bytes::Bytes;
use momento_functions_models::spawn::{SpawnBounds, SpawnLoad, SpawnRefusal};
use momento_functions_models::waits_for_others;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// The spawned functions of a host: those that run, and those that wait for it.
///
/// Each is a task of the runtime that spawned it, and holds its place here until it has been told of.
#[derive(Debug, Clone)]
pub(crate) struct SpawnQueue(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    bounds: SpawnBounds,
    slots: Arc<Semaphore>,
    load: watch::Sender<SpawnLoad>,
    closed: watch::Sender<bool>,
    observers: Observers<SpawnOutcome>,
}

/// What a function needs to run: to be one of its kind that live at once, and one of all that do.
pub(super) struct Permits {
    pub(super) function: OwnedSemaphorePermit,
    pub(super) slot: OwnedSemaphorePermit,
}

/// The place of one spawned function among all. Dropped when it has been told of.
#[derive(Debug)]
pub(super) struct Place {
    queue: SpawnQueue,
    payload: u64,
    waits: bool,
}

impl SpawnQueue {
    pub(crate) fn new(limits: &Limits) -> Self {
        let slots = limits.spawn_concurrency().min(Semaphore::MAX_PERMITS);
        let bounds = SpawnBounds {
            concurrency: slots.min(limits.concurrency()),
            queue: limits.spawn_queue(),
            payload: limits.request_body(),
            payloads: limits.spawn_payloads(),
        };
        Self(Arc::new(Shared {
            bounds,
            slots: Arc::new(Semaphore::new(slots)),
            load: watch::Sender::default(),
            closed: watch::Sender::default(),
            observers: Observers::default(),
        }))
    }

    /// Takes a function in, and begins to run it if it need not wait: SPN.3, SPN.6, SPN.7.
    pub(crate) fn push(&self, function: &Function, payload: Bytes) -> Result<Spawned, SpawnError> {
        if !function.kind().is_spawn() {
            let function = function.name().to_owned();
            return Err(SpawnError::NotASpawnFunction { function });
        }
        if *self.0.closed.borrow() {
            return Err(SpawnError::Closed);
        }
        let permits = self.try_permits(function);
        let place = Place::take(self, payload.len() as u64, permits.is_none())?;
        let context = Context::new(function.clone(), Origin::default(), None);
        let id = context.id();
        let (report, outcome) = Report::new(context, place);
        let mut activity = Activity::on(&*function.settings().clock);
        // Boxed, since it is large, and each future around it would have it twice.
        let run = Box::pin(self.clone().run(report, payload, permits));
        tokio::spawn(async move { activity.track(run).await });
        Ok(Spawned::new(function.clone(), id, outcome))
    }

    /// Waits until nothing waits and nothing runs.
    pub(crate) async fn idle(&self) {
        // The sender is here, so this ends by the load alone.
        let _ = self.0.load.subscribe().wait_for(SpawnLoad::is_idle).await;
    }

    pub(crate) fn observe(&self, observe: impl Fn(&SpawnOutcome) + Send + Sync + 'static) {
        self.0.observers.add(observe);
    }

    /// SPN.9: takes nothing more in, and drops what waits.
    pub(crate) fn close(&self) {
        self.0.closed.send_replace(true);
    }

    async fn run(self, mut report: Report, payload: Bytes, permits: Option<Permits>) {
        let permits = match permits {
            Some(permits) => Some(permits),
            None => waits_for_others(self.permits(report.context().function())).await,
        };
        // Without them the report says that the host ended.
        if let Some(permits) = permits {
            report.begin(permits);
            let run = run_spawned(report.context(), report.logs(), payload);
            let result = run.await;
            report.end(result);
        }
    }

    /// Waits for a function's turn, unless the host ends before.
    async fn permits(&self, function: &Function) -> Option<Permits> {
        tokio::select! {
            biased;
            () = self.closed() => None,
            permits = self.next_permits(function) => permits,
        }
    }

    /// A function that is at its own limit waits for that first, and so holds up no other.
    async fn next_permits(&self, function: &Function) -> Option<Permits> {
        let function = Arc::clone(function.permits()).acquire_owned().await.ok()?;
        let slot = Arc::clone(&self.0.slots).acquire_owned().await.ok()?;
        Some(Permits { function, slot })
    }

    async fn closed(&self) {
        let _ = self.0.closed.subscribe().wait_for(|closed| *closed).await;
    }

    fn try_permits(&self, function: &Function) -> Option<Permits> {
        let function = Arc::clone(function.permits()).try_acquire_owned().ok()?;
        let slot = Arc::clone(&self.0.slots).try_acquire_owned().ok()?;
        Some(Permits { function, slot })
    }
}

impl Place {
    fn take(queue: &SpawnQueue, payload: u64, waits: bool) -> Result<Self, SpawnRefusal> {
        let bounds = &queue.0.bounds;
        let mut taken = Ok(());
        queue.0.load.send_modify(|load| {
            taken = match waits {
                true => load.queue(payload, bounds),
                false => load.run(payload, bounds),
            };
        });
        taken.map(|()| Self {
            queue: queue.clone(),
            payload,
            waits,
        })
    }

    /// Makes room in the queue, if the function was in it.
    pub(super) fn leave_queue(&mut self) {
        if std::mem::take(&mut self.waits) {
            self.queue.0.load.send_modify(SpawnLoad::start);
        }
    }

    pub(super) fn tell(&self, outcome: &SpawnOutcome) {
        self.queue.0.observers.tell(outcome);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.queue.0.load.send_modify(|load| match self.waits {
            true => load.give_up(self.payload),
            false => load.end(self.payload),
        });
    }
}
