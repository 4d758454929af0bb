//! Who listens to what happens, each with a queue that has an end.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use momento_functions_models::sse;

use super::{console, logs};
use crate::{Host, Invoked};

/// How many events wait for one listener, and how many bytes they may have together.
const EVENTS: usize = 1000;
const BYTES: usize = 1 << 20;

/// What a listener wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Interest {
    /// What the console shows.
    Console,
    /// The log lines of a function.
    Logs { cache: String, function: String },
}

impl Interest {
    /// Tells whether it is about the function of this invocation.
    pub(super) fn covers(&self, invoked: &Invoked) -> bool {
        match self {
            Self::Console => true,
            Self::Logs { cache, function } => {
                *cache == invoked.cache && *function == invoked.function
            }
        }
    }
}

/// Tells listeners of what happens on the host. Nothing is made for it before somebody listens.
#[derive(Default)]
pub(super) struct Feed {
    listeners: Mutex<Vec<Weak<Queue>>>,
    begun: OnceLock<()>,
}

/// The events of one listener.
pub(super) struct Listener(Arc<Queue>);

struct Queue {
    interest: Interest,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    events: VecDeque<Waits>,
    bytes: usize,
    lost: u64,
    waker: Option<Waker>,
}

/// An event, and the invocation that it is of.
struct Waits {
    invocation: Option<String>,
    event: Bytes,
}

/// What comes next to a listener.
pub(super) enum Heard {
    Event {
        invocation: Option<String>,
        event: Bytes,
    },
    /// So many events were lost here.
    Missed(u64),
}

impl Feed {
    /// Begins to listen: from now on nothing is missed but what finds the queue full.
    pub(super) fn listen(self: &Arc<Self>, host: &Host, interest: Interest) -> Listener {
        let queue = Arc::new(Queue {
            interest,
            waiting: Mutex::default(),
        });
        let mut listeners = self.listeners();
        listeners.retain(|listener| listener.strong_count() > 0);
        listeners.push(Arc::downgrade(&queue));
        drop(listeners);
        self.begun.get_or_init(|| self.observe(host));
        Listener(queue)
    }

    fn observe(self: &Arc<Self>, host: &Host) {
        let feed = Arc::downgrade(self);
        host.on_invoked(move |invoked| {
            if let Some(feed) = feed.upgrade() {
                feed.invoked(invoked);
            }
        });
    }

    fn invoked(&self, invoked: &Invoked) {
        let id = || Some(invoked.invocation_id.clone());
        for queue in self.live() {
            match queue.interest {
                Interest::Console => queue.push(id(), console::invocation_event(invoked)),
                Interest::Logs { .. } if queue.interest.covers(invoked) => {
                    logs::events(invoked).for_each(|event| queue.push(id(), event));
                }
                Interest::Logs { .. } => {}
            }
        }
    }

    /// Those who still listen; the others are forgotten.
    fn live(&self) -> Vec<Arc<Queue>> {
        let mut listeners = self.listeners();
        listeners.retain(|listener| listener.strong_count() > 0);
        listeners.iter().filter_map(Weak::upgrade).collect()
    }

    fn listeners(&self) -> MutexGuard<'_, Vec<Weak<Queue>>> {
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn push(&self, invocation: Option<String>, event: Bytes) {
        let mut waiting = self.waiting();
        let bytes = waiting.bytes + event.len();
        if waiting.lost > 0 || waiting.events.len() >= EVENTS || bytes > BYTES {
            waiting.lost = waiting.lost.saturating_add(1);
        } else {
            waiting.bytes = bytes;
            waiting.events.push_back(Waits { invocation, event });
        }
        let waker = waiting.waker.take();
        drop(waiting);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    /// Gives the next event. What was lost is told where it is missing: after all that waited.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Heard> {
        let mut waiting = self.0.waiting();
        if let Some(Waits { invocation, event }) = waiting.events.pop_front() {
            waiting.bytes -= event.len();
            return Poll::Ready(Heard::Event { invocation, event });
        }
        match std::mem::take(&mut waiting.lost) {
            0 => {
                waiting.waker = Some(context.waker().clone());
                Poll::Pending
            }
            lost => Poll::Ready(Heard::Missed(lost)),
        }
    }
}

/// Writes an event, whose data is at most as long as an event may be.
pub(super) fn written(name: &str, data: &[u8]) -> Bytes {
    sse::encode(Some(name), None, Some(data))
        .unwrap_or_else(|error| format!("event: unwritable\ndata: {error}\n\n"))
        .into()
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listeners = self.listeners().len();
        f.debug_struct("Feed")
            .field("listeners", &listeners)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue() -> (Arc<Queue>, Listener) {
        let queue = Arc::new(Queue {
            interest: Interest::Console,
            waiting: Mutex::default(),
        });
        (Arc::clone(&queue), Listener(queue))
    }

    fn next(listener: &mut Listener) -> Option<Heard> {
        match listener.poll_next(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(heard) => Some(heard),
            Poll::Pending => None,
        }
    }

    /// CON.7
    #[test]
    fn a_slow_listener_is_told_how_many_events_it_lost_where_they_are_missing() {
        let (queue, mut listener) = queue();
        for _ in 0..EVENTS + 5 {
            queue.push(None, Bytes::from_static(b"event"));
        }
        for _ in 0..EVENTS {
            assert!(matches!(next(&mut listener), Some(Heard::Event { .. })));
        }
        assert!(matches!(next(&mut listener), Some(Heard::Missed(5))));
        queue.push(None, Bytes::from_static(b"later"));
        assert!(matches!(next(&mut listener), Some(Heard::Event { .. })));
        assert!(next(&mut listener).is_none());
    }

    /// CON.7
    #[test]
    fn what_waits_for_a_listener_is_bounded_in_bytes() {
        let (queue, mut listener) = queue();
        for _ in 0..3 {
            queue.push(None, Bytes::from(vec![b'x'; BYTES / 2]));
        }
        assert!(matches!(next(&mut listener), Some(Heard::Event { .. })));
        assert!(matches!(next(&mut listener), Some(Heard::Event { .. })));
        assert!(matches!(next(&mut listener), Some(Heard::Missed(1))));
    }
}
