use super::InvocationId;
use super::sandbox::{self, Attempt};
use super::state::{Context, State};
use crate::error::InvocationError;
use crate::function::Function;
use crate::log::LogSink;
use crate::spawn::SpawnResult;
use bytes::Bytes;
use std::time::{Duration, Instant};

/// How long to wait when every sandbox of the engine is in use.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs a spawn function, once there is a sandbox free for it: SPN.7. It waits for one no longer than it
/// may run.
pub(crate) async fn run_spawned(
    function: &Function,
    id: &InvocationId,
    logs: &LogSink,
    payload: Bytes,
) -> Result<SpawnResult, InvocationError> {
    let patience = function.settings().limits.time();
    let began = Instant::now();
    loop {
        let context = Context::new(function.clone(), id.clone());
        let state = State::spawned(context, logs.clone());
        match sandbox::run_spawned(function, state, payload.clone()).await? {
            Attempt::Returned(result) => return Ok(result),
            Attempt::NoSandbox(_) if began.elapsed() < patience => {
                tokio::time::sleep(PAUSE).await;
            }
            Attempt::NoSandbox(error) => return Err(error),
        }
    }
}
