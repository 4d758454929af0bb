use momento_functions_models::{Clock, VirtualClock, waits_for_clock};
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::time::{error, sleep_until, timeout_at};

/// A time limit beyond this is none.
const FOR_EVER: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// When an invocation's time is over: LIM.2. On a host with a virtual clock (LIM.8) it is so when that
/// shows it, and when the limit has passed in real time without the time that it waited for the clock.
#[derive(Clone)]
pub(super) struct Deadline {
    real: Instant,
    on_clock: Option<Arc<OnClock>>,
}

struct OnClock {
    clock: VirtualClock,
    /// None where the clock ends before.
    end: Option<Duration>,
    waits: Mutex<Waits>,
}

/// How long, in real time, an invocation has waited for the clock.
#[derive(Default)]
struct Waits {
    total: Duration,
    since: Option<Instant>,
}

impl Deadline {
    pub(super) fn after(limit: Duration, clock: &dyn Clock) -> Self {
        let on = |clock: &VirtualClock| {
            Arc::new(OnClock {
                clock: clock.clone(),
                end: clock.elapsed().checked_add(limit),
                waits: Mutex::default(),
            })
        };
        Self {
            on_clock: clock.as_virtual().map(on),
            ..Self::in_real_time(limit)
        }
    }

    pub(super) fn in_real_time(limit: Duration) -> Self {
        Self {
            real: Instant::now() + limit.min(FOR_EVER),
            on_clock: None,
        }
    }

    /// Tells whether the time of a guest that runs is over.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.real_end() || self.on_clock.as_ref().is_some_and(|on| on.is_over())
    }

    /// Notes that the invocation is polled.
    pub(super) fn goes_on(&self) {
        if let Some(on) = &self.on_clock {
            on.waits().end();
        }
    }

    /// Notes that the invocation waits, for whatever it may be.
    pub(super) fn pauses(&self) {
        if let Some(on) = &self.on_clock {
            on.waits().since = waits_for_clock().then(Instant::now);
        }
    }

    /// Waits until it is over.
    pub(super) async fn passed(&self) {
        let real = sleep_until(self.real.into());
        let Some(on) = &self.on_clock else {
            return real.await;
        };
        let alarm = on.end.map(|end| on.clock.alarm(end));
        let (mut real, mut alarm) = (pin!(real), pin!(alarm));
        poll_fn(|cx| {
            let alarm = alarm.as_mut().as_pin_mut();
            if alarm.is_some_and(|alarm| alarm.poll(cx).is_ready()) {
                return Poll::Ready(());
            }
            if on.waits().since.is_some() {
                return Poll::Pending;
            }
            let end = self.real_end().into();
            if real.deadline() != end {
                real.as_mut().reset(end);
            }
            real.as_mut().poll(cx)
        })
        .await;
    }

    /// Waits for a place in the pool, which is of this machine, and so in real time.
    pub(super) async fn place<T>(
        &self,
        place: impl Future<Output = T>,
    ) -> Result<T, error::Elapsed> {
        timeout_at(self.real.into(), place).await
    }

    fn real_end(&self) -> Instant {
        match &self.on_clock {
            Some(on) => self.real + on.waits().total,
            None => self.real,
        }
    }
}

impl OnClock {
    fn is_over(&self) -> bool {
        let shown = self.clock.elapsed();
        self.end.is_some_and(|end| shown >= end)
    }

    fn waits(&self) -> MutexGuard<'_, Waits> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waits {
    fn end(&mut self) {
        if let Some(since) = self.since.take() {
            self.total += since.elapsed();
        }
    }
}
