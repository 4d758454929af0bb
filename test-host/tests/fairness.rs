//! How functions share a thread.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{Function, Host, Limits, Outcome, Request};
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::script;
use tokio::task::JoinHandle;

/// How often an invocation was polled.
type Polls = Arc<AtomicUsize>;

fn host() -> Host {
    let limits = Limits::default().with_time(Duration::from_millis(500));
    let host = Host::builder().limits(limits).build().unwrap();
    for guest in ["hostile", "count"] {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

/// Runs a script of the guest `hostile` beside the test, and counts its polls.
fn run(host: &Host, steps: &[(u8, u8)]) -> (JoinHandle<Outcome>, Polls) {
    let function = host.function("default", "hostile").unwrap();
    let request = Request::post("/").body(script(steps, b""));
    let polls = Polls::default();
    let counted = Arc::clone(&polls);
    let task = tokio::spawn(async move {
        let mut invocation = pin!(function.invoke(request));
        poll_fn(|context| {
            counted.fetch_add(1, Ordering::Relaxed);
            invocation.as_mut().poll(context)
        })
        .await
    });
    (task, polls)
}

async fn count(count: &Function) {
    let outcome = count.invoke(Request::get("/")).await;
    assert_eq!(outcome.response.text(), "1");
}

/// Counts as often as can be while another function spins, and tells how often that one was polled meanwhile.
async fn count_beside_a_spinner() -> (usize, usize) {
    let host = host();
    let counter = host.function("default", "count").unwrap();
    let (spinner, polls) = run(&host, &[(b'S', 0)]);
    let counting = tokio::spawn(async move {
        while polls.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        let before = polls.load(Ordering::Relaxed);
        let mut times = 0;
        while !spinner.is_finished() {
            count(&counter).await;
            times += 1;
            tokio::task::yield_now().await;
        }
        (times, polls.load(Ordering::Relaxed) - before)
    });
    counting.await.unwrap()
}

/// It yields to the runtime, and then to what that has woken: two polls, of which one is a slice.
fn holds_up_nobody((times, polls): (usize, usize)) {
    assert!(
        polls <= 2 * times + 2,
        "polled {polls} times beside {times} invocations"
    );
    assert!(times >= 10, "{times} invocations in half a second");
}

/// INV.3
#[tokio::test]
async fn a_busy_function_has_one_slice_between_two_invocations_of_another() {
    holds_up_nobody(count_beside_a_spinner().await);
}

/// INV.3
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_busy_function_has_one_slice_between_two_invocations_on_a_worker_thread() {
    holds_up_nobody(count_beside_a_spinner().await);
}

/// INV.3
#[tokio::test]
async fn a_function_that_waits_has_its_slice_when_it_goes_on() {
    const WAITS: usize = 20;
    // Longer than a slice, so that the one it waited in is over.
    let (waiting, polls) = run(&host(), &[(b'z', 5); WAITS]);
    let outcome = waiting.await.unwrap();
    assert_eq!(outcome.response.text(), "done", "{outcome:?}");
    let polls = polls.load(Ordering::Relaxed);
    assert!(polls < WAITS + WAITS / 2, "{polls} polls for {WAITS} waits");
}
