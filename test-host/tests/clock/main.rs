//! A virtual clock: what ages by it, when it moves by itself, and when it stands still.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod ages;
mod by_hand;
mod ends;
mod moves;
mod stands_still;
#[path = "../support/mod.rs"]
mod support;

use momento_functions_test_host::{Function, Host, HostBuilder, Limits, Outcome, Request};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::task::JoinHandle;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// More than functions take by looking at the clock in any of these tests.
const LOOKS: Duration = Duration::from_millis(1);

const GUESTS: [&str; 6] = ["clock", "cache", "trouble", "task", "http", "aws"];

/// Functions made of the same bytes share their compiled code while one of them lives.
static COMPILED: LazyLock<[Function; 6]> = LazyLock::new(|| {
    let host = Host::builder().build().unwrap();
    GUESTS.map(|guest| host.deploy(guest, support::guest(guest)).unwrap())
});

/// A host on whose clock a function may take a month.
fn builder() -> HostBuilder {
    let limits = Limits::default().with_time(DAY * 30);
    Host::builder().limits(limits).virtual_clock()
}

fn deployed(builder: HostBuilder) -> Host {
    LazyLock::force(&COMPILED);
    let host = builder.build().unwrap();
    for guest in GUESTS {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

fn host() -> Host {
    deployed(builder())
}

fn function(host: &Host, name: &str) -> Function {
    host.function("default", name).unwrap()
}

async fn invoke(host: &Host, name: &str, path: &str) -> Outcome {
    function(host, name).invoke(Request::post(path)).await
}

async fn answer(host: &Host, name: &str, path: &str) -> String {
    let outcome = invoke(host, name, path).await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    outcome.response.text().into_owned()
}

/// Invokes a function in a task of its own, which gives what the clock showed at the end.
fn started(host: &Host, name: &'static str, path: impl Into<String>) -> JoinHandle<Duration> {
    let (host, path) = (host.clone(), path.into());
    tokio::spawn(async move {
        answer(&host, name, &path).await;
        host.clock().elapsed()
    })
}

/// Lets all tasks run that can, and a clock move that may.
async fn all_wait() {
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
}

/// Asserts that a clock shows a time, but for the looks at it.
#[track_caller]
fn assert_shows(shown: Duration, expected: Duration) {
    let about = expected..expected + LOOKS;
    assert!(about.contains(&shown), "{shown:?} is not {expected:?}");
}
