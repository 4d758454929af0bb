//! Over HTTP, with the load on the same cores as the server.

use crate::Result;
use crate::guests::Guest;
use crate::http::{Load, Served, function, wasi};
use crate::plan::Plan;
use crate::process::{Child, Role};
use crate::report::{Goal, Row, Spread};
use std::path::PathBuf;

const CONNECTIONS: usize = 64;

type Rounds = Vec<(Served, Served)>;

pub fn ping(plan: &Plan) -> Result<Vec<Row>> {
    let server = function(plan, plan.guests.get(Guest::Ping)?.path)?;
    let rounds = against(plan, &server, (&plain(plan)?, "/"))?;
    Ok(vec![
        row("HTTP ping, 64 connections", "hyper alone", &rounds)
            .held_to(Goal::at_least(0.28).aiming_at(0.33)),
    ])
}

pub fn lean(plan: &Plan) -> Result<Vec<Row>> {
    let lean = function(plan, plan.guests.get(Guest::LeanPing)?.path)?;
    let full = function(plan, plan.guests.get(Guest::Ping)?.path)?;
    let against_full = against(plan, &lean, (&full, function::PATH))?;
    let against_plain = against(plan, &lean, (&plain(plan)?, "/"))?;
    Ok(vec![
        row("lean HTTP ping", "wasip2 ping", &against_full)
            .held_to(Goal::at_least(1.15).aiming_at(1.25)),
        row("lean HTTP ping", "hyper alone", &against_plain)
            .held_to(Goal::at_least(0.36).aiming_at(0.40)),
    ])
}

/// Against the engine's own server with a pool of the same kind, and a fresh instance a request.
pub fn wasmtime_serve(plan: &Plan) -> Result<Vec<Row>> {
    let what = "HTTP ping, 64 connections";
    let peer = match wasi::serve(plan.guests.folder())? {
        Ok(peer) => peer,
        Err(missing) => return Ok(vec![Row::new(what, "").with_floor(missing)]),
    };
    let server = function(plan, plan.guests.get(Guest::Ping)?.path)?;
    let rounds = against(plan, &server, (&peer, "/"))?;
    Ok(vec![
        row(what, "wasmtime serve, tuned", &rounds).held_to(Goal::at_least(2.2).aiming_at(2.5)),
    ])
}

pub fn echo(plan: &Plan) -> Result<Vec<Row>> {
    let server = function(plan, plan.guests.get(Guest::Echo)?.path)?;
    let plain = plain(plan)?;
    let ours = Load::new(CONNECTIONS, function::PATH, 1 << 20);
    let floor = Load::new(CONNECTIONS, "/", 1 << 20);
    let rounds = plan.in_turn(|| ours.put_on(plan, &server), || floor.put_on(plan, &plain))?;
    let row = row(
        "HTTP echo of 1 MiB by handle, 64 connections",
        "hyper alone",
        &rounds,
    );
    Ok(vec![row.held_to(Goal::at_least(0.9))])
}

fn function(plan: &Plan, component: PathBuf) -> Result<Child> {
    let workers = plan.cores;
    Role::ServeFunction { workers, component }.play()
}

fn plain(plan: &Plan) -> Result<Child> {
    let workers = plan.cores;
    Role::ServePlain { workers }.play()
}

/// Pings a function, and in turn another server.
fn against(plan: &Plan, server: &Child, (other, path): (&Child, &str)) -> Result<Rounds> {
    let ours = Load::new(CONNECTIONS, function::PATH, 0);
    let theirs = Load::new(CONNECTIONS, path, 0);
    plan.in_turn(|| ours.put_on(plan, server), || theirs.put_on(plan, other))
}

fn row(what: &str, other: &str, rounds: &Rounds) -> Row {
    let ours = Spread::of(rounds.iter().map(|(ours, _)| ours.requests / 1e3));
    let theirs = Spread::of(rounds.iter().map(|(_, theirs)| theirs.requests / 1e3));
    let ratio = rounds
        .iter()
        .map(|(ours, theirs)| ours.requests / theirs.requests);
    let cpu = |side: fn(&(Served, Served)) -> f64| Spread::of(rounds.iter().map(side)).median;
    let (our_cpu, their_cpu) = (cpu(|(ours, _)| ours.cpu), cpu(|(_, theirs)| theirs.cpu));
    Row::new(
        what,
        format!("{ours:.1} k/s, {our_cpu:.1} µs of processor time each"),
    )
    .against(
        format!("{other}: {theirs:.1} k/s, {their_cpu:.1} µs"),
        Spread::of(ratio),
    )
}
