//! What a host call adds: a guest that gets and sets an item many times, against one that does not.

use crate::Result;
use crate::function::{Library, bare};
use crate::guests::Guest;
use crate::latency::Latencies;
use crate::plan::Plan;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;

const PAIRS: &str = "500";
const CALLS: f64 = 2.0 * 500.0;

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let component = plan.guests.get(Guest::CachePairs)?;
    let (library, bare) = (Library::new(&component)?, bare(&component)?);
    let (library, bare) = (&library, &bare);
    let ours = async |pairs| done(&library.invoke(Bytes::from_static(pairs)).await?);
    let floor = async |pairs| done(&bare.invoke(Bytes::from_static(pairs)).await?);
    let rounds = plan.in_turn(
        || {
            added(plan, async |pairs: &'static str| {
                ours(pairs.as_bytes()).await
            })
        },
        || {
            added(plan, async |pairs: &'static str| {
                floor(pairs.as_bytes()).await
            })
        },
    )?;
    let ratio = rounds.iter().map(|(ours, floor)| ours / floor);
    let ours = Spread::of(rounds.iter().map(|(ours, _)| *ours));
    let floor = Spread::of(rounds.iter().map(|(_, floor)| *floor));
    let what = "cache get and set: added by a host call";
    Ok(vec![
        Row::new(what, format!("{ours} µs"))
            .against(
                format!("a HashMap behind the same calls: {floor} µs"),
                Spread::of(ratio),
            )
            .itself_held_to(ours.median, Goal::at_most(1.2).in_unit(" µs")),
    ])
}

/// Microseconds that a host call adds.
fn added<F>(plan: &Plan, call: impl Fn(&'static str) -> F) -> Result<f64>
where
    F: Future<Output = Result<()>>,
{
    let without = Latencies::of(plan, || call("0"))?.median();
    let with = Latencies::of(plan, || call(PAIRS))?.median();
    Ok((with - without) / CALLS)
}

fn done(answer: &[u8]) -> Result<()> {
    if answer == b"done" {
        return Ok(());
    }
    Err(format!("the guest answered {:?}", String::from_utf8_lossy(answer)).into())
}
