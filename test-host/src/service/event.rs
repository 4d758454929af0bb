//! What the service tells whoever started it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{Cost, InvocationError, LogLine, SpawnOutcome};

/// Something that happened in a running [`Service`](super::Service).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// A request was answered, wholly or as far as its client stayed.
    Answered(Answered),
    /// A spawned function has ended, whoever spawned it. This is told for as long as the host lives.
    Spawned(SpawnOutcome),
    /// A version of a function was deployed.
    Deployed {
        /// The function's cache.
        cache: String,
        /// The function's name.
        function: String,
        /// The new version.
        version: u64,
    },
    /// Another version of a function is invoked from now on.
    Pinned {
        /// The function's cache.
        cache: String,
        /// The function's name.
        function: String,
        /// The version that is pinned; none if it is the latest again, whichever that is.
        version: Option<u64>,
    },
    /// A function was deleted.
    Deleted {
        /// The function's cache.
        cache: String,
        /// The function's name.
        function: String,
    },
}

/// An answered request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answered {
    /// The request's method.
    pub method: String,
    /// The request's path, without its query: that may hold a key.
    pub path: String,
    /// The function that was asked, if the path names one.
    pub function: Option<String>,
    /// The invocation, for a path that names a function.
    pub invocation_id: Option<String>,
    /// The request's `x-request-id`, if it is one that is passed on: 1 to 128 visible ASCII characters.
    pub request_id: Option<String>,
    /// The status that was sent.
    pub status: u16,
    /// From the request's head to the answer's last byte.
    pub duration: Duration,
    /// Why the answer was cut short, or made by the host.
    pub error: Option<InvocationError>,
    /// What the invocation took, for a path that names a function.
    pub cost: Option<Cost>,
    /// What the invocation logged.
    pub logs: Vec<LogLine>,
    /// Whether the client went away before the answer was complete.
    pub abandoned: bool,
}

/// Takes the service's events, on whichever thread they happen.
#[derive(Clone)]
pub(super) struct Observer(Option<Arc<dyn Fn(Event) + Send + Sync>>);

impl Observer {
    pub(super) fn none() -> Self {
        Self(None)
    }

    pub(super) fn new(observe: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observe)))
    }

    pub(super) fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// Makes the event only when someone wants it.
    pub(super) fn tell(&self, event: impl FnOnce() -> Event) {
        if let Some(observe) = &self.0 {
            observe(event());
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Observer").field(&self.is_some()).finish()
    }
}
