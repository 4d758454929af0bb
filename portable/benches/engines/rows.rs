use crate::Result;
use crate::load::{Load, Served};
use crate::plan::Plan;
use crate::process::Child;
use crate::report::{Goal, Row, Spread};
use crate::server::{Instances, serve};
use crate::subject::Subject;

const CONNECTIONS: usize = 64;

/// All of the table: the hello of wstd comes first, and the others are held against it.
pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let subjects = [
        Subject::wstd(plan)?,
        Subject::lean(plan)?,
        Subject::full(plan)?,
    ];
    let mut rows = Vec::new();
    for (instances, goal) in [(Instances::Fresh, 0.65), (Instances::Reused, 1.2)] {
        rows.extend(speeds(plan, &subjects, instances, goal)?);
    }
    rows.extend(subjects.iter().map(weight));
    rows.extend(subjects.iter().filter_map(slots));
    Ok(rows)
}

/// What all of them serve, in rounds: within one each has its turn.
fn speeds(plan: &Plan, subjects: &[Subject], instances: Instances, goal: f64) -> Result<Vec<Row>> {
    let servers: Result<Vec<Child>> = subjects.iter().map(|it| serve(it, instances)).collect();
    let servers = servers?;
    let load = Load::new(CONNECTIONS, "/", 0);
    let round = || -> Result<Vec<Served>> {
        let turns = servers.iter().map(|server| load.put_on(plan, server));
        turns.collect()
    };
    // One that does not count.
    round()?;
    let rounds: Result<Vec<Vec<Served>>> = (0..plan.rounds).map(|_| round()).collect();
    let rounds = rounds?;
    let mut rows = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        let what = match instances {
            Instances::Fresh => format!("{}, fresh instances", subject.name),
            Instances::Reused => format!("{}, reused instances", subject.name),
        };
        let row = Row::new(what, told(&rounds, at));
        rows.push(match at {
            0 => row,
            1 => against(row, &rounds, at).held_to(Goal::at_least(goal)),
            _ => against(row, &rounds, at),
        });
    }
    Ok(rows)
}

/// One subject's turn of each round.
fn turns(rounds: &[Vec<Served>], at: usize) -> impl Iterator<Item = &Served> {
    rounds.iter().filter_map(move |round| round.get(at))
}

fn told(rounds: &[Vec<Served>], at: usize) -> String {
    let requests = Spread::of(turns(rounds, at).map(|served| served.requests / 1e3));
    let cpu = Spread::of(turns(rounds, at).map(|served| served.cpu)).median;
    format!("{requests:.1} k/s, {cpu:.0} µs of processor time each")
}

fn against(row: Row, rounds: &[Vec<Served>], at: usize) -> Row {
    let pairs = turns(rounds, at).zip(turns(rounds, 0));
    let ratio = Spread::of(pairs.map(|(ours, wstd)| ours.requests / wstd.requests));
    row.against("wstd hello", ratio)
}

fn weight(subject: &Subject) -> Row {
    let row = Row::new(
        format!("{}: size", subject.name),
        format!("{} bytes", subject.size),
    );
    match subject.function {
        Some(function) => row.with_floor(format!("the function in it: {function} bytes")),
        None => row,
    }
}

fn slots(subject: &Subject) -> Option<Row> {
    let pool = subject.pool?;
    Some(Row::new(
        format!("{}: of the pool for each request", subject.name),
        format!(
            "{} core instances, {} memories, {} tables",
            pool.core_instances, pool.memories, pool.tables
        ),
    ))
}
