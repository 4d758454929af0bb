//! What a disposable token opens.

use std::sync::Arc;
use std::time::Duration;

use momento_functions_models::{Clock, ManualClock};
use momento_functions_test_host::Host;
use momento_functions_test_host::service::Key;

use super::client::{Call, Server};
use super::support;

/// Allows the function `context` and those whose names begin with `c`, and the topics of `default`.
const SOME: &str = r#"{"explicit": {"permissions": [
    {"function_permissions": {"role": "FunctionInvoke", "cache_selector": {"cacheName": "default"}, "function_selector": {"function_name": "context"}}},
    {"function_permissions": {"role": "FunctionInvoke", "cache_selector": {"cacheName": "default"}, "function_selector": {"function_name_prefix": "ca"}}},
    {"topic_permissions": {"role": "TopicReadOnly", "cache_selector": {"cacheName": "default"}, "topic_selector": {"topic_name": "news"}}}
]}}"#;

fn host(clock: Arc<ManualClock>) -> Host {
    let host = Host::builder()
        .clock(clock as Arc<dyn Clock>)
        .build()
        .unwrap();
    for guest in ["context", "cache", "count", "token"] {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

async fn locked(host: &Host) -> Server {
    Server::with(host, |service| service.key(Key::full("all"))).await
}

fn token(host: &Host) -> String {
    let token = host.disposable_token(60, SOME, Some("ada")).unwrap();
    token.api_key
}

fn call(function: &str, token: &str) -> Call {
    Call::get(&format!("/functions/default/{function}")).header("authorization", token)
}

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// SVC.2
#[tokio::test]
async fn a_token_invokes_the_functions_it_names_and_no_other() {
    let host = host(Arc::default());
    let server = locked(&host).await;
    let token = token(&host);
    let answer = server.send(call("context", &token)).await;
    assert_eq!(answer.status, 200);
    let refused = server.send(call("count", &token)).await;
    assert_eq!(refused.error(), code(403, "not_granted"));
    assert!(refused.message().contains("`FunctionInvoke`"));
    let elsewhere = Call::get("/functions/other/context").header("authorization", &token);
    assert_eq!(
        server.send(elsewhere).await.error(),
        code(403, "not_granted")
    );
    // What it may invoke but is not there is no secret.
    let missing = server.send(call("ca-none", &token)).await;
    assert_eq!(missing.error(), code(404, "no_such_function"));
}

/// SVC.2
#[tokio::test]
async fn a_tokens_id_is_what_the_function_is_told_of_its_caller() {
    let host = host(Arc::default());
    let server = locked(&host).await;
    let token = token(&host);
    let target = "/functions/default/context";
    let ways = [
        call("context", &token),
        Call::get(target).header("x-momento-authorization", &token),
        Call::get(&format!("{target}?token={token}")),
    ];
    for way in ways {
        let told = server.send(way).await;
        assert!(
            told.text().contains("first token Some(\"ada\")\n"),
            "{}",
            told.text()
        );
    }
    let told = server.send(call("context", "all")).await;
    assert!(
        told.text().contains("first token None\n"),
        "{}",
        told.text()
    );
}

/// SVC.2
#[tokio::test]
async fn a_token_that_has_ended_is_401() {
    let clock = Arc::new(ManualClock::default());
    let host = host(Arc::clone(&clock));
    let server = locked(&host).await;
    let token = token(&host);
    clock.advance(Duration::from_secs(59));
    assert_eq!(server.send(call("context", &token)).await.status, 200);
    clock.advance(Duration::from_secs(1));
    let ended = server.send(call("context", &token)).await;
    assert_eq!(ended.error(), code(401, "token_expired"));
}

/// SVC.2
#[tokio::test]
async fn a_token_of_another_host_is_unknown() {
    let server = locked(&host(Arc::default())).await;
    let theirs = token(&host(Arc::default()));
    let refused = server.send(call("context", &theirs)).await;
    assert_eq!(refused.error(), code(401, "unknown_key"));
}

/// SVC.2
#[tokio::test]
async fn a_token_never_manages_and_listens_where_it_may() {
    let host = host(Arc::default());
    let server = locked(&host).await;
    let token = token(&host);
    let (key, topic) = ("a key instead", "`TopicReadOnly`");
    for (method, target, missing) in [
        ("GET", "/functions/manage/default", key),
        ("DELETE", "/functions/manage/default/context", key),
        ("GET", "/topics/default/other", topic),
        ("GET", "/topics/other/news", topic),
    ] {
        let call = Call::new(method, target).header("authorization", &token);
        let refused = server.send(call).await;
        assert_eq!(refused.error(), code(403, "not_granted"), "{target}");
        assert!(refused.message().contains(missing), "{target}");
    }
    let news = Call::get("/topics/default/news").header("authorization", &token);
    server.begin(news).await.until(": listening\n\n").await;
}

/// SVC.2
#[tokio::test]
async fn a_listener_hears_nothing_after_the_end_of_its_token() {
    let clock = Arc::new(ManualClock::default());
    let host = host(Arc::clone(&clock));
    let server = locked(&host).await;
    let news = Call::get("/topics/default/news").header("authorization", &token(&host));
    let mut listener = server.begin(news).await;
    listener.until(": listening\n\n").await;
    clock.advance(Duration::from_secs(59));
    host.topic("default", "news").publish("before").unwrap();
    listener.until("data: before\n\n").await;
    clock.advance(Duration::from_secs(1));
    host.topic("default", "news").publish("after").unwrap();
    let rest = listener.rest().await;
    assert!(rest.complete && !rest.text().contains("after"), "{rest:?}");
}

/// SVC.2
#[tokio::test]
async fn an_open_service_holds_a_token_to_what_it_says() {
    let host = host(Arc::default());
    let server = Server::start(&host).await;
    let token = token(&host);
    let told = server.send(call("context", &token)).await;
    assert!(
        told.text().contains("first token Some(\"ada\")\n"),
        "{}",
        told.text()
    );
    let refused = server.send(call("count", &token)).await;
    assert_eq!(refused.error(), code(403, "not_granted"));
    let own = server.send(call("count", "the function's own")).await;
    assert_eq!(own.status, 200);
}

/// SVC.2
#[tokio::test]
async fn a_token_that_a_function_made_names_the_service_that_accepts_it() {
    let host = host(Arc::default());
    let server = locked(&host).await;
    let call = Call::post("/functions/default/token?seconds=60", SOME);
    let made = server.send(call.header("authorization", "all")).await;
    let told: Vec<&str> = made.text().split(' ').collect();
    let [_, endpoint, token] = told.as_slice() else {
        panic!("{}", made.text())
    };
    assert_eq!(*endpoint, server.address.to_string());
    let answer = server.send(self::call("context", token)).await;
    assert_eq!(answer.status, 200);
}

/// SVC.6
#[tokio::test]
async fn a_function_may_more_than_its_callers_token() {
    let host = host(Arc::default());
    let server = locked(&host).await;
    let token = token(&host);
    let write = Call::post("/functions/default/cache/set/key/60000", "value");
    let written = server.send(write.header("authorization", &token)).await;
    assert_eq!(written.status, 200, "{}", written.text());
    let kept = host.cache("default").get(b"key").unwrap();
    assert_eq!(kept.as_deref(), Some(&b"value"[..]));
}
