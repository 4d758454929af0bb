use super::response_stream::Tail;
use super::{HostBuffer, State, verdict};
use crate::bindings::bytes::Data;
use crate::bindings::{WebV1Pre, WebV2Pre};
use crate::error::InvocationError;
use crate::function::{Entry, Function};
use crate::limits::Limits;
use std::time::Instant;
use wasmtime::{Engine, Result, Store, UpdateDeadline};

/// DATA.6: what one host call may lift beyond the largest body.
const LIFT: usize = 16 << 20;

/// What a guest's entry point returned.
struct Returned {
    status: u16,
    headers: Vec<(String, String)>,
    body: HostBuffer,
}

/// Runs one invocation in a sandbox of its own, and drops the sandbox when the guest has returned.
pub(super) async fn run(
    function: Function,
    state: State,
    body: HostBuffer,
) -> Result<Tail, InvocationError> {
    let limits = &function.settings().limits;
    let invocation = invoke(&function, state, body);
    match tokio::time::timeout(limits.time(), invocation).await {
        Ok(result) => result,
        Err(_) => Err(verdict::time_limit(limits)),
    }
}

async fn invoke(
    function: &Function,
    state: State,
    body: HostBuffer,
) -> Result<Tail, InvocationError> {
    let limits = &function.settings().limits;
    let entry = function.entry();
    let mut store =
        store(entry.engine(), state, limits).map_err(|error| InvocationError::host(&error))?;
    let returned = match entry {
        Entry::WebV2(pre) => web_v2(pre, &mut store, body).await,
        Entry::WebV1(pre) => web_v1(pre, &mut store, payload(body, limits).await?).await,
        Entry::Spawn(_) => return Err(InvocationError::not_invocable()),
    };
    let returned = returned.map_err(|error| verdict::failure(error, store.data(), limits))?;
    let response = store.data_mut().take_response();
    drop(store);
    response
        .finish(returned.status, returned.headers, returned.body)
        .await
}

fn store(engine: &Engine, state: State, limits: &Limits) -> Result<Store<State>> {
    let mut store = Store::new(engine, state);
    store.limiter(|state| &mut state.memory);
    let body = usize::try_from(limits.request_body()).unwrap_or(usize::MAX);
    store.set_hostcall_fuel(body.saturating_add(LIFT));
    if let Some(fuel) = limits.fuel() {
        store.set_fuel(fuel)?;
    }
    slice_time(&mut store, limits);
    Ok(store)
}

/// INV.3: gives way to others after each time slice, and ends a guest that never waits.
fn slice_time(store: &mut Store<State>, limits: &Limits) {
    let deadline = Instant::now().checked_add(limits.time());
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |_| {
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Ok(UpdateDeadline::Interrupt);
        }
        // Tokio's own yield lets its timers and sockets be looked at before the guest goes on.
        Ok(UpdateDeadline::YieldCustom(
            1,
            Box::pin(tokio::task::yield_now()),
        ))
    });
}

async fn web_v2(
    pre: &WebV2Pre<State>,
    store: &mut Store<State>,
    body: HostBuffer,
) -> Result<Returned> {
    let instance = pre.instantiate_async(&mut *store).await?;
    let handle = store.data_mut().table.push(body)?;
    let entry = instance.momento_web_function_guest_function_web();
    let response = entry
        .call_invoke(&mut *store, &Data::Buffer(handle))
        .await?;
    Ok(Returned {
        status: response.status,
        headers: response
            .headers
            .into_iter()
            .map(|h| (h.name, h.value))
            .collect(),
        body: store.data_mut().take_data(response.body)?,
    })
}

async fn web_v1(
    pre: &WebV1Pre<State>,
    store: &mut Store<State>,
    payload: bytes::Bytes,
) -> Result<Returned> {
    let instance = pre.instantiate_async(&mut *store).await?;
    let entry = instance.momento_functions_guest_function_web();
    let response = entry.call_post(&mut *store, &payload).await?;
    Ok(Returned {
        status: response.status,
        headers: response
            .headers
            .into_iter()
            .map(|h| (h.name, h.value))
            .collect(),
        body: HostBuffer::from(response.body),
    })
}

/// Collects the body for a guest that takes it as plain bytes: LIM.6.
async fn payload(mut body: HostBuffer, limits: &Limits) -> Result<bytes::Bytes, InvocationError> {
    match body.collect(limits.request_body()).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(verdict::request_too_large(limits)),
        Err(error) => Err(verdict::request_failed(&error)),
    }
}
