//! The lean ping against the same ping for wasm32-wasip2.

use crate::Result;
use crate::function::Library;
use crate::guests::Guest;
use crate::latency::Latencies;
use crate::plan::Plan;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let (lean, full) = (
        plan.guests.get(Guest::LeanPing)?,
        plan.guests.get(Guest::Ping)?,
    );
    let (small, large) = (lean.wasm.len() as f64, full.wasm.len());
    let (lean, full) = (Library::new(&lean)?, Library::new(&full)?);
    let rounds = plan.in_turn(
        || Latencies::of(plan, async || lean.invoke(Bytes::new()).await.map(drop)),
        || Latencies::of(plan, async || full.invoke(Bytes::new()).await.map(drop)),
    )?;
    let ours = Spread::of(rounds.iter().map(|(lean, _)| lean.median()));
    let floor = Spread::of(rounds.iter().map(|(_, full)| full.median()));
    let ratio = rounds
        .iter()
        .map(|(lean, full)| lean.median() / full.median());
    Ok(vec![
        Row::new("lean ping: size", format!("{small} bytes"))
            .against(
                format!("wasip2: {large} bytes"),
                Spread::of([small / large as f64]),
            )
            .itself_held_to(
                small,
                Goal::at_most(12_000.0).aiming_at(9_000.0).in_unit(" bytes"),
            ),
        Row::new("lean ping: fresh call", format!("{ours:.1} µs"))
            .against(format!("wasip2: {floor:.1} µs"), Spread::of(ratio))
            .held_to(Goal::at_most(0.70).aiming_at(0.65)),
    ])
}
