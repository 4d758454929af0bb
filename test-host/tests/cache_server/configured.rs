//! What a configuration says, and what others on the server see of it.

use super::support::redis_server::RedisServer;
use super::support::stores::caches_on;
use super::{HOUR, KEEP, ask, cache, host};
use momento_functions_models::ServiceError;
use momento_functions_test_host::{Configuration, Host, HostError, LocalCache};

/// CACHE.7
#[tokio::test]
async fn values_are_strings_and_lists_are_lists_for_others_of_the_server() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    cache.set(b"key", b"value", HOUR).await.unwrap();
    cache
        .list_concatenate_front(b"list", &["a", "b"], KEEP, 0)
        .await
        .unwrap();
    assert_eq!(
        ask::<String>(&server, &["GET", "momento:default:key"]),
        "value"
    );
    let list: Vec<String> = ask(&server, &["LRANGE", "momento:default:list", "0", "-1"]);
    assert_eq!(list, ["a", "b"]);
    ask::<()>(&server, &["SET", "momento:default:theirs", "seed"]);
    assert_eq!(
        cache.get(b"theirs").await.unwrap().as_deref(),
        Some(&b"seed"[..])
    );
    // What is neither is not for a cache; but it can be replaced and removed.
    ask::<()>(&server, &["HSET", "momento:default:hash", "field", "value"]);
    let refused = cache.get(b"hash").await;
    assert!(
        matches!(refused, Err(ServiceError::FailedPrecondition(_))),
        "{refused:?}"
    );
    let refused = cache.list_pop_front(b"hash").await;
    assert!(
        matches!(refused, Err(ServiceError::FailedPrecondition(_))),
        "{refused:?}"
    );
    cache.set(b"hash", b"value", HOUR).await.unwrap();
    cache.delete(b"hash").await.unwrap();
    assert_eq!(ask::<u64>(&server, &["DBSIZE"]), 3);
}

/// CACHE.7
#[tokio::test]
async fn hosts_with_one_prefix_share_what_is_there_and_with_two_do_not() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let one = host(LocalCache::new(server.url()));
    one.cache_store("shop")
        .set(b"key", b"value", HOUR)
        .await
        .unwrap();
    let again = host(LocalCache::new(server.url()));
    let kept = again.cache_store("shop").get(b"key").await.unwrap();
    assert_eq!(kept.as_deref(), Some(&b"value"[..]));
    assert_eq!(again.cache_store("default").get(b"key").await, Ok(None));
    let toml = format!(
        "[local.cache]\nurl = \"{}\"\nprefix = \"mine:\"",
        server.url()
    );
    let other = Host::builder().configuration(Configuration::from_toml(&toml).unwrap());
    let other = other.build().unwrap().cache_store("shop");
    assert_eq!(other.get(b"key").await, Ok(None));
    other.set(b"key", b"mine", HOUR).await.unwrap();
    assert_eq!(ask::<String>(&server, &["GET", "mine:shop:key"]), "mine");
}

/// CACHE.7
#[test]
fn a_host_may_be_used_on_one_runtime_after_another() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    for round in 0..3_u8 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let length = runtime.block_on(cache.list_push_back(b"list", &[round], KEEP, 0));
        assert_eq!(length, Ok(u32::from(round) + 1));
    }
}

/// CACHE.7
#[tokio::test]
async fn a_server_that_forgot_its_scripts_is_told_them_again() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    for length in 1..=3 {
        assert_eq!(
            cache.list_push_back(b"list", b"v", KEEP, 0).await,
            Ok(length)
        );
        ask::<()>(&server, &["SCRIPT", "FLUSH"]);
    }
}

/// CACHE.7
#[test]
fn a_url_of_no_server_is_told_when_the_host_is_made() {
    for url in [
        "",
        "127.0.0.1:6379",
        "http://127.0.0.1",
        "redis://:hunter2@",
    ] {
        let builder = Host::builder().configuration(caches_on(LocalCache::new(url)));
        let error = builder.build().unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("`local.cache.url` in momento.toml: "),
            "{text}"
        );
        assert!(!text.contains("hunter2"), "{text}");
        assert!(matches!(error, HostError::Configuration { .. }));
    }
    for toml in [
        "[local.cache]",
        "[local.cache]\nurl = 1",
        "[local.cache]\nurl = \"\"\nttl = 1",
    ] {
        Configuration::from_toml(toml).unwrap_err();
    }
}

/// CACHE.7
#[test]
#[should_panic(expected = "the caches of this host are on a server")]
fn a_cache_on_a_server_is_not_asked_as_one_in_memory() {
    // Nobody connects before a call needs it.
    let _ = host(LocalCache::new("redis://127.0.0.1:1")).cache("default");
}
