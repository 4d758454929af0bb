use bytes::Bytes;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use momento_functions_models::head::Head;

/// What a running guest sends before it returns.
pub(super) enum Event {
    Head(Head),
    Chunk(Bytes),
}

/// Where a running guest meets who reads its answer: holds one event, so a slow reader slows the guest.
///
/// Both sides live in one task: whoever takes an event then polls the guest, so no waker is kept.
#[derive(Clone, Default)]
pub(super) struct Exchange(Arc<Mutex<Option<Event>>>);

impl Exchange {
    /// Hands an event over, and waits until it was taken.
    pub(super) async fn send(&self, event: Event) {
        let mut event = Some(event);
        poll_fn(|_| {
            let mut slot = self.slot();
            match (event.take(), &*slot) {
                (Some(mine), None) => *slot = Some(mine),
                (mine @ Some(_), Some(_)) => event = mine,
                (None, None) => return Poll::Ready(()),
                (None, Some(_)) => {}
            }
            Poll::Pending
        })
        .await;
    }

    pub(super) fn take(&self) -> Option<Event> {
        self.slot().take()
    }

    fn slot(&self) -> MutexGuard<'_, Option<Event>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
