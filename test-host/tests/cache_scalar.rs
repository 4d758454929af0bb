//! The cache: one value a key.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_models::ManualClock;
use momento_functions_test_host::{
    CacheLimits, Function, Host, HostBuilder, InvocationErrorKind, Outcome, Request, RequestBody,
};
use std::sync::Arc;
use std::time::Duration;
use support::stores::Store;
use support::{Step, arriving, piece};

/// Longer than any test takes: a server has a clock of its own.
const HOUR: u64 = 3_600_000;

fn deploy(builder: HostBuilder) -> (Host, Function) {
    let host = builder.build().unwrap();
    let function = host.deploy("cache", support::guest("cache")).unwrap();
    (host, function)
}

fn host(store: &Store) -> (Host, Function) {
    deploy(store.host())
}

async fn invoke(function: &Function, target: &str, body: impl Into<RequestBody>) -> Outcome {
    function.invoke(Request::post(target).body(body)).await
}

/// The status, and the body as text.
async fn call(function: &Function, target: &str, body: impl Into<RequestBody>) -> (u16, String) {
    let outcome = invoke(function, target, body).await;
    assert!(outcome.error.is_none(), "{target}: {outcome:?}");
    let text = outcome.response.text().into_owned();
    (outcome.response.status, text)
}

fn done() -> (u16, String) {
    (200, "done".to_owned())
}

async fn kept(host: &Host, key: &str) -> Option<Vec<u8>> {
    let cache = host.cache_store("default");
    cache.get(key.as_bytes()).await.unwrap().map(Vec::from)
}

async fn traps(function: &Function, target: &str, why: &str) {
    let error = invoke(function, target, "body").await.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::Trap);
    assert!(
        error.explanation().contains(why),
        "{target}: {}",
        error.explanation()
    );
}

/// CACHE.1
#[tokio::test]
async fn functions_of_a_cache_share_it_and_those_of_another_do_not() {
    for store in Store::all() {
        let (host, one) = host(&store);
        let wasm = support::guest("cache");
        let two = host.deploy("two", wasm.as_slice()).unwrap();
        let other = host.deploy_to("other", "cache", wasm).unwrap();
        assert_eq!(call(&one, "/set/key/3600000", "value").await, done());
        assert_eq!(call(&two, "/get/key", "").await.1, "value");
        assert_eq!(call(&other, "/get/key", "").await.1, "missing");
        assert_eq!(call(&two, "/delete/key", "").await, done());
        assert_eq!(call(&one, "/get/key", "").await.1, "missing");
        assert_eq!(call(&one, "/delete/key", "").await, done());
    }
}

/// CACHE.1
#[tokio::test]
async fn a_value_is_gone_when_its_time_is_over_on_the_hosts_clock() {
    let clock = Arc::new(ManualClock::default());
    let (_, function) = deploy(Store::Memory.host().clock(clock.clone()));
    assert_eq!(call(&function, "/set/key/1000", "value").await, done());
    clock.advance(Duration::from_millis(999));
    assert_eq!(call(&function, "/get/key", "").await.1, "value");
    clock.advance(Duration::from_millis(1));
    assert_eq!(call(&function, "/get/key", "").await.1, "missing");
}

/// CACHE.1, CACHE.2
#[tokio::test]
async fn a_time_to_live_of_nothing_or_beyond_the_longest_is_an_invalid_argument() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let longest = 24 * 60 * 60 * 1000;
        for ttl in [0, longest + 1, u64::MAX] {
            let (status, text) = call(&function, &format!("/set/key/{ttl}"), "value").await;
            assert_eq!(status, 400);
            assert!(text.starts_with("Error::InvalidArgument"), "{text}");
            assert_eq!(kept(&host, "key").await, None);
        }
        let target = format!("/set/key/{longest}");
        assert_eq!(call(&function, &target, "value").await, done());
    }
}

/// CACHE.2
#[tokio::test]
async fn a_value_over_five_megabytes_is_over_the_limit_inline_and_by_a_handle() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let limit = CacheLimits::default().item();
        let target = format!("/set-many-bytes/inline/{limit}");
        assert_eq!(call(&function, &target, "").await, done());
        let body = vec![b'b'; limit];
        assert_eq!(call(&function, "/set/handle/3600000", body).await, done());
        for key in ["inline", "handle"] {
            assert_eq!(kept(&host, key).await.unwrap().len(), limit);
        }
        let over = [
            (format!("/set-many-bytes/inline/{}", limit + 1), Vec::new()),
            ("/set/handle/3600000".to_owned(), vec![b'c'; limit + 1]),
            ("/get-by-body".to_owned(), vec![b'c'; limit + 1]),
        ];
        for (target, body) in over {
            let (status, text) = call(&function, &target, body).await;
            assert_eq!(status, 400);
            assert!(text.starts_with("Error::LimitExceeded"), "{text}");
        }
        // What was there is left as it was.
        assert_eq!(kept(&host, "handle").await.unwrap(), vec![b'b'; limit]);
    }
}

/// CACHE.2
#[tokio::test]
async fn the_limits_can_be_set() {
    for store in Store::all() {
        let limits = CacheLimits::default()
            .with_item(4)
            .with_ttl(Duration::from_millis(10));
        let (_, function) = deploy(store.host().cache_limits(limits));
        assert_eq!(call(&function, "/set/key/10", "1234").await, done());
        let (_, text) = call(&function, "/set/key/10", "12345").await;
        assert!(text.starts_with("Error::LimitExceeded"), "{text}");
        let (_, text) = call(&function, "/set/key/11", "1234").await;
        assert!(text.starts_with("Error::InvalidArgument"), "{text}");
    }
}

/// CACHE.1
#[tokio::test]
async fn an_empty_key_is_a_key() {
    for store in Store::all() {
        let (host, function) = host(&store);
        assert_eq!(call(&function, "/set//3600000", "value").await, done());
        assert_eq!(kept(&host, "").await.unwrap(), b"value");
        assert_eq!(call(&function, "/get/", "").await.1, "value");
        assert_eq!(call(&function, "/delete/", "").await, done());
        assert_eq!(kept(&host, "").await, None);
    }
}

/// CACHE.1, DATA.7
#[tokio::test]
async fn a_body_that_comes_in_pieces_is_stored_whole() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let steps = [piece("one "), Step::Wait, piece("two "), piece("three")];
        let body = arriving(steps).0;
        assert_eq!(call(&function, "/set/key/3600000", body).await, done());
        assert_eq!(kept(&host, "key").await.unwrap(), b"one two three");
    }
}

/// CACHE.1, DATA.4
#[tokio::test]
async fn a_body_that_breaks_off_is_not_stored() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let steps = [piece("half"), Step::Fail("the client is gone")];
        let (status, text) = call(&function, "/set/key/3600000", arriving(steps).0).await;
        assert_eq!(status, 400);
        assert!(text.contains("the client is gone"), "{text}");
        assert_eq!(kept(&host, "key").await, None);
    }
}

/// CACHE.2
#[tokio::test]
async fn a_body_without_end_is_read_no_further_than_the_limit() {
    let limits = CacheLimits::default().with_item(8);
    let (_, function) = deploy(Store::Memory.host().cache_limits(limits));
    let steps = (0..100).map(|_| piece("four"));
    let (body, pulled) = arriving(steps);
    let (_, text) = call(&function, "/set/key/3600000", body).await;
    assert!(text.starts_with("Error::LimitExceeded"), "{text}");
    let pulled = pulled.load(std::sync::atomic::Ordering::Relaxed);
    assert!(pulled < 10, "{pulled} pieces were read");
}

/// DATA.7
#[tokio::test]
async fn a_value_comes_by_a_handle_and_may_be_handed_on() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let cache = host.cache_store("default");
        cache.set(b"from", b"value", HOUR).await.unwrap();
        assert_eq!(call(&function, "/kind/from", "").await.1, "a handle");
        assert_eq!(call(&function, "/copy/from/to/3600000", "").await, done());
        assert_eq!(kept(&host, "to").await.unwrap(), b"value");
    }
}

/// DATA.5
#[tokio::test]
async fn a_handle_that_was_used_or_is_anothers_is_a_trap() {
    let (_, function) = host(&Store::Memory);
    for target in ["/set-twice/key", "/set-a-strangers/key"] {
        traps(&function, target, "unknown handle index").await;
    }
}

/// CACHE.1
#[tokio::test]
async fn a_list_is_no_value() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let ttl = momento_functions_models::cache::ListTtl {
            milliseconds: HOUR,
            refresh: false,
        };
        let cache = host.cache_store("default");
        cache
            .list_push_back(b"list", b"value", ttl, 0)
            .await
            .unwrap();
        let (status, text) = call(&function, "/get/list", "").await;
        assert_eq!(status, 400);
        assert!(text.starts_with("Error::FailedPrecondition"), "{text}");
    }
}

/// CACHE.3
#[tokio::test]
async fn each_condition_stores_when_its_name_says_so() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let cache = host.cache_store("default");
        // With: no value, the value that is compared with, another one.
        let table = [
            ("present", [false, true, true]),
            ("present-and-not-equal", [false, false, true]),
            ("absent", [true, false, false]),
            ("equal", [false, true, false]),
            ("absent-or-equal", [true, true, false]),
            ("not-equal", [true, false, true]),
        ];
        for (word, expected) in table {
            for (before, stores) in [None, Some("a"), Some("b")].into_iter().zip(expected) {
                cache.delete(b"key").await.unwrap();
                if let Some(before) = before {
                    cache.set(b"key", before.as_bytes(), HOUR).await.unwrap();
                }
                let target = format!("/set-if/key/{word}/a/3600000");
                let (_, told) = call(&function, &target, "new").await;
                let (text, after) = if stores {
                    ("stored", Some("new"))
                } else {
                    ("not stored", before)
                };
                assert_eq!(told, text, "{word} with {before:?}");
                let after = after.map(|value| value.as_bytes().to_vec());
                assert_eq!(kept(&host, "key").await, after, "{word} with {before:?}");
            }
        }
    }
}

/// CACHE.4
#[tokio::test]
async fn each_condition_on_a_hash_stores_when_its_name_says_so() {
    for store in Store::all() {
        let (host, function) = host(&store);
        let cache = host.cache_store("default");
        let table = [
            ("present-and-not-hash-equal", [false, false, true]),
            ("present-and-hash-equal", [false, true, false]),
            ("absent-or-hash-equal", [true, true, false]),
            ("absent-or-not-hash-equal", [true, false, true]),
            ("unconditional", [true, true, true]),
        ];
        cache.set(b"of", b"a", HOUR).await.unwrap();
        for (word, expected) in table {
            for (before, stores) in [None, Some("a"), Some("b")].into_iter().zip(expected) {
                cache.delete(b"key").await.unwrap();
                if let Some(before) = before {
                    cache.set(b"key", before.as_bytes(), HOUR).await.unwrap();
                }
                let target = format!("/set-if-hash/key/{word}/of");
                let (_, told) = call(&function, &target, "new").await;
                let text = if stores {
                    "stored, and the hash is the same: true"
                } else {
                    "not stored"
                };
                assert_eq!(told, text, "{word} with {before:?}");
            }
        }
    }
}

/// CACHE.6
#[tokio::test]
async fn a_cache_that_is_full_drops_what_was_not_used_for_longest() {
    let limits = CacheLimits::default().with_bytes(10_000);
    let (host, function) = deploy(Store::Memory.host().cache_limits(limits));
    for key in 0..20 {
        let target = format!("/set-many-bytes/{key}/2000");
        assert_eq!(call(&function, &target, "").await, done());
        assert!(host.cache("default").used_bytes() <= 10_000);
    }
    let cache = host.cache("default");
    let is_kept = |key: &i32| cache.get(key.to_string().as_bytes()).unwrap().is_some();
    let left: Vec<i32> = (0..20).filter(is_kept).collect();
    assert_eq!(left, [16, 17, 18, 19]);
    let (_, text) = call(&function, "/set-many-bytes/key/10000", "").await;
    assert!(text.starts_with("Error::LimitExceeded"), "{text}");
}
