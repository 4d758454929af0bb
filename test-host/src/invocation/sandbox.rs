//! A sandbox of its own for every invocation: INV.1.

mod deadline;
mod metered;
mod spawned;
mod test;
mod turn;
mod web;

pub(super) use spawned::run as run_spawned;
pub(super) use test::run as run_test;
pub(super) use turn::Turn;
pub(crate) use turn::give_way;
pub(super) use web::run;

use super::{State, verdict};
use crate::error::InvocationError;
use crate::function::Function;
use crate::limits::Limits;
use crate::places::Place;
use crate::profiler::Sampler;
use deadline::Deadline;
use metered::MeteredStore;
use momento_functions_models::waits_for_others;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::task::coop;
use tokio::time::timeout;
use wasmtime::{Engine, Result, Store, UpdateDeadline};

/// DATA.6: what one host call may lift beyond the largest body.
const LIFT: usize = 16 << 20;

/// LIM.11: how many handles in a guest's own tables there may be for each resource of the host. One that is
/// lent to a call counts twice.
const GUEST_HANDLES: usize = 2;

/// How much longer a busy guest may run, for the end of its slice to tell where it was.
const LAST_SLICE: Duration = Duration::from_millis(50);

/// What an invocation may take, in its place in the pool.
struct Allowance<'a> {
    limits: &'a Limits,
    deadline: Deadline,
    turn: Turn,
    _place: Place<'a>,
}

impl<'a> Allowance<'a> {
    /// LIM.5: waits for a place as long as the invocation may take. One for which another one waits gets
    /// no place in line, since each might wait for the other.
    async fn of(
        function: &'a Function,
        awaited: bool,
        turn: Turn,
    ) -> Result<Self, InvocationError> {
        let settings = function.settings();
        let deadline = Deadline::after(function.held_to().time(), &*settings.clock);
        Self::until(deadline, function, awaited, turn).await
    }

    /// A test moves its host's clock by as much as it likes, and has the time of its machine.
    async fn in_real_time(function: &'a Function, turn: Turn) -> Result<Self, InvocationError> {
        let deadline = Deadline::in_real_time(function.held_to().time());
        Self::until(deadline, function, false, turn).await
    }

    async fn until(
        deadline: Deadline,
        function: &'a Function,
        awaited: bool,
        turn: Turn,
    ) -> Result<Self, InvocationError> {
        let place = match function.try_place() {
            Err(_) if !awaited => {
                let place = waits_for_others(deadline.place(function.place())).await;
                place.unwrap_or_else(|_| function.try_place())?
            }
            place => place?,
        };
        Ok(Self {
            limits: function.held_to(),
            deadline,
            turn,
            _place: place,
        })
    }

    /// HTTP.12: ends an invocation at its time limit. One that waits is ended here; one that is busy is
    /// ended in its code, and its backtrace tells where that was.
    async fn enforce<T>(
        &self,
        invocation: impl Future<Output = Result<T, InvocationError>>,
    ) -> Result<T, InvocationError> {
        let mut invocation = pin!(invocation);
        if let Some(ended) = until(&self.deadline, invocation.as_mut()).await {
            return ended;
        }
        let last = match self.turn.gives_way() {
            true => timeout(LAST_SLICE, invocation).await.ok(),
            false => None,
        };
        let ended = last.and_then(Result::err);
        Err(ended.unwrap_or_else(|| verdict::time_limit(self.limits)))
    }
}

/// Waits for what is to be done by then. What is done at once needs no timer.
async fn until<T>(deadline: &Deadline, mut work: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    let mut timer = pin!(None);
    poll_fn(|context| {
        deadline.goes_on();
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        deadline.pauses();
        if timer.is_none() {
            // Whatever the work has taken of the task's budget, the time is looked at.
            timer.set(Some(coop::unconstrained(deadline.passed())));
        }
        let timer = timer.as_mut().as_pin_mut();
        timer
            .map_or(Poll::Pending, |timer| timer.poll(context))
            .map(|()| None)
    })
    .await
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
    let function = state.context.function();
    let sampler = function.settings().profiler.of(function);
    let mut store = Store::new(engine, state);
    store.limiter(|state| &mut state.memory);
    let body = usize::try_from(limits.request_body()).unwrap_or(usize::MAX);
    store.set_hostcall_fuel(body.saturating_add(LIFT));
    store.set_max_component_handles(limits.handles().saturating_mul(GUEST_HANDLES));
    if let Some(fuel) = limits.fuel() {
        store.set_fuel(fuel)?;
    }
    let turn = allowed.turn.clone();
    slice_time(&mut store, allowed.deadline.clone(), turn, sampler);
    Ok(store)
}

/// INV.3: gives way to others after each time slice, and ends a guest that never waits.
fn slice_time(
    store: &mut Store<State>,
    deadline: Deadline,
    turn: Turn,
    sampler: Option<Arc<Sampler>>,
) {
    turn.begin_slice();
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |mut context| {
        context.data_mut().host_time.end_slice();
        if let Some(sampler) = &sampler {
            sampler.sample(&context);
        }
        if deadline.is_over() {
            return Ok(UpdateDeadline::Interrupt);
        }
        Ok(turn.end_slice())
    });
}
