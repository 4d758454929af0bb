use super::virtual_clock::VirtualClock;
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

thread_local! {
    /// Whether what is polled on this thread has found that it waits for the clock.
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Work on a [`VirtualClock`], which stands still while some of it does not wait for the clock.
///
/// Work waits for the clock when it is polled, is not ready, and was found in a [`Sleep`](super::Sleep) or
/// to wait [for others](waits_for_others). It does so until it is woken, by whatever that may be. Work
/// within other work counts for itself.
#[derive(Debug)]
pub struct Activity {
    alarm: Arc<Alarm>,
    waker: Waker,
}

/// Wakes the task that polls an activity, which is at work again from that moment.
#[derive(Debug)]
struct Alarm {
    clock: VirtualClock,
    activity: u64,
    task: Mutex<Option<Waker>>,
}

impl Activity {
    pub(super) fn new(clock: VirtualClock) -> Self {
        let alarm = Arc::new(Alarm {
            activity: clock.with(|timeline| timeline.begin()),
            clock,
            task: Mutex::default(),
        });
        Self {
            waker: Waker::from(Arc::clone(&alarm)),
            alarm,
        }
    }

    /// Polls the work.
    pub fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        work: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.alarm.enter(cx.waker());
        let outer = WAITS.replace(false);
        let polled = work(&mut Context::from_waker(&self.waker));
        let waits = WAITS.replace(outer);
        if polled.is_pending() && waits {
            note_wait();
            self.alarm.leave();
        }
        polled
    }

    /// Does the work.
    pub async fn track<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|cx| self.poll(cx, |cx| work.as_mut().poll(cx))).await
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        let Alarm {
            clock, activity, ..
        } = &*self.alarm;
        clock.with(|timeline| timeline.end(*activity));
        clock.settle();
    }
}

impl Alarm {
    fn enter(&self, task: &Waker) {
        // First the waker: whoever wakes from now on wakes the task that polls.
        let _replaced = self.replace(task);
        self.clock.with(|timeline| timeline.enter(self.activity));
    }

    fn leave(&self) {
        self.clock.with(|timeline| timeline.leave(self.activity));
        self.clock.settle();
    }

    /// Gives back the waker that was there, to be dropped outside of the lock.
    fn replace(&self, task: &Waker) -> Option<Waker> {
        let mut known = self.task();
        match &*known {
            Some(known) if known.will_wake(task) => None,
            _ => known.replace(task.clone()),
        }
    }

    fn task(&self) -> MutexGuard<'_, Option<Waker>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.clock.with(|timeline| timeline.wake(self.activity));
        let task = self.task().clone();
        if let Some(task) = task {
            task.wake();
        }
    }
}

/// Notes that what is polled waits for the clock.
pub(super) fn note_wait() {
    WAITS.set(true);
}

/// Tells whether what is polled, in this poll until now, was found to wait for the clock.
#[must_use]
pub fn waits_for_clock() -> bool {
    WAITS.get()
}

/// Waits for other work on the same clock: as long as that waits for the clock, so does this.
pub async fn waits_for_others<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|cx| {
        let polled = work.as_mut().poll(cx);
        if polled.is_pending() {
            note_wait();
        }
        polled
    })
    .await
}
