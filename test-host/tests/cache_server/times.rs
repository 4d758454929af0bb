//! Times to live, which are a server's.

use super::support::redis_server::RedisServer;
use super::support::stores::caches_on;
use super::{ALL, DAY, HOUR, KEEP, REFRESH, ask, cache};
use momento_functions_models::cache::{ListRange, ListTtl, SetIf};
use momento_functions_test_host::{CacheLimits, Host, LocalCache};
use std::time::Duration;

/// How many milliseconds a key still has.
fn left(server: &RedisServer, key: &str) -> i64 {
    ask(server, &["PTTL", &format!("momento:default:{key}")])
}

/// CACHE.1, CACHE.5, CACHE.7
#[tokio::test]
async fn an_item_has_the_time_on_the_server_that_it_has_in_memory() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    let (hour, day) = (
        1..=HOUR.cast_signed(),
        HOUR.cast_signed() + 1..=DAY.cast_signed(),
    );
    let shorten = || ask::<u64>(&server, &["PEXPIRE", "momento:default:list", "600000"]);
    let short = 1..=600_000;

    cache.set(b"key", b"value", HOUR).await.unwrap();
    assert!(hour.contains(&left(&server, "key")));
    cache.set(b"key", b"value", DAY).await.unwrap();
    assert!(day.contains(&left(&server, "key")));
    // A condition that does not hold changes nothing, not the time either.
    assert!(
        !cache
            .set_if(b"key", b"", HOUR, SetIf::Absent)
            .await
            .unwrap()
    );
    assert!(day.contains(&left(&server, "key")));
    assert!(
        cache
            .set_if(b"key", b"", HOUR, SetIf::Present)
            .await
            .unwrap()
    );
    assert!(hour.contains(&left(&server, "key")));

    cache
        .list_concatenate_back(b"list", &["a", "b", "c", "d"], KEEP, 0)
        .await
        .unwrap();
    assert!(hour.contains(&left(&server, "list")));
    shorten();
    cache.list_push_front(b"list", b"x", KEEP, 0).await.unwrap();
    cache
        .list_erase(
            b"list",
            &[ListRange {
                begin_index: 1,
                count: 1,
            }],
        )
        .await
        .unwrap();
    cache.list_remove(b"list", b"b").await.unwrap();
    cache.list_pop_back(b"list").await.unwrap();
    cache
        .list_retain(b"list", ALL.0, ALL.1, KEEP)
        .await
        .unwrap();
    assert!(short.contains(&left(&server, "list")));
    assert_eq!(cache.list_length(b"list").await, Ok(Some(2)));
    cache
        .list_push_front(b"list", b"y", REFRESH, 0)
        .await
        .unwrap();
    assert!(day.contains(&left(&server, "list")));
    shorten();
    let none: [&[u8]; 0] = [];
    cache
        .list_concatenate_front(b"list", &none, REFRESH, 0)
        .await
        .unwrap();
    assert!(day.contains(&left(&server, "list")));
    shorten();
    cache
        .list_retain(b"list", ALL.0, ALL.1, REFRESH)
        .await
        .unwrap();
    assert!(day.contains(&left(&server, "list")));
    // Made anew, it has a time of its own.
    cache.list_erase_all(b"list").await.unwrap();
    cache.list_push_back(b"list", b"z", KEEP, 0).await.unwrap();
    assert!(hour.contains(&left(&server, "list")));
}

/// CACHE.1, CACHE.7
#[tokio::test]
async fn an_item_is_gone_when_its_time_is_over_on_the_servers_clock() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    cache.set(b"key", b"value", 1).await.unwrap();
    let ttl = ListTtl {
        milliseconds: 1,
        refresh: false,
    };
    cache
        .list_push_back(b"list", b"value", ttl, 0)
        .await
        .unwrap();
    while cache.get(b"key").await.unwrap().is_some() {}
    while cache.list_length(b"list").await.unwrap().is_some() {}
    assert!(
        cache
            .set_if(b"key", b"new", HOUR, SetIf::Absent)
            .await
            .unwrap()
    );
}

/// CACHE.2, CACHE.7
#[tokio::test]
async fn the_longest_time_is_one_that_the_server_can_add_to_its_own() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let limits = CacheLimits::default().with_ttl(Duration::MAX);
    let builder = Host::builder().configuration(caches_on(LocalCache::new(server.url())));
    let host = builder.cache_limits(limits).build().unwrap();
    let cache = host.cache_store("default");
    let longest = ListTtl {
        milliseconds: u64::MAX,
        refresh: true,
    };
    cache.set(b"key", b"value", u64::MAX).await.unwrap();
    let pushed = cache.list_push_back(b"list", b"value", longest, 0).await;
    assert_eq!(pushed, Ok(1));
    assert!(left(&server, "key") > DAY.cast_signed());
    assert!(left(&server, "list") > DAY.cast_signed());
}
