//! Ten thousand functions on one host.

use crate::Result;
use crate::function::Library;
use crate::guests::Guest;
use crate::latency::Latencies;
use crate::plan::Plan;
use crate::process::resident;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;
use momento_functions_test_host::{Deployment, Function};
use std::hint::black_box;
use std::time::Instant;

const FUNCTIONS: u32 = 10_000;

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let component = plan.guests.get(Guest::Ping)?;
    let (few, many) = (Library::new(&component)?, Library::new(&component)?);
    let before = resident()?;
    deploy(plan, &many)?;
    let memory = resident()?.saturating_sub(before) / u64::from(FUNCTIONS);
    let rounds = plan.in_turn(
        || Latencies::of(plan, async || many.invoke(Bytes::new()).await.map(drop)),
        || Latencies::of(plan, async || few.invoke(Bytes::new()).await.map(drop)),
    )?;
    let lookup = Spread::of((0..plan.rounds).map(|_| lookup(&many)));
    let one = Spread::of((0..plan.rounds).map(|_| lookup_of_one(&few)));
    let ours = Spread::of(rounds.iter().map(|(many, _)| many.median()));
    let floor = Spread::of(rounds.iter().map(|(_, few)| few.median()));
    let ratio = rounds
        .iter()
        .map(|(many, few)| many.median() / few.median());
    Ok(vec![
        Row::new(
            "an invocation among 10,000 functions",
            format!("{ours:.1} µs"),
        )
        .against(
            format!("with one function: {floor:.1} µs"),
            Spread::of(ratio),
        )
        .held_to(Goal::at_most(1.1)),
        Row::new(
            "a function among 10,000: found in",
            format!("{lookup:.0} ns"),
        )
        .with_floor(format!("with one function: {one:.0} ns")),
        Row::new("a function among 10,000: takes", format!("{memory} bytes")),
    ])
}

/// Four components, so that not all functions share one.
fn deploy(plan: &Plan, library: &Library) -> Result<()> {
    let guests = [Guest::Ping, Guest::Greeter, Guest::Echo, Guest::CachePairs];
    for (guest, first) in guests.into_iter().zip(0..) {
        let wasm = plan.guests.get(guest)?.wasm;
        for number in (first..FUNCTIONS).step_by(guests.len()) {
            library
                .host
                .deploy(&name(number), Deployment::from_wasm(wasm.clone()))?;
        }
    }
    Ok(())
}

fn name(number: u32) -> String {
    format!("function-{number}")
}

/// Nanoseconds to find a function, over all of them in an order that no processor foresees.
fn lookup(library: &Library) -> f64 {
    let names: Vec<String> = (0..FUNCTIONS)
        .map(|index| name(index.wrapping_mul(7919) % FUNCTIONS))
        .collect();
    nanoseconds(&names, |name| library.host.function("default", name))
}

fn lookup_of_one(library: &Library) -> f64 {
    let names = vec!["function".to_owned(); FUNCTIONS as usize];
    nanoseconds(&names, |name| library.host.function("default", name))
}

fn nanoseconds(names: &[String], find: impl Fn(&str) -> Option<Function>) -> f64 {
    let begin = Instant::now();
    for name in names {
        black_box(find(black_box(name)));
    }
    begin.elapsed().as_secs_f64() * 1e9 / names.len() as f64
}
