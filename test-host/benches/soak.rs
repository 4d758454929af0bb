//! Whether anything is left of a million invocations.
//!
//! `cargo bench -p momento-functions-test-host --bench soak` invokes functions that answer, use the cache, stream, trap,
//! run out of fuel and spawn, in turn and some at once, and prints after each round what the process holds. It fails
//! when its memory grows by a byte an invocation or more, or when a file, thread, task or place is left.
//! `--invocations N` makes another number of them than 1,000,000; the allocator takes and gives back some hundreds of
//! KiB at a time, so that far fewer say little of their memory.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what goes wrong here ends the measurement"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::process::ExitCode;
use std::time::Instant;
use support::process::{files, memory, threads};
use support::soak::Soak;
use tokio::runtime::Runtime;

const INVOCATIONS: usize = 1_000_000;

/// How many rounds are made; of the first ones the allocator is still taking what it will use.
const ROUNDS: usize = 20;
const WARM_UP: usize = ROUNDS / 4;

/// What an invocation may leave, in bytes of the process's memory.
const SLOPE: f64 = 1.0;

fn main() -> ExitCode {
    let invocations = argument("--invocations").unwrap_or(INVOCATIONS);
    let a_round = (invocations / ROUNDS).max(1);
    let runtime = Runtime::new().unwrap();
    let soak = Soak::new(&runtime);
    soak.round(&runtime, 1000);
    let before = (files().len(), threads().len());
    tell("before", 0);
    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        let began = Instant::now();
        soak.round(&runtime, a_round);
        let resident = memory("VmRSS");
        rounds.push((round as f64 * a_round as f64, resident as f64));
        let each = began.elapsed() / u32::try_from(a_round).unwrap();
        tell(&format!("round {round}, {each:?} each"), round * a_round);
    }
    let slope = slope(&rounds[WARM_UP..]);
    let after = (files().len(), threads().len());
    println!(
        "{slope:+.3} bytes an invocation; files and threads {before:?} before, {after:?} after"
    );
    let left = soak.left(runtime);
    left.iter().for_each(|left| println!("{left}"));
    match slope < SLOPE && after == before && left.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn argument(name: &str) -> Option<usize> {
    let mut arguments = env::args().skip_while(|argument| argument != name);
    let value = arguments.nth(1)?;
    Some(value.parse().expect("a number of invocations"))
}

fn tell(what: &str, invocations: usize) {
    let resident = memory("VmRSS") >> 10;
    println!("{invocations:>9} invocations: {resident:>8} KiB resident ({what})");
}

/// Of the line that fits best, by least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let rise: f64 = points.iter().map(|at| (at.0 - x) * (at.1 - y)).sum();
    let run: f64 = points.iter().map(|at| (at.0 - x).powi(2)).sum();
    rise / run
}
