use super::{Allowance, Turn, store};
use crate::bindings::bytes::Data;
use crate::bindings::{SpawnV1Pre, SpawnV2Pre};
use crate::compiled::Entry;
use crate::error::InvocationError;
use crate::function::Function;
use crate::invocation::{HostBuffer, State, verdict};
use crate::spawn::SpawnResult;
use bytes::Bytes;
use wasmtime::{Result, Store};

/// Runs a spawn function in a sandbox.
pub(in crate::invocation) async fn run(
    function: &Function,
    state: State,
    payload: Bytes,
) -> Result<SpawnResult, InvocationError> {
    let turn = Turn::default();
    let allowed = Allowance::of(function, false, turn.clone()).await?;
    let invocation = invoke(function, state, payload, &allowed);
    allowed.enforce(turn.by_turn(invocation)).await
}

async fn invoke(
    function: &Function,
    state: State,
    payload: Bytes,
    allowed: &Allowance<'_>,
) -> Result<SpawnResult, InvocationError> {
    let entry = function.entry();
    let mut store = store(entry.engine(), state, allowed)?;
    let returned = match entry {
        Entry::SpawnV2(pre) => v2(pre, &mut store, payload).await,
        Entry::SpawnV1(pre) => v1(pre, &mut store, payload).await,
        Entry::WebV2(_) | Entry::WebV1(_) | Entry::Test(_) => {
            return Err(InvocationError::not_spawnable());
        }
    };
    returned.map_err(|error| verdict::failure(error, store.data(), allowed.limits))
}

async fn v2(
    pre: &SpawnV2Pre<State>,
    store: &mut Store<State>,
    payload: Bytes,
) -> Result<SpawnResult> {
    let instance = pre.instantiate_async(&mut *store).await?;
    let handle = store.data_mut().table.push(HostBuffer::from(payload))?;
    let entry = instance.momento_spawn_function_guest_function_spawn();
    let returned = entry
        .call_spawned(&mut *store, &Data::Buffer(handle))
        .await?;
    Ok(returned.into())
}

/// A spawn function of the older contract has no result: SPN.5.
async fn v1(
    pre: &SpawnV1Pre<State>,
    store: &mut Store<State>,
    payload: Bytes,
) -> Result<SpawnResult> {
    let instance = pre.instantiate_async(&mut *store).await?;
    let entry = instance.momento_functions_guest_function_spawn();
    entry.call_spawned(&mut *store, &payload).await?;
    Ok(SpawnResult::Ok)
}
