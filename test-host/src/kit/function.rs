use super::outside_of_async;
use crate::function::Function;
use crate::outcome::Outcome;
use crate::request::Request;
use crate::spawn::SpawnOutcome;
use bytes::Bytes;
use std::ops::Deref;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// A [`Function`] of a [`TestHost`](super::TestHost), which tests invoke without async.
///
/// # Panics
///
/// Its methods panic inside an async function.
#[derive(Debug, Clone)]
pub struct TestFunction {
    function: Function,
    runtime: Arc<Runtime>,
}

impl TestFunction {
    pub(super) fn new(function: Function, runtime: Arc<Runtime>) -> Self {
        Self { function, runtime }
    }

    /// Invokes the function and gives what came of it, the whole answer included. What it spawns may not have
    /// run: see [`TestHost::run_spawned`](super::TestHost::run_spawned).
    #[track_caller]
    pub fn invoke(&self, request: Request) -> Outcome {
        outside_of_async();
        self.runtime.block_on(self.function.invoke(request))
    }

    /// Runs a spawn function to its end and gives what came of it.
    ///
    /// # Panics
    ///
    /// It cannot be spawned: it is no spawn function, for example.
    #[track_caller]
    #[expect(clippy::panic, reason = "a test that cannot go on fails")]
    pub fn spawn(&self, payload: impl Into<Bytes>) -> SpawnOutcome {
        outside_of_async();
        let payload = payload.into();
        let spawned = self.runtime.block_on(async {
            match self.function.spawn(payload) {
                Ok(spawned) => Ok(spawned.outcome().await),
                Err(error) => Err(error),
            }
        });
        spawned.unwrap_or_else(|error| panic!("`{}` is not spawned: {error}", self.function.name()))
    }
}

impl Deref for TestFunction {
    type Target = Function;

    fn deref(&self) -> &Function {
        &self.function
    }
}
