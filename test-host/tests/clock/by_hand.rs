//! A test moves the clock, and may keep it from moving by itself.

use super::*;
use momento_functions_test_host::Deployment;

/// KIT.1
#[tokio::test]
async fn a_test_moves_the_clock_and_reads_it() {
    let host = host();
    let start = host.clock().now();
    host.clock().advance(HOUR);
    host.clock().advance(MINUTE);
    assert_eq!(host.clock().elapsed(), HOUR + MINUTE);
    assert_eq!(host.clock().now(), start + HOUR + MINUTE);
    let told: u64 = answer(&host, "clock", "/time").await.parse().unwrap();
    let since = start.duration_since(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(since.as_secs(), 1_767_225_600);
    // Its only look before was at the other clock: both are one.
    let expected = since + HOUR + MINUTE + Duration::from_micros(1);
    assert_eq!(Duration::from_nanos(told), expected);
}

/// KIT.1
#[tokio::test]
async fn advancing_wakes_who_waits_and_nobody_else() {
    let host = host();
    let _held = host.clock().hold();
    let [first, second] =
        [1, 2].map(|hours| started(&host, "clock", format!("/sleep/{}", hours * 3600)));
    all_wait().await;
    assert_eq!(host.clock().elapsed(), Duration::ZERO);
    host.clock().advance(HOUR - Duration::from_nanos(1));
    all_wait().await;
    assert!(!first.is_finished());
    host.clock().advance(Duration::from_nanos(1));
    assert_eq!(first.await.unwrap(), HOUR);
    assert!(!second.is_finished());
    host.clock().advance(HOUR);
    assert_eq!(second.await.unwrap(), HOUR * 2);
}

/// KIT.1
#[tokio::test]
async fn a_clock_that_is_let_go_moves_by_itself_again() {
    let host = host();
    let held = host.clock().hold();
    let sleeping = started(&host, "clock", "/sleep/3600");
    all_wait().await;
    drop(held);
    assert_shows(sleeping.await.unwrap(), HOUR);
}

/// KIT.1
#[tokio::test]
async fn the_end_of_time_ends_nothing_else() {
    let host = host();
    let _held = host.clock().hold();
    host.clock().advance(Duration::MAX);
    host.clock().advance(Duration::MAX);
    assert_eq!(host.clock().elapsed(), Duration::MAX);
    assert_eq!(answer(&host, "clock", "/sleep/1").await, "0");
    host.cache("default").set(b"key", b"value", 1).unwrap();
    host.deploy("late", Deployment::from_wasm(support::guest("clock")))
        .unwrap();
}

/// KIT.1
#[test]
#[should_panic(expected = "make the host by Host::builder().virtual_clock()")]
fn a_host_on_the_systems_clock_has_none_to_move() {
    let _ = Host::builder().build().unwrap().clock();
}
