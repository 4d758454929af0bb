//! A sandbox of its own for every invocation: INV.1.

mod spawned;
mod web;

pub(super) use spawned::{Attempt, run as run_spawned};
pub(super) use web::run;

use super::{State, verdict};
use crate::error::InvocationError;
use crate::limits::Limits;
use std::time::Instant;
use wasmtime::{Engine, Result, Store, UpdateDeadline};

/// DATA.6: what one host call may lift beyond the largest body.
const LIFT: usize = 16 << 20;

/// Ends an invocation at its time limit.
async fn in_time<T>(
    limits: &Limits,
    invocation: impl Future<Output = Result<T, InvocationError>>,
) -> Result<T, InvocationError> {
    match tokio::time::timeout(limits.time(), invocation).await {
        Ok(result) => result,
        Err(_) => Err(verdict::time_limit(limits)),
    }
}

fn store(engine: &Engine, state: State, limits: &Limits) -> Result<Store<State>, InvocationError> {
    limited(engine, state, limits).map_err(|error| InvocationError::host(&error))
}

fn limited(engine: &Engine, state: State, limits: &Limits) -> Result<Store<State>> {
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
