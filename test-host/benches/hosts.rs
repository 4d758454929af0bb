//! What a host costs.
//!
//! `cargo bench -p momento-functions-test-host --bench hosts` makes 1,000 hosts, each with a clock, a seed, and the
//! function `web-ping` of its own, which all live at once, has each invoke its function once, drops them all, and prints
//! what each step took, in time and memory. Then it makes one host after the other, as tests do.
//! `--hosts N` makes another number.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "what goes wrong here ends the measurement"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use bytes::Bytes;
use momento_functions_test_host::{Host, Request};
use std::env;
use std::time::{Duration, Instant};
use support::process::{files, memory, threads};
use tokio::runtime::Builder;

const HOSTS: u32 = 1000;

fn main() {
    let hosts = argument("--hosts").unwrap_or(HOSTS);
    let ping = Bytes::from(support::example("web-ping"));
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    tell("at first");
    let (first, took) = timed(|| made(&ping));
    println!("the first host, which compiles its function: {took:.1?}");
    runtime.block_on(invoke(&first));
    tell("with one host");
    together(&runtime, &ping, hosts);
    drop(first);
    tell("without hosts");
    one_by_one(&runtime, &ping, hosts.min(100));
    tell("at the end");
}

/// Makes hosts that live at once.
fn together(runtime: &tokio::runtime::Runtime, ping: &Bytes, count: u32) {
    let before = memory("VmRSS");
    let (empty, took) = timed(|| (0..count).map(|_| host()).collect::<Vec<_>>());
    println!("{count} hosts without functions: {:.1?} each", took / count);
    drop(empty);
    let (hosts, took) = timed(|| (0..count).map(|_| made(ping)).collect::<Vec<_>>());
    println!("{count} hosts with a function: {:.1?} each", took / count);
    tell("before they invoke");
    let ((), took) = timed(|| {
        runtime.block_on(async {
            for host in &hosts {
                invoke(host).await
            }
        })
    });
    println!("each invokes once: {took:.1?}, {:.1?} each", took / count);
    let grown = memory("VmRSS").saturating_sub(before);
    println!(
        "memory: {:.1} KiB a host",
        grown as f64 / f64::from(count) / 1024.0
    );
    tell("with them all");
    let ((), took) = timed(|| drop(hosts));
    println!("dropped: {took:.1?}");
}

/// Makes a host, uses it and drops it, again and again.
fn one_by_one(runtime: &tokio::runtime::Runtime, ping: &Bytes, count: u32) {
    let mut took = Vec::new();
    for _ in 0..count {
        let ((), once) = timed(|| {
            let host = made(ping);
            runtime.block_on(invoke(&host));
        });
        took.push(once);
    }
    took.sort_unstable();
    let of = |at: usize| took.get(at).copied().unwrap_or_default();
    let (middle, most) = (of(took.len() / 2), of(took.len().saturating_sub(1)));
    println!("{count} hosts, one after the other: {middle:.1?} each, at most {most:.1?}");
}

fn host() -> Host {
    Host::builder()
        .no_code_cache()
        .virtual_clock()
        .seed(1)
        .build()
        .unwrap()
}

fn made(ping: &Bytes) -> Host {
    let host = host();
    host.deploy("ping", ping.clone()).unwrap();
    host
}

async fn invoke(host: &Host) {
    let function = host.function("default", "ping").unwrap();
    let outcome = function.invoke(Request::post("/")).await;
    assert_eq!(outcome.response.text(), "pong");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

fn tell(when: &str) {
    let resident = memory("VmRSS") as f64 / f64::from(1 << 20);
    println!(
        "{when}: {resident:.1} MiB, {} threads, {} files",
        threads().len(),
        files().len()
    );
}

fn argument(name: &str) -> Option<u32> {
    let mut arguments = env::args().skip_while(|argument| argument != name);
    arguments.nth(1)?.parse().ok()
}
