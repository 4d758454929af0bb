//! Calls at once.

use super::support::redis_server::RedisServer;
use super::{ALL, HOUR, KEEP, cache};
use momento_functions_models::cache::{SetIf, SetIfHash};

/// Runs tasks of the same call at once, on several threads.
async fn at_once<T, F>(tasks: u32, task: impl Fn(u32) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..tasks)
        .map(|number| tokio::spawn(task(number)))
        .collect();
    let mut ended = Vec::new();
    for task in tasks {
        ended.push(task.await.unwrap());
    }
    ended
}

/// CACHE.3, CACHE.7
#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_store_what_is_absent_one_does() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    // Each host has a connection of its own.
    let caches = [cache(&server), cache(&server)];
    let stored = at_once(64, |number| {
        let cache = caches[number as usize % 2].clone();
        async move {
            let value = number.to_be_bytes();
            let stored = cache.set_if(b"key", &value, HOUR, SetIf::Absent).await;
            stored.unwrap().then_some(value)
        }
    });
    let stored: Vec<[u8; 4]> = stored.await.into_iter().flatten().collect();
    let kept = caches[0].get(b"key").await.unwrap().unwrap();
    assert_eq!(stored, [kept.as_ref()]);
}

/// CACHE.4, CACHE.7
#[tokio::test(flavor = "multi_thread")]
async fn no_writer_comes_between_a_hash_and_its_store() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    cache.set(b"n", &0_u32.to_be_bytes(), HOUR).await.unwrap();
    let added = at_once(8, |_| {
        let cache = cache.clone();
        async move {
            let mut stored = 0;
            while stored < 25 {
                let (old, hash) = cache.get_with_hash(b"n").await.unwrap().unwrap();
                let new = u32::from_be_bytes(old.as_ref().try_into().unwrap()) + 1;
                let equal = SetIfHash::PresentAndHashEqual(hash.as_bytes());
                let new = new.to_be_bytes();
                let set = cache.set_if_hash(b"n", &new, HOUR, equal);
                stored += u32::from(set.await.unwrap().is_some());
            }
        }
    });
    added.await;
    let sum = cache.get(b"n").await.unwrap().unwrap();
    assert_eq!(sum.as_ref(), 200_u32.to_be_bytes());
}

/// CACHE.5, CACHE.7
#[tokio::test(flavor = "multi_thread")]
async fn pushes_at_once_lose_nothing() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    let lengths = at_once(100, |number| {
        let cache = cache.clone();
        async move {
            let value = number.to_be_bytes();
            let pushed = match number % 2 {
                0 => cache.list_push_back(b"list", &value, KEEP, 0).await,
                _ => cache.list_push_front(b"list", &value, KEEP, 0).await,
            };
            pushed.unwrap()
        }
    });
    let mut lengths = lengths.await;
    lengths.sort_unstable();
    assert_eq!(lengths, (1..=100).collect::<Vec<u32>>());
    let values = cache
        .list_fetch(b"list", ALL.0, ALL.1)
        .await
        .unwrap()
        .unwrap();
    let mut numbers: Vec<u32> = values
        .iter()
        .map(|value| u32::from_be_bytes(value.as_ref().try_into().unwrap()))
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..100).collect::<Vec<u32>>());
}
