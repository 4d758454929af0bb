//! The cache: lists.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_models::ManualClock;
use momento_functions_models::cache::ListTtl;
use momento_functions_test_host::{
    CacheLimits, Function, Host, HostBuilder, Limits, Request, RequestBody,
};
use std::sync::Arc;
use std::time::Duration;
use support::stores::Store;

const TTL: ListTtl = ListTtl {
    milliseconds: 3_600_000,
    refresh: false,
};

fn deploy(builder: HostBuilder) -> (Host, Function) {
    let host = builder.build().unwrap();
    let function = host.deploy("list", support::guest("list")).unwrap();
    (host, function)
}

async fn call(function: &Function, target: &str, body: impl Into<RequestBody>) -> String {
    let outcome = function.invoke(Request::post(target).body(body)).await;
    assert!(outcome.error.is_none(), "{target}: {outcome:?}");
    outcome.response.text().into_owned()
}

/// Makes each call, and compares what it answers.
async fn told(function: &Function, calls: &[(&str, &str, &str)]) {
    for (target, body, answer) in calls {
        assert_eq!(
            call(function, target, (*body).to_owned()).await,
            *answer,
            "{target}"
        );
    }
}

/// CACHE.5
#[tokio::test]
async fn values_are_added_and_taken_at_both_ends() {
    for store in Store::all() {
        let (_, function) = deploy(store.host());
        told(
            &function,
            &[
                ("/length/list", "", "missing"),
                ("/pop-front/list", "", "missing"),
                ("/push-back/list/3600000/keep/0", "c", "1"),
                ("/push-front/list/3600000/keep/0", "b", "2"),
                ("/concatenate-front/list/0", "y a", "4"),
                ("/concatenate-back/list/0", "d e", "6"),
                ("/fetch/list/_/_", "", "y a b c d e"),
                ("/pop-front/list", "", "y and 5 left"),
                ("/pop-back/list", "", "e and 4 left"),
                ("/length/list", "", "4"),
            ],
        )
        .await;
    }
}

/// CACHE.5
#[tokio::test]
async fn a_push_that_truncates_drops_at_the_other_end_and_zero_drops_nothing() {
    for store in Store::all() {
        let (_, function) = deploy(store.host());
        told(
            &function,
            &[
                ("/concatenate-back/list/0", "a b c d", "4"),
                ("/push-back/list/3600000/keep/3", "e", "3"),
                ("/fetch/list/_/_", "", "c d e"),
                ("/push-front/list/3600000/keep/2", "x", "2"),
                ("/fetch/list/_/_", "", "x c"),
                ("/push-front/list/3600000/keep/0", "w", "3"),
                ("/concatenate-front/list/4", "u v", "4"),
                ("/fetch/list/_/_", "", "u v w x"),
                ("/concatenate-back/list/1", "y z", "1"),
                ("/fetch/list/_/_", "", "z"),
            ],
        )
        .await;
    }
}

/// CACHE.5
#[tokio::test]
async fn an_index_may_be_negative_and_an_end_is_exclusive() {
    for store in Store::all() {
        let (_, function) = deploy(store.host());
        told(
            &function,
            &[
                ("/concatenate-back/list/0", "a b c d e", "5"),
                ("/fetch/list/1/3", "", "b c"),
                ("/fetch/list/-2/_", "", "d e"),
                ("/fetch/list/_/-1", "", "a b c d"),
                ("/fetch/list/3/2", "", ""),
                ("/fetch/list/-2147483648/2147483647", "", "a b c d e"),
                ("/fetch/other/_/_", "", "missing"),
                ("/retain/list/1/-1/3600000/keep", "", "3"),
                ("/fetch/list/_/_", "", "b c d"),
                ("/retain/other/_/_/3600000/keep", "", "missing"),
            ],
        )
        .await;
    }
}

/// CACHE.5
#[tokio::test]
async fn what_is_erased_and_removed_is_told_by_the_length_after_it() {
    for store in Store::all() {
        let (_, function) = deploy(store.host());
        told(
            &function,
            &[
                ("/erase/list", "", "missing"),
                ("/remove/list", "a", "missing"),
                ("/concatenate-back/list/0", "a b a c d e f", "7"),
                ("/remove/list", "a", "5"),
                ("/remove/list", "a", "5"),
                // All ranges count in the list as it was; what is beyond its end is not there.
                ("/erase/list/0+1/2+2/4294967295+4294967295", "", "2"),
                ("/fetch/list/_/_", "", "c f"),
                ("/erase/list/0+4294967295", "", "0"),
                ("/length/list", "", "missing"),
            ],
        )
        .await;
    }
}

/// CACHE.5
#[tokio::test]
async fn a_list_that_becomes_empty_is_gone() {
    for store in Store::all() {
        let (host, function) = deploy(store.host());
        for (way, answer) in [
            ("/pop-back/list", "a and 0 left"),
            ("/pop-front/list", "a and 0 left"),
            ("/erase/list", "0"),
            ("/remove/list", "0"),
            ("/retain/list/1/_/3600000/keep", "0"),
        ] {
            told(
                &function,
                &[
                    ("/push-back/list/3600000/keep/0", "a", "1"),
                    (way, "a", answer),
                    ("/length/list", "", "missing"),
                ],
            )
            .await;
            assert_eq!(store.items(&host), 0);
        }
    }
}

/// CACHE.5
#[tokio::test]
async fn without_refresh_the_time_is_set_only_when_the_list_is_made() {
    let clock = Arc::new(ManualClock::default());
    let (_, function) = deploy(Store::Memory.host().clock(clock.clone()));
    told(&function, &[("/push-back/list/1000/keep/0", "a", "1")]).await;
    clock.advance(Duration::from_millis(600));
    told(&function, &[("/push-back/list/1000/keep/0", "b", "2")]).await;
    clock.advance(Duration::from_millis(400));
    told(
        &function,
        &[
            ("/length/list", "", "missing"),
            ("/push-back/list/1000/refresh/0", "a", "1"),
        ],
    )
    .await;
    clock.advance(Duration::from_millis(600));
    told(&function, &[("/push-back/list/1000/refresh/0", "b", "2")]).await;
    clock.advance(Duration::from_millis(999));
    told(&function, &[("/retain/list/1/_/1000/refresh", "", "1")]).await;
    clock.advance(Duration::from_millis(999));
    told(&function, &[("/fetch/list/_/_", "", "b")]).await;
    clock.advance(Duration::from_millis(1));
    told(&function, &[("/length/list", "", "missing")]).await;
}

/// CACHE.1, CACHE.5
#[tokio::test]
async fn a_hundred_thousand_values_go_in_and_out() {
    for store in Store::all() {
        let (host, function) = deploy(store.host());
        told(
            &function,
            &[
                ("/concatenate-many/list/100000", "", "100000"),
                ("/fetch-ends/list", "", "100000: 0 to 99999"),
            ],
        )
        .await;
        assert_eq!(
            host.cache_store("default")
                .list_length(b"list")
                .await
                .unwrap(),
            Some(100_000)
        );
    }
}

/// CACHE.2, CACHE.5
#[tokio::test]
async fn a_part_that_cannot_fit_into_the_function_is_over_the_limit() {
    let (host, function) = deploy(Store::Memory.host());
    let values = vec![vec![0; 128 << 10]; 1025];
    let cache = host.cache("default");
    cache
        .list_concatenate_back(b"list", &values, TTL, 0)
        .unwrap();
    let answer = call(&function, "/fetch-ends/list", "").await;
    assert!(answer.starts_with("Error::LimitExceeded"), "{answer}");
    assert_eq!(cache.list_length(b"list").unwrap(), Some(1025));
}

/// CACHE.2, CACHE.5
#[tokio::test]
async fn many_small_values_take_a_functions_memory_too() {
    let limits = Limits::default().with_memory(16 << 20);
    let (host, function) = deploy(Store::Memory.host().limits(limits));
    let cache = host.cache("default");
    let values = vec![[0_u8; 0]; 1_400_000];
    cache
        .list_concatenate_back(b"list", &values, TTL, 0)
        .unwrap();
    let answer = call(&function, "/fetch-ends/list", "").await;
    assert!(answer.starts_with("Error::LimitExceeded"), "{answer}");
}

/// CACHE.1, CACHE.2
#[tokio::test]
async fn what_is_not_allowed_changes_no_list() {
    for store in Store::all() {
        let (host, function) = deploy(store.host());
        let largest = CacheLimits::default().list_value();
        let cache = host.cache_store("default");
        cache.set(b"scalar", b"value", 3_600_000).await.unwrap();
        let refusals = [
            ("/push-back/list/0/keep/0", 1, "InvalidArgument"),
            (
                "/push-back/list/18446744073709551615/keep/0",
                1,
                "InvalidArgument",
            ),
            (
                "/push-front/list/3600000/keep/0",
                largest + 1,
                "LimitExceeded",
            ),
            ("/push-back/scalar/3600000/keep/0", 1, "FailedPrecondition"),
            ("/pop-back/scalar", 1, "FailedPrecondition"),
        ];
        for (target, size, kind) in refusals {
            let answer = call(&function, target, vec![b'a'; size]).await;
            assert!(
                answer.starts_with(&format!("Error::{kind}")),
                "{target}: {answer}"
            );
        }
        assert_eq!(store.items(&host), 1);
        let largest = vec![b'a'; largest];
        assert_eq!(
            call(&function, "/push-front//3600000/keep/0", largest).await,
            "1"
        );
    }
}

/// CACHE.6
#[tokio::test]
async fn values_that_are_more_than_a_cache_are_over_the_limit() {
    for store in Store::all() {
        let limits = CacheLimits::default().with_bytes(100);
        let (host, function) = deploy(store.host().cache_limits(limits));
        let answer = call(&function, "/concatenate-many/list/100000", "").await;
        assert!(answer.starts_with("Error::LimitExceeded"), "{answer}");
        assert_eq!(store.items(&host), 0);
    }
}
