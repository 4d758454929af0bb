use super::machine::Machine;
use super::row::Row;
use serde_json::{Value, json};

/// Everything, for a program.
pub fn json(machine: &Machine, rows: &[Row]) -> Value {
    json!({
        "machine": machine.to_string(),
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn row(row: &Row) -> Value {
    let [what, figure, floor, _, goal, verdict] = row.cells();
    let ratio = row.ratio.map(
        |ratio| json!({ "median": ratio.median, "least": ratio.least, "greatest": ratio.greatest }),
    );
    json!({
        "what": what,
        "figure": figure,
        "floor": floor,
        "ratio": ratio,
        "goal": goal,
        "verdict": verdict.trim_matches('*'),
    })
}
