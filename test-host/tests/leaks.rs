//! What is left of a host and its service when they have ended: in a process of its own, whose files and
//! threads are counted.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "service/client.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and uses its own part of this"
)]
mod client;
mod support;

use client::{Call, Exchange, Server, patient};
use momento_functions_test_host::{Deployment, Host, Limits, Request};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};
use support::process::{files, threads};
use support::script;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// The thread of an engine, as far as the kernel keeps its name.
const SLICES: &str = "function-time-s";

const HOSTILE: &str = "/functions/default/hostile";

/// Gives what only ends with the last part of its host.
fn host(tarpit: &TcpListener) -> (Host, Weak<()>) {
    let limits = Limits::default().with_time(Duration::from_secs(2));
    let limits = limits.with_spawn_concurrency(1);
    let host = Host::builder().limits(limits).build().unwrap();
    let url = format!("http://{}/", tarpit.local_addr().unwrap());
    let hostile = Deployment::from_wasm(support::guest("hostile")).with_variable("TARPIT", url);
    host.deploy("hostile", hostile).unwrap();
    host.deploy("spawned", support::guest("task")).unwrap();
    host.deploy("echo", support::guest("echo")).unwrap();
    let part = Arc::new(());
    let weak = Arc::downgrade(&part);
    host.on_spawned(move |_| drop(Arc::clone(&part)));
    (host, weak)
}

/// Clients in every state that a stopping service may find them in.
async fn clients(server: &Server) -> Vec<Exchange> {
    let run = |step| Call::post(HOSTILE, script(&[step], b""));
    let mut streaming = server.begin(run((b'F', 0))).await;
    streaming.until("data: ddd").await;
    let mut uploading = server.connect().await;
    let head = "POST /functions/default/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n";
    uploading.write(head.as_bytes()).await;
    uploading.until("first").await;
    let mut half = server.connect().await;
    half.write(b"GET /functions").await;
    vec![
        streaming,
        uploading,
        half,
        server.connect().await,
        server.begin(Call::get("/topics/default/news")).await,
        server.begin(run((b'S', 0))).await,
        server.begin(run((b'Z', 0))).await,
        server.begin(run((b'N', 0))).await,
    ]
}

/// Serves clients of all kinds, stops amid them, and gives what ends with the host.
async fn serve_and_stop() -> Weak<()> {
    let tarpit = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (host, part) = host(&tarpit);
    let server = Server::with(&host, |service| {
        service.drain_time(Duration::from_millis(200))
    })
    .await;
    let clients = clients(&server).await;
    // One of these runs beyond the service's end, and the other waits for its turn.
    let spawns = script(&[(b'y', 2)], b"");
    let answer = server.send(Call::post(HOSTILE, spawns)).await;
    assert_eq!(answer.text(), "done");
    let called = patient(tarpit.accept()).await.unwrap();
    patient(server.stop()).await.unwrap();
    drop(clients);
    drop(called);
    part
}

/// Waits for what ends by itself, if only a little later.
fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        thread::yield_now();
    }
}

fn runtime() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

/// Opens what the process opens once: how the kernel tells of used pages, and of signals, and the
/// compiler's threads.
fn open_once() {
    let host = Host::builder().no_code_cache().build().unwrap();
    let echo = host.deploy("echo", support::guest("echo")).unwrap();
    runtime().block_on(echo.invoke(Request::post("/")));
}

/// What is open, but for what compiled code has open: that stays for the next host, up to a bound.
fn open_files() -> Vec<String> {
    let of_code = ["wasm-memory-image", "/pagemap", ".cwasm"];
    let mut open = files();
    open.retain(|name| !of_code.iter().any(|part| name.contains(part)));
    open
}

#[test]
fn a_service_and_its_host_leave_no_task_no_file_and_no_thread_behind() {
    open_once();
    eventually("a thread is left of a host", || {
        !threads().iter().any(|name| name == SLICES)
    });
    let (open, running) = (open_files(), threads());
    let runtime = runtime();
    let of_the_runtime = open_files();
    let part = runtime.block_on(serve_and_stop());
    let tasks = || runtime.metrics().num_alive_tasks();
    // A spawned function goes on until its time is over.
    eventually("a task is left", || tasks() == 0);
    assert!(part.upgrade().is_none(), "a part of the host is left");
    eventually("a file is left", || open_files() == of_the_runtime);
    drop(runtime);
    eventually("a file is left", || open_files() == open);
    eventually("a thread is left", || threads() == running);
}
