//! What a function may take: while it waits by the virtual clock, while it works by real time.

use super::*;
use momento_functions_test_host::InvocationErrorKind as Kind;
use std::time::Instant;
use tokio::net::TcpListener;

fn limited(limit: Duration) -> Host {
    deployed(builder().limits(Limits::default().with_time(limit)))
}

async fn ended(host: &Host, name: &str, path: &str) {
    let outcome = invoke(host, name, path).await;
    assert_eq!(outcome.error.unwrap().kind(), Kind::TimeLimit);
}

/// LIM.2, LIM.8
#[tokio::test]
async fn a_function_that_sleeps_is_ended_when_the_clock_passes_its_limit() {
    let host = limited(HOUR);
    ended(&host, "clock", "/sleep/3601").await;
    assert_shows(host.clock().elapsed(), HOUR);
    let slept = answer(&host, "clock", "/sleep/3599").await;
    assert!(slept.parse::<u128>().unwrap() >= 3_599_000_000_000);
}

/// LIM.2, LIM.8
#[tokio::test]
async fn a_busy_function_is_ended_by_real_time_and_the_clock_stands_still() {
    let host = limited(Duration::from_millis(50));
    ended(&host, "trouble", "/spin").await;
    assert_eq!(host.clock().elapsed(), Duration::ZERO);
}

/// LIM.2, LIM.8
#[tokio::test]
async fn a_function_that_looks_at_a_clock_that_is_held_is_ended_by_real_time() {
    let host = limited(Duration::from_millis(50));
    let _held = host.clock().hold();
    ended(&host, "clock", "/loop/1").await;
    assert_eq!(host.clock().elapsed(), Duration::ZERO);
}

/// LIM.2, LIM.8
#[tokio::test]
async fn a_spawned_function_that_sleeps_is_ended_when_the_clock_passes_its_limit() {
    let host = limited(HOUR);
    let outcome = function(&host, "task").spawn("sleep 3601").unwrap();
    let outcome = outcome.outcome().await;
    assert_eq!(outcome.result.unwrap_err().kind(), Kind::TimeLimit);
    assert_eq!(outcome.duration, HOUR);
}

/// KIT.1
#[tokio::test]
async fn a_function_that_looks_until_time_has_passed_comes_to_its_end() {
    let host = host();
    let looped: u64 = answer(&host, "clock", "/loop/0.01").await.parse().unwrap();
    // The look that ends the loop, and the one that tells of it.
    assert_eq!(looped, 10_001_000);
    assert_eq!(host.clock().elapsed(), Duration::from_micros(10_002));
}

/// NET.3, LIM.8
#[tokio::test]
async fn a_request_that_is_not_answered_ends_at_its_timeout_by_the_clock() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (host, began) = (host(), Instant::now());
    let caller = function(&host, "http");
    let request = Request::post(&format!("/?url={url}&timeout=3600000"));
    let calling = tokio::spawn(async move { caller.invoke(request).await });
    let _connection = listener.accept().await.unwrap();
    host.clock().advance(HOUR - LOOKS);
    all_wait().await;
    assert!(!calling.is_finished());
    host.clock().advance(LOOKS);
    let told = calling.await.unwrap().response;
    assert_eq!(
        (told.status, told.text().starts_with("Timeout(")),
        (502, true),
        "{told:?}"
    );
    assert!(began.elapsed() < MINUTE);
}
