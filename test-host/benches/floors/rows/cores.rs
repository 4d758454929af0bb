//! What a second core adds.

use crate::Result;
use crate::bare::Engines;
use crate::function::Library;
use crate::guests::Guest;
use crate::http::{Load, Served, function};
use crate::plan::Plan;
use crate::process::Role;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Instant;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

/// The connections of the load.
const CONNECTIONS: usize = 64;

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let component = plan.guests.get(Guest::Ping)?;
    let library = Arc::new(Library::new(&component)?);
    let ours = |workers| {
        let library = Arc::clone(&library);
        rate(plan, workers, move || {
            let library = Arc::clone(&library);
            async move { library.invoke(Bytes::new()).await.map(drop) }
        })
    };
    let bare = |count| {
        let engines = Engines::new(&component.wasm, count)?;
        let rounds = |workers| {
            let engines = engines.clone();
            rate(plan, workers, move || {
                let engines = engines.clone();
                async move { engines.invoke(Bytes::new()).await.map(drop) }
            })
        };
        plan.in_turn(|| rounds(2), || rounds(1))
    };
    Ok(vec![
        rates(
            "two cores, 1 → 2 workers",
            &plan.in_turn(|| ours(2), || ours(1))?,
        )
        .held_to(Goal::at_least(1.7)),
        rates("the same, bare wasmtime", &bare(1)?),
        rates("the same, bare wasmtime, an engine a worker", &bare(2)?),
    ])
}

/// The load shares the cores, so what counts is what a request takes of them.
pub fn http(plan: &Plan) -> Result<Vec<Row>> {
    let component = plan.guests.get(Guest::Ping)?.path;
    let plain = |workers| Role::ServePlain { workers };
    let bare = |workers, engines| Role::ServeBare {
        workers,
        engines,
        component: component.clone(),
    };
    let library = |workers| Role::ServeFunction {
        workers,
        component: component.clone(),
    };
    Ok(vec![
        cpu(plan, "hyper alone", [plain(1), plain(2)])?,
        cpu(plan, "hyper and bare wasmtime", [bare(1, 1), bare(2, 1)])?,
        cpu(
            plan,
            "hyper and bare wasmtime, an engine a worker",
            [bare(1, 1), bare(2, 2)],
        )?,
        cpu(plan, "the library's service", [library(1), library(2)])?,
    ])
}

/// What a request takes of the cores by two workers, against one.
fn cpu(plan: &Plan, what: &str, [one, two]: [Role; 2]) -> Result<Row> {
    let (one, two) = (one.play()?, two.play()?);
    let load = Load::new(CONNECTIONS, function::PATH, 0);
    let rounds: Vec<(Served, Served)> =
        plan.in_turn(|| load.put_on(plan, &two), || load.put_on(plan, &one))?;
    let two = Spread::of(rounds.iter().map(|(two, _)| two.cpu));
    let one = Spread::of(rounds.iter().map(|(_, one)| one.cpu));
    let ratio = rounds.iter().map(|(two, one)| two.cpu / one.cpu);
    let what = format!("processor time of an HTTP ping, 1 → 2 workers: {what}");
    Ok(Row::new(what, format!("2: {two:.1} µs"))
        .against(format!("1: {one:.1} µs"), Spread::of(ratio)))
}

fn rates(what: &str, rounds: &[(f64, f64)]) -> Row {
    let two = Spread::of(rounds.iter().map(|(two, _)| two / 1e3));
    let one = Spread::of(rounds.iter().map(|(_, one)| one / 1e3));
    let ratio = rounds.iter().map(|(two, one)| two / one);
    Row::new(what, format!("2: {two:.1} k/s"))
        .against(format!("1: {one:.1} k/s"), Spread::of(ratio))
}

/// Calls a second, by a runtime with so many workers.
fn rate<F>(
    plan: &Plan,
    workers: usize,
    call: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> Result<f64>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let runtime = Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build()?;
    let begin = Instant::now();
    let end = begin + plan.round;
    let calls = runtime.block_on(async {
        let mut tasks = JoinSet::new();
        // One for each worker, which it keeps busy to the end.
        for _ in 0..workers {
            tasks.spawn(keep_calling(call.clone(), end));
        }
        let mut calls = 0;
        while let Some(task) = tasks.join_next().await {
            calls += task??;
        }
        Result::Ok(calls)
    })?;
    Ok(f64::from(calls) / begin.elapsed().as_secs_f64())
}

async fn keep_calling<F>(call: impl Fn() -> F, end: Instant) -> Result<u32>
where
    F: Future<Output = Result<()>>,
{
    let mut calls = 0;
    while Instant::now() < end {
        call().await?;
        calls += 1;
    }
    Ok(calls)
}
