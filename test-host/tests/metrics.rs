//! What a host counts of its invocations.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    FunctionKind, Host, InvocationErrorKind as Kind, Limits, Metrics, Request,
};
use std::sync::atomic::Ordering;
use std::time::Duration;
use support::{Step, arriving, piece};

fn host(limits: Limits, guests: &[&str]) -> Host {
    let host = Host::builder().limits(limits).build().unwrap();
    for guest in guests {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

async fn get(host: &Host, guest: &str, target: &str) -> u16 {
    let function = host.function("default", guest).unwrap();
    function.invoke(Request::get(target)).await.response.status
}

/// The failures that were counted, without those of which there are none.
fn failures(metrics: &Metrics) -> Vec<(Kind, u64)> {
    let failures = metrics.failures.iter();
    failures
        .filter(|&(_, &count)| count > 0)
        .map(|(&kind, &count)| (kind, count))
        .collect()
}

/// LIM.15
#[tokio::test]
async fn invocations_are_counted_by_the_kind_of_their_function() {
    let host = host(Limits::default(), &["echo", "v1-echo", "spawned"]);
    for _ in 0..3 {
        assert_eq!(get(&host, "echo", "/").await, 200);
    }
    assert_eq!(get(&host, "v1-echo", "/").await, 201);
    let spawned = host.function("default", "spawned").unwrap();
    spawned.spawn("ok").unwrap().outcome().await;
    let metrics = host.metrics();
    assert_eq!(metrics.invocations[&FunctionKind::WebV2], 3);
    assert_eq!(metrics.invocations[&FunctionKind::WebV1], 1);
    assert_eq!(metrics.invocations[&FunctionKind::SpawnV2], 1);
    assert_eq!((metrics.live, metrics.latency.count()), (0, 5));
    assert_eq!(failures(&metrics), []);
}

/// LIM.15
#[tokio::test]
async fn each_limit_has_a_counter_of_its_own() {
    let short = Limits::default().with_time(Duration::from_millis(20));
    let short = host(short, &["trouble"]);
    assert_eq!(get(&short, "trouble", "/spin").await, 504);
    assert_eq!(failures(&short.metrics()), [(Kind::TimeLimit, 1)]);
    let little = host(Limits::default().with_fuel(100_000), &["trouble"]);
    assert_eq!(get(&little, "trouble", "/spin").await, 504);
    assert_eq!(failures(&little.metrics()), [(Kind::FuelLimit, 1)]);
    assert_eq!(little.metrics().fuel, 100_000);
    let host = host(Limits::default(), &["trouble"]);
    for _ in 0..2 {
        assert_eq!(get(&host, "trouble", "/allocate").await, 502);
    }
    assert_eq!(get(&host, "trouble", "/recurse").await, 500);
    assert_eq!(get(&host, "trouble", "/panic").await, 500);
    let all = [
        (Kind::Trap, 1),
        (Kind::MemoryLimit, 2),
        (Kind::StackOverflow, 1),
    ];
    assert_eq!(failures(&host.metrics()), all);
}

/// LIM.15
#[tokio::test]
async fn what_was_not_let_in_is_counted_apart() {
    let limits = Limits::default()
        .with_concurrency(1)
        .with_spawn_concurrency(0);
    let host = host(limits, &["echo", "spawned"]);
    let echo = host.function("default", "echo").unwrap();
    let held = echo.start(Request::post("/").body("hello")).await;
    assert_eq!(get(&host, "echo", "/").await, 429);
    assert_eq!(get(&host, "spawned", "/").await, 409);
    let spawned = host.function("default", "spawned").unwrap();
    assert!(spawned.spawn("ok").is_err());
    let metrics = host.metrics();
    assert_eq!(metrics.refused[&Kind::TooManyInvocations], 1);
    assert_eq!(metrics.refused[&Kind::NotInvocable], 1);
    assert_eq!(metrics.spawns_refused, 1);
    assert_eq!((metrics.live, failures(&metrics)), (1, Vec::new()));
    drop(held);
    assert_eq!(host.metrics().live, 0);
}

/// LIM.15
#[tokio::test]
async fn a_caller_that_goes_away_is_counted() {
    let host = host(Limits::default(), &["echo", "buffer"]);
    let echo = host.function("default", "echo").unwrap();
    drop(echo.start(Request::post("/").body("hello")).await);
    assert_eq!(failures(&host.metrics()), [(Kind::Cancelled, 1)]);
    let buffer = host.function("default", "buffer").unwrap();
    let (body, taken) = arriving([piece("a"), Step::Stall]);
    let request = Request::post("/sizes/1").body(body);
    let mut waiting = Box::pin(buffer.invoke(request));
    while taken.load(Ordering::Relaxed) == 0 {
        tokio::select! {
            biased;
            outcome = &mut waiting => panic!("it has not waited: {outcome:?}"),
            () = tokio::task::yield_now() => {}
        }
    }
    let waiting = tokio::time::timeout(Duration::from_millis(50), waiting);
    assert!(waiting.await.is_err());
    let metrics = host.metrics();
    assert_eq!(failures(&metrics), [(Kind::Cancelled, 2)]);
    assert_eq!(metrics.live, 0);
    // It waited in a host call.
    assert!(metrics.host_time > Duration::from_millis(10), "{metrics:?}");
}

/// OBS.30
#[tokio::test]
async fn sandboxes_and_their_memory_are_counted_while_they_are_there() {
    let host = host(Limits::default(), &["buffer"]);
    let buffer = host.function("default", "buffer").unwrap();
    let (body, _) = arriving([piece("a"), Step::Stall]);
    let mut waiting = Box::pin(buffer.invoke(Request::post("/sizes/1").body(body)));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    while host.metrics().memory == 0 {
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        tokio::task::yield_now().await;
    }
    assert_eq!(host.metrics().instances, 1);
    assert!(host.metrics().memory <= host.limits().memory());
    drop(waiting);
    assert_eq!((host.metrics().instances, host.metrics().memory), (0, 0));
}

/// LIM.15
#[tokio::test]
async fn bytes_and_times_are_summed_up() {
    let host = host(Limits::default(), &["echo"]);
    let echo = host.function("default", "echo").unwrap();
    let mut took = Duration::ZERO;
    for body in ["hello", "", "you"] {
        let outcome = echo.invoke(Request::post("/").body(body)).await;
        took += outcome.duration;
    }
    let metrics = host.metrics();
    assert_eq!((metrics.request_bytes, metrics.response_bytes), (8, 8));
    let sum = metrics.latency.sum;
    assert!(Duration::ZERO < sum && sum <= took, "{sum:?} of {took:?}");
}
