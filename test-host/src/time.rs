//! Waits on a host's clock: whatever delays or gives up does it here.

use crate::invocation::give_way;
use momento_functions_models::{self as models, Clock, Quiet, VirtualClock};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;

/// What was waited for did not come in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it took too long")]
pub(crate) struct Elapsed;

/// Tells how long something takes on a clock.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch<'a> {
    clock: &'a dyn Clock,
    began: Duration,
}

impl<'a> Stopwatch<'a> {
    pub(crate) fn start(clock: &'a dyn Clock) -> Self {
        Self {
            began: clock.monotonic(),
            clock,
        }
    }

    pub(crate) fn shows(self) -> Duration {
        self.clock.monotonic().saturating_sub(self.began)
    }
}

/// Makes a clock that moves when the tasks of the runtime all wait for it.
pub(crate) fn virtual_clock() -> VirtualClock {
    VirtualClock::new(settle)
}

/// Lets all tasks go on that can, and then the clock.
fn settle(quiet: Quiet) {
    let then_move = async {
        give_way().await;
        drop(quiet);
    };
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(then_move);
    }
}

/// Waits until the clock shows `deadline`, counted as [`Clock::monotonic`] is.
pub(crate) async fn sleep_until(clock: &dyn Clock, deadline: Duration) {
    match clock.as_virtual() {
        Some(clock) => clock.sleep_until(deadline).await,
        None => wait(clock, deadline).await,
    }
}

/// Waits for so long on the clock.
pub(crate) async fn sleep(clock: &dyn Clock, duration: Duration) {
    sleep_until(clock, clock.monotonic().saturating_add(duration)).await;
}

/// Does the work if that takes no longer on the clock.
///
/// It is the work that tells whether a virtual clock may move: work that sleeps lets it, and work that
/// waits for a network does not.
pub(crate) async fn timeout<T>(
    clock: &dyn Clock,
    duration: Duration,
    work: impl Future<Output = T>,
) -> Result<T, Elapsed> {
    let deadline = clock.monotonic().saturating_add(duration);
    let (mut work, mut alarm) = (pin!(work), pin!(alarm(clock, deadline)));
    poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Ok(done)),
        Poll::Pending => alarm.as_mut().poll(cx).map(|()| Err(Elapsed)),
    })
    .await
}

/// Waits for a deadline beside something else.
async fn alarm(clock: &dyn Clock, deadline: Duration) {
    match clock.as_virtual() {
        Some(clock) => clock.alarm(deadline).await,
        None => wait(clock, deadline).await,
    }
}

/// Waits for a clock that runs by itself, or that somebody moves.
async fn wait(clock: &dyn Clock, deadline: Duration) {
    while let Err(left) = poll_fn(|cx| poll_moved(clock, deadline, cx)).await {
        tokio::time::sleep(left).await;
    }
}

/// Is ready when a clock that somebody moves shows the deadline; one that runs by itself gives up at once,
/// with the time left.
fn poll_moved(
    clock: &dyn Clock,
    deadline: Duration,
    cx: &mut Context<'_>,
) -> Poll<Result<(), Duration>> {
    // Registered before the clock is read, so that no move in between is missed.
    let moved_by_hand = clock.wake_at(deadline, cx.waker());
    match deadline.saturating_sub(clock.monotonic()) {
        Duration::ZERO => Poll::Ready(Ok(())),
        _ if moved_by_hand => Poll::Pending,
        left => Poll::Ready(Err(left)),
    }
}

/// Work of an invocation, which keeps a virtual clock still while it does not wait for it. Other clocks do
/// not care.
#[derive(Debug)]
pub(crate) struct Activity(Option<models::Activity>);

impl Activity {
    /// Begins.
    pub(crate) fn on(clock: &dyn Clock) -> Self {
        Self(clock.as_virtual().map(VirtualClock::activity))
    }

    pub(crate) fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        work: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        match &mut self.0 {
            Some(activity) => activity.poll(cx, work),
            None => work(cx),
        }
    }

    pub(crate) async fn track<T>(&mut self, work: impl Future<Output = T>) -> T {
        match &mut self.0 {
            Some(activity) => activity.track(work).await,
            None => work.await,
        }
    }
}
