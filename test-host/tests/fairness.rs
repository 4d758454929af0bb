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

fn host(time: Duration) -> Host {
    let limits = Limits::default().with_time(time);
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
    let task = tokio::spawn(async move { counting(function.invoke(request), &counted).await });
    (task, polls)
}

async fn counting<T>(future: impl Future<Output = T>, polls: &AtomicUsize) -> T {
    let mut future = pin!(future);
    poll_fn(|context| {
        polls.fetch_add(1, Ordering::Relaxed);
        future.as_mut().poll(context)
    })
    .await
}

async fn count(count: &Function) {
    let outcome = count.invoke(Request::get("/")).await;
    assert_eq!(outcome.response.text(), "1");
}

/// Lets a function count as often as can be while another is busy, up to its time limit.
async fn count_beside(busy: u8) -> Turns {
    let host = host(Duration::from_millis(500));
    let counter = host.function("default", "count").unwrap();
    let (spinner, spinning) = run(&host, &[(busy, 0)]);
    let own = AtomicUsize::new(0);
    let measured = async move {
        while spinning.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        let before = spinning.load(Ordering::Relaxed);
        let mut times = 0;
        while !spinner.is_finished() {
            counting(count(&counter), &own).await;
            times += 1;
            counting(tokio::task::yield_now(), &own).await;
        }
        Turns {
            times,
            own: own.into_inner(),
            spinners: spinning.load(Ordering::Relaxed) - before,
        }
    };
    tokio::spawn(measured).await.unwrap()
}

/// How often the one counted, and how often each was polled.
#[derive(Debug)]
struct Turns {
    times: usize,
    own: usize,
    spinners: usize,
}

/// It yields to the runtime, and then to what that has woken: two polls, of which one is a slice. The other is
/// polled as often when it has used up a slice, too.
fn holds_up_nobody(turns: Turns) {
    assert!(turns.spinners <= turns.own + 2, "{turns:?}");
    assert!(turns.times >= 10, "{turns:?}");
}

/// INV.3
#[tokio::test]
async fn a_busy_function_has_one_slice_between_two_invocations_of_another() {
    holds_up_nobody(count_beside(b'S').await);
}

/// INV.3
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_busy_function_has_one_slice_between_two_invocations_on_a_worker_thread() {
    holds_up_nobody(count_beside(b'S').await);
}

/// INV.3, STR.5
#[tokio::test]
async fn a_function_that_streams_without_an_end_holds_up_nobody() {
    holds_up_nobody(count_beside(b'F').await);
}

/// INV.3
#[tokio::test]
async fn a_function_that_waits_has_its_slice_when_it_goes_on() {
    const WAITS: usize = 20;
    const LONG: Duration = Duration::from_secs(60);
    // Longer than a slice, so that the one it waited in is over.
    let (waiting, polls) = run(&host(LONG), &[(b'z', 5); WAITS]);
    let outcome = waiting.await.unwrap();
    assert_eq!(outcome.response.text(), "done", "{outcome:?}");
    let polls = polls.load(Ordering::Relaxed);
    assert!(polls < WAITS + WAITS / 2, "{polls} polls for {WAITS} waits");
}
