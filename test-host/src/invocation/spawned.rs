use super::sandbox;
use super::state::{Context, State};
use crate::error::InvocationError;
use crate::log::LogSink;
use crate::spawn::SpawnResult;
use bytes::Bytes;
use std::sync::Arc;

/// Runs a spawn function, once there is a sandbox free for it: SPN.7.
pub(crate) async fn run_spawned(
    context: &Arc<Context>,
    logs: &LogSink,
    payload: Bytes,
) -> Result<SpawnResult, InvocationError> {
    logs.meter().received(payload.len());
    let state = State::spawned(Arc::clone(context), logs.clone());
    sandbox::run_spawned(context.function(), state, payload).await
}
