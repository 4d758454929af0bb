use crate::support::redis_server::RedisServer;
use crate::support::{self, arriving, piece};
use crate::{ask, host, send, server};
use http::Method;
use momento_functions_test_host::{LocalValkey, Request};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Shorter than a server has for a reply, where nothing else is configured.
pub(crate) const BEFORE_TIMEOUT: Duration = Duration::from_secs(8);

/// SVC.8
#[tokio::test]
async fn what_would_change_the_shared_connection_is_refused() {
    let Some((_server, host)) = server() else {
        return;
    };
    for words in [
        "SELECT 1",
        "multi",
        "CLIENT SETNAME me",
        "AUTH x",
        "SUBSCRIBE news",
        "MONITOR",
    ] {
        let name = words.split(' ').next().unwrap().to_uppercase();
        let refused = ask(&host, words).await;
        let start = format!("failed: the Valkey command failed: `{name}` is not sent: it ");
        assert!(refused.starts_with(&start), "{refused}");
        assert_eq!(ask(&host, "PING").await, "text PONG");
    }
}

/// SVC.8
#[tokio::test]
async fn a_command_that_waits_holds_up_no_other() {
    let Some((server, host)) = server() else {
        return;
    };
    let waiting = ask(&host, "BLPOP queue 0");
    let others = async {
        // It waits at the server now.
        let mut connection = server.connection();
        loop {
            let info: String = redis::cmd("INFO")
                .arg("clients")
                .query(&mut connection)
                .unwrap();
            if info.contains("blocked_clients:1") {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(ask(&host, "PING").await, "text PONG");
        assert_eq!(ask(&host, "RPUSH queue job").await, "int 1");
    };
    let (popped, ()) = tokio::join!(waiting, others);
    assert_eq!(popped, "[inline queue, inline job]");
}

/// SVC.8
#[tokio::test]
async fn a_command_that_waits_ends_with_its_invocation() {
    let Some((server, host)) = server() else {
        return;
    };
    let blocked = |count: usize| {
        let mut connection = server.connection();
        move || {
            let info: String = redis::cmd("INFO")
                .arg("clients")
                .query(&mut connection)
                .unwrap();
            info.contains(&format!("blocked_clients:{count}"))
        }
    };
    let waiting = tokio::spawn(async move { ask(&host, "BLPOP queue 0").await });
    let (mut waits, mut is_over) = (blocked(1), blocked(0));
    while !waits() {
        tokio::task::yield_now().await;
    }
    waiting.abort();
    let deadline = Instant::now() + BEFORE_TIMEOUT;
    while !is_over() {
        assert!(Instant::now() < deadline, "it waits on");
        tokio::task::yield_now().await;
    }
}

/// SVC.8
#[tokio::test]
async fn functions_share_one_connection() {
    let Some((server, host)) = server() else {
        return;
    };
    let mut invocations = JoinSet::new();
    for _ in 0..20 {
        let host = host.clone();
        invocations.spawn(async move { ask(&host, "INCR count").await });
    }
    for reply in invocations.join_all().await {
        assert!(reply.starts_with("int "), "{reply}");
    }
    assert_eq!(ask(&host, "GET count").await, "inline 20");
    let info: String = redis::cmd("INFO")
        .arg("clients")
        .query(&mut server.connection())
        .unwrap();
    // One of the host, and the one that asks.
    assert!(info.contains("connected_clients:2"), "{info}");
}

/// SVC.3
#[tokio::test]
async fn a_command_has_at_most_32_mib() {
    const LIMIT: usize = 32 << 20;
    let Some((_server, host)) = server() else {
        return;
    };
    let fits = vec![b'a'; LIMIT - "SET".len() - "key".len()];
    assert_eq!(
        send(&host, Method::POST, &["SET", "key"], &fits)
            .await
            .text(),
        "ok"
    );
    assert_eq!(
        ask(&host, "STRLEN key").await,
        format!("int {}", fits.len())
    );
    let refused = send(&host, Method::POST, &["SET", "keys"], &fits).await;
    let reason = "failed: the Valkey command failed: a command has at most 33554432 bytes; this one has more";
    assert_eq!(refused.text(), reason);
    assert_eq!(ask(&host, "GET keys").await, "nil");
}

/// SVC.3
#[tokio::test]
async fn a_command_without_a_name_and_a_body_that_breaks_off_are_not_sent() {
    let Some((_server, host)) = server() else {
        return;
    };
    let nameless = ask(&host, "").await;
    assert_eq!(
        nameless,
        "failed: the Valkey command failed: a command has no name"
    );
    let (body, _) = arriving([piece("half"), support::Step::Fail("cut")]);
    let request = Request::post("/main?a=SET&a=key").body(body);
    let function = host.function("default", "valkey").unwrap();
    let broken = function.invoke(request).await.response;
    let reason =
        "failed: the Valkey command failed: an argument must come whole; the body broke off: cut";
    assert_eq!(broken.text(), reason);
    assert_eq!(ask(&host, "GET key").await, "nil");
}

/// SVC.3
#[tokio::test]
async fn the_url_names_the_user_the_password_and_the_database() {
    let Some(server) = RedisServer::start_with(&["--requirepass", "s3cret"]) else {
        return;
    };
    let url = |user: &str| format!("redis://{user}@{}/3", server.address());
    let right = host(&LocalValkey::new(url(":s3cret")));
    assert_eq!(ask(&right, "SET key value").await, "ok");
    let wrong = ask(&host(&LocalValkey::new(url(":wr0ng"))), "GET key").await;
    assert!(
        wrong.ends_with("check the user and the password in the URL"),
        "{wrong}"
    );
    assert!(!wrong.contains("wr0ng"), "{wrong}");
    let client = redis::Client::open(url(":s3cret")).unwrap();
    let mut connection = client.get_connection().unwrap();
    let seen: String = redis::cmd("GET").arg("key").query(&mut connection).unwrap();
    assert_eq!(seen, "value");
}
