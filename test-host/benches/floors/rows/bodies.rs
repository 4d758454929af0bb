//! A body that is handed back by its handle never enters the guest: its size must not matter.

use crate::Result;
use crate::function::Library;
use crate::guests::Guest;
use crate::latency::Latencies;
use crate::plan::Plan;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;

const SIZES: [(&str, usize); 3] = [("1 KiB", 1 << 10), ("1 MiB", 1 << 20), ("64 MiB", 64 << 20)];

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let ping = Library::new(&plan.guests.get(Guest::Ping)?)?;
    let echo = Library::new(&plan.guests.get(Guest::Echo)?)?;
    SIZES
        .iter()
        .map(|(name, size)| body(plan, &ping, &echo, name, *size))
        .collect()
}

fn body(plan: &Plan, ping: &Library, echo: &Library, name: &str, size: usize) -> Result<Row> {
    let body = Bytes::from(vec![b'a'; size]);
    let rounds = plan.in_turn(
        || {
            Latencies::of(plan, async || match echo.stream(body.clone()).await? {
                came if came == size => Ok(()),
                came => Err(format!("{came} bytes came back of {size}").into()),
            })
        },
        || Latencies::of(plan, async || ping.stream(Bytes::new()).await.map(drop)),
    )?;
    let ours = Spread::of(rounds.iter().map(|(ours, _)| ours.median()));
    let ping = Spread::of(rounds.iter().map(|(_, ping)| ping.median()));
    let ratio = rounds
        .iter()
        .map(|(ours, ping)| ours.median() / ping.median());
    Ok(Row::new(
        format!("{name} handed back by handle"),
        format!("{ours:.1} µs"),
    )
    .against(format!("ping: {ping:.1} µs"), Spread::of(ratio))
    .held_to(Goal::at_most(1.15)))
}
