use crate::{answer, host};
use momento_functions_models::ManualClock;
use momento_functions_test_host::Host;
use std::sync::Arc;

/// A host whose cache has something, which stays there however long the guest takes to be built.
fn seeded() -> Host {
    let clock = Arc::new(ManualClock::default());
    let host = Host::builder().clock(clock).build().unwrap();
    let cache = host.cache("default");
    cache.set(b"seeded", b"seed", 60_000).unwrap();
    host
}

/// ABI.1
#[tokio::test]
async fn every_call_of_the_cache_does_what_it_says() {
    let expected = [
        r#"Some("seed")"#,
        r#"Some("body")"#,
        // Present, present and not equal, absent, equal, absent or equal, not equal.
        "true",
        "false",
        "false",
        "true",
        "false",
        "true",
        // By hash: present and equal, present and not equal, absent or equal, absent or not equal, always.
        "same hash true",
        "not stored",
        "not stored",
        "not stored",
        "same hash true",
        "None",
        "true",
    ];
    assert_eq!(answer(&seeded(), "cache", "body").await, expected);
}

/// ABI.1
#[tokio::test]
async fn every_call_of_the_cache_of_the_older_contract_does_what_it_says() {
    let expected = [
        r#"Some(Ok("seed"))"#,
        r#"Some(Ok("body"))"#,
        "SetIfResult::NotStored",
        "SetIfResult::Stored",
        "same hash true",
        "not stored",
        "same hash true",
        "None",
        "true",
    ];
    assert_eq!(answer(&seeded(), "v1-cache", "body").await, expected);
}

/// ABI.1
#[tokio::test]
async fn every_call_on_a_list_does_what_it_says() {
    let expected = [
        "pushed 1",
        "pushed 2",
        "longer 4",
        "longer 7",
        "length 7",
        "a b c x a b c",
        "removed, 5 left",
        "erased, 4 left",
        "popped a of 3",
        "popped c of 2",
        "retained 1",
        "x",
        "erased, 0 left",
        "no length",
        "nothing to pop",
        "no list",
    ];
    assert_eq!(answer(&host(), "cache-list", "list").await, expected);
}

/// ABI.1
#[tokio::test]
async fn every_call_on_a_list_of_the_older_contract_does_what_it_says() {
    let expected = ["no list", "pushed 1", "pushed 2", "pushed 2", "b c", "c"];
    assert_eq!(answer(&host(), "v1-cache-list", "list").await, expected);
}
