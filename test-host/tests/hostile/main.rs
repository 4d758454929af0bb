//! Functions that do their worst, and what becomes of them, of their host and of a function beside them: in
//! a process of its own, whose memory is measured.

#![cfg(target_os = "linux")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its parts are its own"
)]

mod acts;
mod ground;
mod steps;
#[path = "../support/mod.rs"]
mod support;

use ground::{Ground, Visit};
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::env;
use std::time::{Duration, Instant};
use support::process::{memory, watch_memory};

/// How many crowds come, unless `HOSTILE_CASES` says so.
const CASES: u32 = 512;

/// The most that visit at once.
const CROWD: usize = 3;

/// By how much the process may grow: each of a crowd, and of what it spawned, may hold 16 MiB of memory and
/// have as much on its way to the host and back; a cache has 32 MiB, and the rest is the allocator's.
const GROWTH: usize = 256 << 20;

/// What a function beside a crowd takes, at the median. It is far below what the crowds are let.
const BESIDE: Duration = Duration::from_millis(25);

/// DATA.6, INV.3, LIM.1
#[test]
fn no_crowd_of_hostile_functions_harms_its_host_or_a_function_beside_it() {
    let seed = number("HOSTILE_SEED").unwrap_or_else(|| getrandom::u64().unwrap());
    let ground = Ground::new();
    watch_memory();
    let before = memory("VmRSS");
    if let Err(error) = visits(&ground, seed) {
        panic!("with HOSTILE_SEED={seed}: {error}");
    }
    let grown = memory("VmHWM").saturating_sub(before);
    let beside = ground.median_beside();
    println!("the host grew by {} MiB at most", grown >> 20);
    println!("an invocation beside took {beside:?} at the median");
    assert!(grown < GROWTH, "{grown} bytes, with HOSTILE_SEED={seed}");
    assert!(beside < BESIDE, "{beside:?}, with HOSTILE_SEED={seed}");
    ground.leaves_nothing_live();
}

fn visits(ground: &Ground, seed: u64) -> Result<(), TestError<Vec<Visit>>> {
    let config = Config {
        cases: number("HOSTILE_CASES").map_or(CASES, |cases| u32::try_from(cases).unwrap()),
        max_shrink_iters: 100,
        failure_persistence: None,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let began = Instant::now();
    let done = runner.run(&vec(steps::visit(), 1..=CROWD), |crowd| {
        ground.receive(crowd).map_err(TestCaseError::fail)
    });
    println!("{:?} for all crowds", began.elapsed());
    done
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap())
}
