//! A server does not answer.

use super::support::redis_server::RedisServer;
use super::{ALL, HOUR, KEEP, cache, host};
use momento_functions_models::ServiceError;
use momento_functions_test_host::{CacheStore, LocalCache};
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Asks until the server is found again; then tells what it gave.
async fn when_back(cache: &CacheStore) -> Option<bytes::Bytes> {
    loop {
        if let Ok(found) = cache.get(b"key").await {
            return found;
        }
    }
}

/// CACHE.7
#[tokio::test]
async fn a_server_that_is_not_there_is_a_failed_precondition_until_it_is() {
    let Some(mut server) = RedisServer::start() else {
        return;
    };
    let cache = cache(&server);
    cache.set(b"key", b"value", HOUR).await.unwrap();
    server.stop();
    // The first one may have been under way on the connection that broke.
    let _ = cache.get(b"key").await;
    let refused = cache.set(b"key", b"value", HOUR).await.unwrap_err();
    let ServiceError::FailedPrecondition(text) = refused else {
        panic!("{refused:?}");
    };
    assert!(text.starts_with("the cache's server: "), "{text}");
    assert!(text.contains(&server.address()), "{text}");
    let refused = cache.list_push_back(b"list", b"v", KEEP, 0).await;
    assert!(matches!(refused, Err(ServiceError::FailedPrecondition(_))));
    server.restart();
    assert_eq!(cache.list_push_back(b"list", b"v", KEEP, 0).await, Ok(1));
    assert_eq!(when_back(&cache).await, None);
}

/// What a server does with a connection, once something came on it.
enum Deed {
    Close,
    BeSilent,
    Say(&'static str),
}

/// A server that does one thing a connection.
fn server_that(deeds: impl IntoIterator<Item = Deed>) -> LocalCache {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let cache = LocalCache::new(format!("redis://{}", listener.local_addr().unwrap()));
    let deeds: Vec<Deed> = deeds.into_iter().collect();
    thread::spawn(move || {
        let mut open: Vec<TcpStream> = Vec::new();
        for deed in deeds {
            let (mut connection, _) = listener.accept().unwrap();
            connection.read_exact(&mut [0; 1]).unwrap();
            match deed {
                Deed::Close => continue,
                Deed::BeSilent => {}
                Deed::Say(words) => connection.write_all(words.as_bytes()).unwrap(),
            }
            open.push(connection);
        }
        // They end when their other side does.
        for mut connection in open {
            let _ = io::copy(&mut connection, &mut io::sink());
        }
    });
    cache
}

/// CACHE.7
#[tokio::test]
async fn a_connection_that_breaks_under_a_call_is_an_internal_error_and_the_next_call_works() {
    for broken in [Deed::Close, Deed::Say("what is this\r\n")] {
        let server = server_that([broken, Deed::Say("$5\r\nvalue\r\n")]);
        let cache = host(server).cache_store("default");
        assert_eq!(cache.get(b"key").await, Err(ServiceError::InternalError));
        let found = cache.get(b"key").await.unwrap();
        assert_eq!(found.as_deref(), Some(&b"value"[..]));
    }
}

/// CACHE.7
#[tokio::test]
async fn an_answer_that_is_none_to_the_call_is_an_internal_error() {
    let at = |answer| host(server_that([Deed::Say(answer)])).cache_store("default");
    for answer in ["+OK\r\n", ":1\r\n", "*0\r\n", "*1\r\n$-1\r\n"] {
        assert_eq!(
            at(answer).get(b"key").await,
            Err(ServiceError::InternalError),
            "{answer}"
        );
    }
    for answer in [
        "+OK\r\n",
        ":1\r\n",
        "$0\r\n\r\n",
        "*0\r\n",
        "*1\r\n$1\r\na\r\n",
    ] {
        let popped = at(answer).list_pop_front(b"list").await;
        assert_eq!(popped, Err(ServiceError::InternalError), "{answer}");
    }
    for answer in ["+OK\r\n", "$0\r\n\r\n", "*1\r\n:1\r\n", "*1\r\n$-1\r\n"] {
        let fetched = at(answer).list_fetch(b"list", ALL.0, ALL.1).await;
        assert_eq!(fetched, Err(ServiceError::InternalError), "{answer}");
    }
    for answer in ["+OK\r\n", ":-1\r\n", "$1\r\n1\r\n"] {
        let length = at(answer).list_length(b"list").await;
        assert_eq!(length, Err(ServiceError::InternalError), "{answer}");
    }
}

/// CACHE.7
#[tokio::test]
async fn no_answer_in_time_is_a_timeout_and_the_next_call_works() {
    let mut server = server_that([Deed::BeSilent, Deed::Say(":7\r\n")]);
    server.timeout_milliseconds = 1000;
    let cache = host(server).cache_store("default");
    let pushed = cache.list_push_back(b"list", b"value", KEEP, 0).await;
    assert_eq!(pushed, Err(ServiceError::Timeout));
    assert_eq!(cache.list_length(b"list").await, Ok(Some(7)));
}
