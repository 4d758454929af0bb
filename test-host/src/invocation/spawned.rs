use super::InvocationId;
use super::sandbox;
use super::state::{Context, State};
use crate::error::InvocationError;
use crate::function::Function;
use crate::log::LogSink;
use crate::spawn::SpawnResult;
use bytes::Bytes;

/// Runs a spawn function, once there is a sandbox free for it: SPN.7.
pub(crate) async fn run_spawned(
    function: &Function,
    id: InvocationId,
    logs: &LogSink,
    payload: Bytes,
) -> Result<SpawnResult, InvocationError> {
    logs.meter().received(payload.len());
    let context = Context::new(function.clone(), id);
    let state = State::spawned(context, logs.clone());
    sandbox::run_spawned(function, state, payload).await
}
