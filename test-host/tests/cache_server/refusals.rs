//! A server answers, but does not do what it is asked.

use super::support::guest;
use super::support::redis_server::RedisServer;
use super::{ALL, HOUR, KEEP, ask, cache, host};
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{EndIndex, ListRange, SetIf};
use momento_functions_test_host::{LocalCache, Request};

/// CACHE.7
#[tokio::test]
async fn a_full_server_refuses_what_needs_room_and_does_the_rest() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    cache.set(b"key", b"value", HOUR).await.unwrap();
    cache
        .list_concatenate_back(b"list", &["a", "b", "c"], KEEP, 0)
        .await
        .unwrap();
    ask::<()>(&server, &["CONFIG", "SET", "maxmemory", "1"]);
    let refused = [
        cache.set(b"other", b"v", HOUR).await.unwrap_err(),
        cache
            .set_if(b"other", b"v", HOUR, SetIf::Absent)
            .await
            .unwrap_err(),
        cache
            .list_push_back(b"list", b"v", KEEP, 0)
            .await
            .unwrap_err(),
        cache
            .list_push_front(b"new", b"v", KEEP, 0)
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert!(matches!(error, ServiceError::LimitExceeded(_)), "{error:?}");
    }
    let middle = ListRange {
        begin_index: 1,
        count: 1,
    };
    assert_eq!(cache.list_erase(b"list", &[middle]).await, Ok(Some(2)));
    assert!(cache.list_pop_back(b"list").await.unwrap().is_some());
    cache.delete(b"key").await.unwrap();
    assert_eq!(
        cache
            .list_fetch(b"list", ALL.0, ALL.1)
            .await
            .unwrap()
            .unwrap(),
        ["a"]
    );
    ask::<()>(&server, &["CONFIG", "SET", "maxmemory", "0"]);
    cache.set(b"other", b"v", HOUR).await.unwrap();
}

/// CACHE.7
#[tokio::test]
async fn a_server_that_takes_no_writes_is_a_failed_precondition() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    ask::<()>(&server, &["CONFIG", "SET", "min-replicas-to-write", "1"]);
    let refused = cache.set(b"key", b"v", HOUR).await;
    assert!(
        matches!(refused, Err(ServiceError::FailedPrecondition(_))),
        "{refused:?}"
    );
    assert_eq!(cache.get(b"key").await, Ok(None));
    ask::<()>(&server, &["CONFIG", "SET", "min-replicas-to-write", "0"]);
    cache.set(b"key", b"v", HOUR).await.unwrap();
}

/// CACHE.7
#[tokio::test]
async fn a_node_without_the_keys_slot_is_a_failed_precondition() {
    let Some(node) = RedisServer::start_with(&["--cluster-enabled", "yes"]) else {
        return;
    };
    let refused = cache(&node).set(b"key", b"v", HOUR).await;
    assert!(
        matches!(refused, Err(ServiceError::FailedPrecondition(_))),
        "{refused:?}"
    );
}

/// CACHE.7
#[tokio::test]
async fn a_user_who_may_not_is_denied_and_no_error_tells_the_password() {
    let Some(server) = RedisServer::start_with(&["--requirepass", "hunter2"]) else {
        return;
    };
    let at = |user: &str| LocalCache::new(format!("redis://{user}{}", server.address()));
    for user in ["", ":wrong-secret@", "nobody:wrong-secret@"] {
        let refused = host(at(user)).cache_store("default").get(b"key").await;
        let Err(ServiceError::PermissionDenied(text)) = refused else {
            panic!("{user}: {refused:?}");
        };
        assert!(!text.contains("secret"), "{text}");
    }
    let known = host(at(":hunter2@"));
    assert_eq!(known.cache_store("default").get(b"key").await, Ok(None));
}

/// CACHE.7
#[tokio::test]
async fn a_user_who_may_run_scripts_but_not_what_they_do_is_denied() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let may = "ACL SETUSER bob on >sesame ~* +eval +evalsha +get";
    ask::<()>(&server, &may.split(' ').collect::<Vec<_>>());
    let bob = format!("redis://bob:sesame@{}", server.address());
    let cache = host(LocalCache::new(bob)).cache_store("default");
    assert_eq!(cache.get(b"key").await, Ok(None));
    for refused in [
        cache.set(b"key", b"value", HOUR).await.unwrap_err(),
        cache
            .set_if(b"key", b"value", HOUR, SetIf::Absent)
            .await
            .unwrap_err(),
        cache
            .list_push_back(b"list", b"value", KEEP, 0)
            .await
            .unwrap_err(),
    ] {
        assert!(
            matches!(refused, ServiceError::PermissionDenied(_)),
            "{refused}"
        );
    }
}

/// CACHE.7
#[tokio::test]
async fn what_an_invocation_holds_of_a_server_is_limited() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let host = host(LocalCache::new(server.url()));
    let function = host.deploy("cache", guest("cache")).unwrap();
    let hold = async |count: u32| {
        let request = Request::post(&format!("/hold/key/{count}"));
        function.invoke(request).await.response.text().into_owned()
    };
    let cache = host.cache_store("default");
    cache.set(b"key", &vec![b'a'; 5 << 20], HOUR).await.unwrap();
    assert_eq!(hold(25).await, "25 are held");
    let refused = hold(26).await;
    assert!(refused.starts_with("Error::LimitExceeded"), "{refused}");
    assert_eq!(hold(25).await, "25 are held");
}

/// CACHE.7
#[tokio::test]
async fn more_than_one_call_may_move_is_over_the_limit() {
    const MANY: usize = 33 << 20;
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    let (end, piece) = (MANY.to_string(), vec![b'a'; 128 << 10]);
    ask::<u64>(&server, &["SETRANGE", "momento:default:key", &end, "."]);
    let values = vec![piece; 300];
    for part in values.chunks(100) {
        cache
            .list_concatenate_back(b"list", part, KEEP, 0)
            .await
            .unwrap();
    }
    let refused = [
        cache.get(b"key").await.unwrap_err(),
        cache.list_fetch(b"list", ALL.0, ALL.1).await.unwrap_err(),
        cache
            .list_concatenate_back(b"list", &values, KEEP, 0)
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert!(matches!(error, ServiceError::LimitExceeded(_)), "{error:?}");
    }
    let part = cache
        .list_fetch(b"list", ALL.0, EndIndex::Exclusive(200))
        .await;
    assert_eq!(part.unwrap().unwrap().len(), 200);
    let empty = vec![""; 1_000_001];
    let refused = cache.list_concatenate_back(b"empty", &empty, KEEP, 0).await;
    assert!(
        matches!(refused, Err(ServiceError::LimitExceeded(_))),
        "{refused:?}"
    );
    assert_eq!(cache.list_length(b"empty").await, Ok(None));
    let added = cache
        .list_concatenate_back(b"empty", &empty[1..], KEEP, 0)
        .await;
    assert_eq!(added, Ok(1_000_000));
}
