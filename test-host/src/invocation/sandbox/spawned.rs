use super::{in_time, store};
use crate::bindings::bytes::Data;
use crate::bindings::{SpawnV1Pre, SpawnV2Pre};
use crate::error::{InvocationError, InvocationErrorKind as Kind};
use crate::function::{Entry, Function};
use crate::invocation::{HostBuffer, State, verdict};
use crate::spawn::SpawnResult;
use bytes::Bytes;
use wasmtime::{Result, Store};

/// What came of the attempt to run a spawn function.
pub(in crate::invocation) enum Attempt {
    Returned(SpawnResult),
    /// No sandbox was free, and nothing of the guest has run.
    NoSandbox(InvocationError),
}

/// Runs a spawn function in a sandbox.
pub(in crate::invocation) async fn run(
    function: &Function,
    state: State,
    payload: Bytes,
) -> Result<Attempt, InvocationError> {
    in_time(
        &function.settings().limits,
        invoke(function, state, payload),
    )
    .await
}

async fn invoke(
    function: &Function,
    state: State,
    payload: Bytes,
) -> Result<Attempt, InvocationError> {
    let limits = &function.settings().limits;
    let entry = function.entry();
    let mut store = store(entry.engine(), state, limits)?;
    let returned = match entry {
        Entry::SpawnV2(pre) => v2(pre, &mut store, payload).await,
        Entry::SpawnV1(pre) => v1(pre, &mut store, payload).await,
        Entry::WebV2(_) | Entry::WebV1(_) => return Err(InvocationError::not_spawnable()),
    };
    returned.map(Attempt::Returned).or_else(|error| {
        let failure = verdict::failure(error, store.data(), limits);
        unstarted(failure, store.data())
    })
}

/// SPN.1: one that ran in part is not run again. The first modules of a component may run before there is
/// found to be no room for the others; what they can say to the host, they say by a memory.
fn unstarted(failure: InvocationError, state: &State) -> Result<Attempt, InvocationError> {
    match failure.kind() {
        Kind::TooManyInvocations if !state.memory.was_asked() => Ok(Attempt::NoSandbox(failure)),
        _ => Err(failure),
    }
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
