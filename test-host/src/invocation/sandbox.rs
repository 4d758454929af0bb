//! A sandbox of its own for every invocation: INV.1.

mod metered;
mod spawned;
mod turn;
mod web;

pub(super) use spawned::run as run_spawned;
pub(super) use web::run;

use super::{State, verdict};
use crate::error::InvocationError;
use crate::function::Function;
use crate::limits::Limits;
use crate::places::Place;
use metered::MeteredStore;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use turn::Turn;
use wasmtime::{Engine, Result, Store, UpdateDeadline};

/// DATA.6: what one host call may lift beyond the largest body.
const LIFT: usize = 16 << 20;

/// LIM.11: how many handles in a guest's own tables there may be for each resource of the host. One that is
/// lent to a call counts twice.
const GUEST_HANDLES: usize = 2;

/// What an invocation may take, from the moment in which it has its place in the pool.
struct Allowance<'a> {
    limits: &'a Limits,
    time: Duration,
    turn: Turn,
    _place: Place,
}

impl<'a> Allowance<'a> {
    /// LIM.5: waits for a place as long as the invocation may take. One for which another one waits gets
    /// no place in line, since each might wait for the other.
    async fn of(function: &'a Function, nested: bool) -> Result<Self, InvocationError> {
        let limits = &function.settings().limits;
        let (place, time) = match function.try_place() {
            Err(_) if !nested => wait(function, limits.time()).await?,
            place => (place?, limits.time()),
        };
        Ok(Self {
            limits,
            time,
            turn: Turn::default(),
            _place: place,
        })
    }

    /// Ends an invocation at its time limit.
    async fn enforce<T>(
        &self,
        invocation: impl Future<Output = Result<T, InvocationError>>,
    ) -> Result<T, InvocationError> {
        match timeout(self.time, self.turn.clone().by_turn(invocation)).await {
            Ok(result) => result,
            Err(_) => Err(verdict::time_limit(self.limits)),
        }
    }
}

/// Waits for a place, and tells what is left of the time.
async fn wait(function: &Function, time: Duration) -> Result<(Place, Duration), InvocationError> {
    let began = Instant::now();
    let place = timeout(time, function.place()).await;
    let place = place.unwrap_or_else(|_| function.try_place())?;
    Ok((place, time.saturating_sub(began.elapsed())))
}

fn store(
    engine: &Engine,
    state: State,
    allowed: &Allowance<'_>,
) -> Result<MeteredStore, InvocationError> {
    let store = limited(engine, state, allowed).map_err(|error| InvocationError::host(&error))?;
    Ok(MeteredStore::new(store, allowed.limits.fuel()))
}

fn limited(engine: &Engine, state: State, allowed: &Allowance<'_>) -> Result<Store<State>> {
    let limits = allowed.limits;
    let mut store = Store::new(engine, state);
    store.limiter(|state| &mut state.memory);
    let body = usize::try_from(limits.request_body()).unwrap_or(usize::MAX);
    store.set_hostcall_fuel(body.saturating_add(LIFT));
    store.set_max_component_handles(limits.handles().saturating_mul(GUEST_HANDLES));
    if let Some(fuel) = limits.fuel() {
        store.set_fuel(fuel)?;
    }
    slice_time(&mut store, allowed.time, allowed.turn.clone());
    Ok(store)
}

/// INV.3: gives way to others after each time slice, and ends a guest that never waits.
fn slice_time(store: &mut Store<State>, time: Duration, turn: Turn) {
    let deadline = Instant::now().checked_add(time);
    turn.begin_slice();
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |mut context| {
        context.data_mut().host_time.end_slice();
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Ok(UpdateDeadline::Interrupt);
        }
        Ok(turn.end_slice())
    });
}
