//! One invocation: a fresh instance, the call, and all that ends it.

use crate::Result;
use crate::function::{Library, bare};
use crate::guests::Guest;
use crate::latency::Latencies;
use crate::plan::Plan;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;

type Rounds = Vec<(Latencies, Latencies)>;

pub fn ping(plan: &Plan) -> Result<Vec<Row>> {
    let rounds = rounds(plan, Guest::Ping, b"", b"pong")?;
    let tail = rounds
        .iter()
        .map(|(ours, _)| ours.percentile(99) / ours.median());
    let last = Spread::of(rounds.iter().map(|(ours, _)| ours.percentile(99)));
    let middle = Spread::of(rounds.iter().map(|(ours, _)| ours.median()));
    Ok(vec![
        row("fresh instance + ping + drop", &rounds),
        Row::new("the same, p99 against p50", format!("{last:.1} µs"))
            .against(format!("{middle:.1} µs"), Spread::of(tail))
            .held_to(Goal::at_most(2.0)),
    ])
}

pub fn greeter(plan: &Plan) -> Result<Vec<Row>> {
    let greeting = br#"{"message":"Hello, Ada!"}"#;
    let rounds = rounds(plan, Guest::Greeter, br#"{"name": "Ada"}"#, greeting)?;
    Ok(vec![row("JSON greeter", &rounds)])
}

fn rounds(plan: &Plan, guest: Guest, body: &'static [u8], answer: &'static [u8]) -> Result<Rounds> {
    let component = plan.guests.get(guest)?;
    let (library, bare) = (Library::new(&component)?, bare(&component)?);
    let (library, bare) = (&library, &bare);
    plan.in_turn(
        || {
            Latencies::of(plan, async || {
                is(answer, &library.invoke(Bytes::from_static(body)).await?)
            })
        },
        || {
            Latencies::of(plan, async || {
                is(answer, &bare.invoke(Bytes::from_static(body)).await?)
            })
        },
    )
}

fn is(expected: &[u8], answer: &[u8]) -> Result<()> {
    if answer == expected {
        return Ok(());
    }
    Err(format!("the guest answered {:?}", String::from_utf8_lossy(answer)).into())
}

fn row(what: &str, rounds: &Rounds) -> Row {
    let ours = Spread::of(rounds.iter().map(|(ours, _)| ours.median()));
    let bare = Spread::of(rounds.iter().map(|(_, bare)| bare.median()));
    let ratio = rounds
        .iter()
        .map(|(ours, bare)| ours.median() / bare.median());
    Row::new(what, format!("{ours:.1} µs"))
        .against(format!("bare wasmtime: {bare:.1} µs"), Spread::of(ratio))
        .held_to(Goal::at_most(1.3))
}
