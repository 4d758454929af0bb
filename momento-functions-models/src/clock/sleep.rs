use super::activity;
use super::timeline::{Key, Timeline};
use super::virtual_clock::VirtualClock;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// A wait for a time of a [`VirtualClock`]: a future that is ready once the clock shows it.
#[derive(Debug)]
#[must_use = "nobody waits until this is polled"]
pub struct Sleep {
    clock: VirtualClock,
    deadline: Duration,
    /// Whether nothing else is waited for at the same time.
    alone: bool,
    key: Option<Key>,
}

impl Sleep {
    pub(super) fn new(clock: VirtualClock, deadline: Duration, alone: bool) -> Self {
        Self {
            clock,
            deadline,
            alone,
            key: None,
        }
    }

    /// Registers, unless it is time. Read and registered at once, so that no move is missed in between.
    fn register(&mut self, waker: &Waker) -> Poll<()> {
        let (deadline, key) = (self.deadline, &mut self.key);
        let (ready, _replaced) = self.clock.with(|timeline| {
            if timeline.elapsed >= deadline {
                return (Poll::Ready(()), None);
            }
            let key = *key.get_or_insert_with(|| (deadline, timeline.number()));
            (Poll::Pending, timeline.wait(key, waker))
        });
        ready
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let ready = self.register(cx.waker());
        if ready.is_pending() && self.alone {
            activity::note_wait();
            // Nobody else may be there whose end or wait would have the clock move.
            self.clock.settle();
        }
        ready
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let _waker = self
                .clock
                .with(|timeline: &mut Timeline| timeline.give_up(&key));
        }
    }
}
