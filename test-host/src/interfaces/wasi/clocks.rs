//! `wasi:clocks`: the host's clock, as the guest's own.

mod sleep;

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wasmtime::StoreContextMut;
use wasmtime::component::{ComponentType, Linker, Lower, Resource};
use wasmtime_wasi_io::poll::{DynPollable, subscribe};

use self::sleep::Sleep;
use super::{WasiView, interface, observed};
use crate::observe::interfaces::{WASI_MONOTONIC_CLOCK, WASI_WALL_CLOCK};
use momento_functions_test_host_macros::Value;

/// Both clocks count nanoseconds.
const RESOLUTION: Duration = Duration::from_nanos(1);

/// `wasi:clocks/wall-clock`'s `datetime`: the time since 1970.
#[derive(Clone, Copy, Debug, ComponentType, Lower, Value)]
#[component(record)]
struct Datetime {
    seconds: u64,
    nanoseconds: u32,
}

impl From<Duration> for Datetime {
    fn from(duration: Duration) -> Self {
        Self {
            seconds: duration.as_secs(),
            nanoseconds: duration.subsec_nanos(),
        }
    }
}

pub(super) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    add_wall_clock(linker)?;
    add_monotonic_clock(linker)
}

fn add_wall_clock<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface("clocks/wall-clock"))?;
    instance.func_wrap("now", |mut store, (): ()| {
        let now = observed(
            store.data_mut(),
            &WASI_WALL_CLOCK,
            "now",
            Vec::new(),
            |state| {
                let clock = state.clock();
                let now = clock.wall();
                clock.tick();
                Ok(since_1970(now))
            },
        );
        Ok((now?,))
    })?;
    instance.func_wrap("resolution", |_, (): ()| Ok((Datetime::from(RESOLUTION),)))
}

fn add_monotonic_clock<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface("clocks/monotonic-clock"))?;
    instance.func_wrap("now", |mut store, (): ()| {
        let now = observed(
            store.data_mut(),
            &WASI_MONOTONIC_CLOCK,
            "now",
            Vec::new(),
            |state| {
                let clock = state.clock();
                let now = clock.monotonic();
                clock.tick();
                Ok(nanoseconds(now))
            },
        )?;
        if let Some(observer) = store.data().observer() {
            observer.tell_time(now);
        }
        Ok((now,))
    })?;
    instance.func_wrap("resolution", |_, (): ()| Ok((nanoseconds(RESOLUTION),)))?;
    instance.func_wrap("subscribe-instant", |store, (when,): (u64,)| {
        let state = store.data();
        let deadline = match state.observer().and_then(|observer| observer.ahead(when)) {
            Some(ahead) => state.clock().monotonic().saturating_add(ahead),
            None => Duration::from_nanos(when),
        };
        Ok((sleep_until(store, deadline)?,))
    })?;
    instance.func_wrap("subscribe-duration", |store, (duration,): (u64,)| {
        let now = store.data().clock().monotonic();
        Ok((sleep_until(
            store,
            now.saturating_add(Duration::from_nanos(duration)),
        )?,))
    })
}

fn sleep_until<T: WasiView>(
    mut store: StoreContextMut<'_, T>,
    deadline: Duration,
) -> wasmtime::Result<Resource<DynPollable>> {
    let clock = Arc::clone(store.data().clock());
    let table = store.data_mut().table();
    let sleep = table.push(Sleep::new(clock, deadline))?;
    subscribe(table, sleep)
}

/// The contract counts from 1970 upwards only.
fn since_1970(time: SystemTime) -> Datetime {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().into()
}

/// Enough for 584 years; a clock beyond that stands still.
fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Duration, UNIX_EPOCH, nanoseconds, since_1970};

    #[test]
    fn times_that_the_contract_cannot_tell_are_the_nearest_that_it_can() {
        assert_eq!(nanoseconds(Duration::MAX), u64::MAX);
        let early = since_1970(UNIX_EPOCH - Duration::from_secs(1));
        assert_eq!((early.seconds, early.nanoseconds), (0, 0));
    }
}
