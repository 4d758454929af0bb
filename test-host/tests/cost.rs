//! What an invocation takes of its host is told with what came of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use http::Method;
use momento_functions_test_host::{
    Cost, Function, Host, InvocationErrorKind, Limits, Outcome, Request,
};
use std::time::Duration;
use support::{Step, arriving, piece};

const PAGE: u64 = 64 << 10;

fn deploy(guest: &str, limits: Limits) -> Function {
    let host = Host::builder().limits(limits).build().unwrap();
    host.deploy(guest, support::guest(guest)).unwrap()
}

async fn trouble(target: &str, limits: Limits) -> Outcome {
    deploy("trouble", limits).invoke(Request::get(target)).await
}

fn assert_kind(outcome: &Outcome, kind: InvocationErrorKind) {
    assert_eq!(outcome.error.as_ref().unwrap().kind(), kind);
}

/// LIM.9
#[tokio::test]
async fn the_largest_size_of_the_memories_is_told() {
    let function = deploy("trouble", Limits::default());
    let pages = async |more: u64| {
        let target = format!("/grow/{more}");
        let outcome = function.invoke(Request::get(&target)).await;
        let pages: u64 = outcome.response.text().parse().unwrap();
        assert_eq!(outcome.cost.peak_memory, pages * PAGE);
        pages
    };
    let few = pages(0).await;
    assert_eq!(pages(100).await, few + 100);
    assert_eq!(pages(0).await, few);
}

/// LIM.9
#[tokio::test]
async fn fuel_is_told_where_it_is_counted() {
    let free = trouble("/", Limits::default()).await;
    assert_eq!(free.cost.fuel, None);
    let counted = deploy("trouble", Limits::default().with_fuel(1_000_000));
    let burned = counted.invoke(Request::get("/")).await.cost.fuel.unwrap();
    assert!(0 < burned && burned < 1_000_000, "{burned}");
    let again = counted.invoke(Request::get("/")).await.cost.fuel;
    assert_eq!(again, Some(burned));
}

/// LIM.9
#[tokio::test]
async fn a_failed_invocation_has_its_cost() {
    let limits = Limits::default().with_fuel(1_000_000);
    let empty = trouble("/spin", limits).await;
    assert_kind(&empty, InvocationErrorKind::FuelLimit);
    assert_eq!(empty.cost.fuel, Some(1_000_000));
    assert!(empty.cost.peak_memory > 0);
    let late = Limits::default()
        .with_time(Duration::from_millis(500))
        .with_fuel(1 << 50);
    let late = trouble("/spin", late).await;
    assert_kind(&late, InvocationErrorKind::TimeLimit);
    assert!(late.cost.fuel.unwrap() > 0);
    assert!(late.cost.peak_memory > 0);
}

/// LIM.9
#[tokio::test]
async fn time_in_host_calls_is_told_apart() {
    let limit = Duration::from_secs(1);
    let limits = Limits::default().with_time(limit);
    let (body, _) = arriving([Step::Stall]);
    let buffer = deploy("buffer", limits.clone());
    let waited = buffer.invoke(Request::post("/sizes/1").body(body)).await;
    assert_kind(&waited, InvocationErrorKind::TimeLimit);
    assert!(waited.cost.host_time > limit / 2, "{:?}", waited.cost);
    assert!(waited.cost.host_time <= waited.duration);
    // Time slices end amid this, and give way.
    let worked = trouble("/spin", limits).await;
    assert_kind(&worked, InvocationErrorKind::TimeLimit);
    assert!(worked.cost.host_time < limit / 10, "{:?}", worked.cost);
}

/// LIM.9
#[tokio::test]
async fn bytes_of_bodies_are_told() {
    let echo = deploy("echo", Limits::default());
    let whole = echo.invoke(Request::post("/").body("hello")).await;
    assert_eq!(bytes(whole.cost), (5, 5));
    let (body, _) = arriving([piece("hel"), piece("lo")]);
    let streamed = echo.invoke(Request::post("/").body(body)).await;
    assert_eq!(bytes(streamed.cost), (5, 5));
    let (body, _) = arriving([piece("hel"), Step::Fail("cut")]);
    let broken = echo.invoke(Request::post("/").body(body)).await;
    assert_kind(&broken, InvocationErrorKind::ResponseFailed);
    assert_eq!(bytes(broken.cost), (3, 3));
}

fn bytes(cost: Cost) -> (u64, u64) {
    (cost.request_bytes, cost.response_bytes)
}

/// LIM.9
#[tokio::test]
async fn an_answer_without_a_body_sends_no_bytes() {
    let answer = deploy("answer", Limits::default());
    let request = Request::new(Method::HEAD, "/?body=hello");
    let outcome = answer.invoke(request).await;
    assert_eq!(outcome.response.header("content-length"), Some("5"));
    assert_eq!(bytes(outcome.cost), (0, 0));
}

/// LIM.9
#[tokio::test]
async fn a_streamed_answer_has_its_cost() {
    let stream = deploy("stream", Limits::default());
    let script = "start\t200\tx-a\t1\ndata\thello\ndata\tyou";
    let outcome = stream.invoke(Request::post("/").body(script)).await;
    assert_eq!(outcome.response.text(), "helloyou");
    assert_eq!(bytes(outcome.cost), (script.len() as u64, 8));
    assert!(outcome.cost.peak_memory > 0);
    assert!(outcome.cost.host_time > Duration::ZERO);
}

/// LIM.9
#[tokio::test]
async fn a_spawned_function_has_its_cost() {
    let limits = Limits::default().with_fuel(100_000_000);
    let host = Host::builder().limits(limits).build().unwrap();
    let task = host.deploy("spawned", support::guest("spawned")).unwrap();
    let outcome = task.spawn("hello").unwrap().outcome().await;
    assert_eq!(outcome.cost.request_bytes, 5);
    assert!(outcome.cost.peak_memory > 0);
    assert!(outcome.cost.fuel.unwrap() > 0);
}
