//! A thousand hosts, and what is left of them: in a process of its own, whose files and threads are counted.
//! `benches/hosts.rs` tells what they cost.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{Host, Request};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};
use support::process::{files, memory, threads};
use tokio::runtime::{Builder, Runtime};

const HOSTS: usize = 1000;

/// What a host and its invocation may take, in bytes, while it lives; it was 11 KiB.
const OF_A_HOST: usize = 100 << 10;

/// What may be left of a thousand: what the allocator keeps.
const LEFT: usize = 4 << 20;

/// Gives a host with a value of its own, and what only ends with the last part of it.
fn made(number: usize) -> (Host, Weak<()>) {
    let builder = Host::builder().no_code_cache().virtual_clock().seed(1);
    let host = builder.build().unwrap();
    host.deploy("cache", support::guest("cache")).unwrap();
    host.deploy("task", support::guest("task")).unwrap();
    let value = number.to_string();
    host.cache("default")
        .set(b"key", value.as_bytes(), 1000)
        .unwrap();
    let part = Arc::new(());
    let weak = Arc::downgrade(&part);
    host.on_spawned(move |_| drop(Arc::clone(&part)));
    (host, weak)
}

/// Has each of a thousand hosts that live at once do its own work, and drops them.
async fn round() {
    let hosts: Vec<(Host, Weak<()>)> = (0..HOSTS).map(made).collect();
    for (number, (host, _)) in hosts.iter().enumerate() {
        let function = host.function("default", "cache").unwrap();
        let outcome = function.invoke(Request::post("/get/key")).await;
        assert_eq!(outcome.response.text(), number.to_string());
        let task = host.function("default", "task").unwrap();
        // Half of them are dropped while a function sleeps, and wakes up without its host.
        task.spawn("sleep 20").unwrap();
        if number % 2 == 0 {
            host.spawned().await;
            assert!(host.clock().elapsed() >= Duration::from_secs(20));
        }
    }
    let parts: Vec<Weak<()>> = hosts.iter().map(|(_, part)| Weak::clone(part)).collect();
    drop(hosts);
    while parts.iter().any(|part| part.strong_count() > 0) {
        tokio::task::yield_now().await;
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Waits for what ends by itself, if only a little later.
fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        thread::yield_now();
    }
}

/// KIT.3
#[test]
fn a_thousand_hosts_live_at_once_and_leave_nothing_behind() {
    let runtime = runtime();
    // What the process opens once, and the compiled code, stay.
    runtime.block_on(async {
        let (host, _) = made(0);
        let function = host.function("default", "cache").unwrap();
        function.invoke(Request::post("/get/key")).await;
        let task = host.function("default", "task").unwrap();
        task.spawn("").unwrap().outcome().await.result.unwrap();
    });
    eventually("the first host's thread is left", || !slices());
    let (open, running) = (files(), threads());
    let before = memory("VmRSS");
    runtime.block_on(round());
    let most = memory("VmHWM").saturating_sub(before);
    assert!(most < HOSTS * OF_A_HOST, "{most}");
    eventually("a thread is left", || threads() == running);
    assert_eq!(files(), open);
    assert_eq!(runtime.metrics().num_alive_tasks(), 0);
    let before = memory("VmRSS");
    runtime.block_on(round());
    let grown = memory("VmRSS").saturating_sub(before);
    assert!(grown < LEFT, "{grown}");
}

/// Tells whether a thread ends time slices.
fn slices() -> bool {
    threads().iter().any(|name| name == "function-time-s")
}
