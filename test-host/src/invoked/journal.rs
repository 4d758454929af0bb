use super::Invoked;
use super::begun::{Begun, End};
use super::kept::Kept;
use crate::cost::Cost;
use crate::error::InvocationError;
use crate::invocation::Context;
use crate::log::LogSink;
use crate::observers::Observers;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// Who wants to know of invocations that have ended, and those that are kept for who asks later.
#[derive(Debug)]
pub(crate) struct Journal {
    /// Looked at by every invocation: a lock would be waited for.
    wanted: AtomicBool,
    observers: Observers<Arc<Invoked>>,
    kept: Kept,
}

impl Journal {
    /// Keeps the last `count`.
    pub(crate) fn keeping(count: usize) -> Self {
        Self {
            wanted: AtomicBool::new(count > 0),
            observers: Observers::default(),
            kept: Kept::new(count),
        }
    }

    pub(crate) fn observe(&self, observe: impl Fn(&Arc<Invoked>) + Send + Sync + 'static) {
        self.observers.add(observe);
        self.wanted.store(true, Ordering::Release);
    }

    pub(crate) fn keeps(&self) -> bool {
        self.kept.is_any()
    }

    pub(crate) fn kept(&self) -> Vec<Arc<Invoked>> {
        self.kept.all()
    }

    /// Begins to take notes of an invocation, if somebody wants to know of it.
    pub(crate) fn begin(&self, now: impl FnOnce() -> SystemTime) -> Option<Box<Begun>> {
        let wanted = self.wanted.load(Ordering::Acquire);
        wanted.then(|| Box::new(Begun::at(now())))
    }

    /// Tells of an invocation.
    pub(crate) fn end(
        &self,
        begun: Begun,
        (context, logs): (&Context, &LogSink),
        (duration, cost): (Duration, Cost),
        error: Option<InvocationError>,
    ) {
        let end = End {
            duration,
            cost,
            error,
        };
        let invoked = Arc::new(begun.end(context, logs, end));
        self.kept.keep(&invoked);
        self.observers.tell(&invoked);
    }
}
