use super::{Allowance, Turn, store};
use crate::bindings::bytes::Data;
use crate::bindings::{WebV1Pre, WebV2Pre};
use crate::compiled::Entry;
use crate::error::InvocationError;
use crate::function::Function;
use crate::invocation::response_stream::Tail;
use crate::invocation::{Context, HostBuffer, State, verdict};
use crate::limits::Limits;
use std::pin::pin;
use std::sync::Arc;
use wasmtime::{Result, Store};

/// What a guest's entry point returned.
struct Returned {
    status: u16,
    headers: Vec<(String, String)>,
    body: HostBuffer,
}

/// Answers a request in a sandbox, and drops the sandbox when the guest has returned. The state is large,
/// and would be copied from one future to the next if it were not boxed.
pub(in crate::invocation) async fn run(
    context: Arc<Context>,
    state: Box<State>,
    body: HostBuffer,
    turn: Turn,
) -> Result<Tail, InvocationError> {
    let function = context.function();
    let allowed = Allowance::of(function, context.is_awaited(), turn).await?;
    // Pinned here, since it is large, and each call that it is handed to would copy it.
    let invocation = pin!(invoke(function, state, body, &allowed));
    allowed.enforce(invocation).await
}

async fn invoke(
    function: &Function,
    state: Box<State>,
    body: HostBuffer,
    allowed: &Allowance<'_>,
) -> Result<Tail, InvocationError> {
    let limits = allowed.limits;
    let entry = function.entry();
    let mut store = store(entry.engine(), *state, allowed)?;
    let returned = match entry {
        Entry::WebV2(pre) => v2(pre, &mut store, body).await,
        Entry::WebV1(pre) => v1(pre, &mut store, payload(body, limits).await?).await,
        Entry::SpawnV2(_) | Entry::SpawnV1(_) | Entry::Test(_) => {
            return Err(InvocationError::not_invocable());
        }
    };
    let returned = returned.map_err(|error| verdict::failure(error, store.data(), limits))?;
    let response = store.data_mut().take_response();
    drop(store);
    response
        .finish(returned.status, returned.headers, returned.body)
        .await
}

async fn v2(pre: &WebV2Pre<State>, store: &mut Store<State>, body: HostBuffer) -> Result<Returned> {
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

async fn v1(
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
