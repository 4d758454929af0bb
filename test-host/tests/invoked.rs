//! What is told of invocations that have ended.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::calls::cache;
use momento_functions_test_host::{
    FunctionKind, Host, HostBuilder, InvocationErrorKind as Kind, Invoked, Limits, Request,
};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn host(builder: HostBuilder, guests: &[&str]) -> Host {
    let host = builder.build().unwrap();
    for guest in guests {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

fn keeping(guests: &[&str]) -> Host {
    let builder = Host::builder().keep_invoked(10).observe_calls(true);
    host(builder, guests)
}

async fn invoke(host: &Host, guest: &str, request: Request) -> Arc<Invoked> {
    let function = host.function("default", guest).unwrap();
    let outcome = function.invoke(request).await;
    let newest = host.invoked().remove(0);
    assert_eq!(newest.invocation_id, outcome.invocation_id);
    newest
}

/// OBS.1
#[tokio::test]
async fn a_web_functions_invocation_is_told_of() {
    let host = keeping(&["cache"]);
    let request = Request::post("/set/a/5000?q=1&token=secret-of-mine").body("hello");
    let request = request.header("x-request-id", "r-1");
    let request = request.header("traceparent", PARENT);
    let before = SystemTime::now();
    let invoked = invoke(&host, "cache", request).await;
    assert_eq!((&*invoked.cache, &*invoked.function), ("default", "cache"));
    assert_eq!((invoked.version, invoked.kind), (1, FunctionKind::WebV2));
    assert_eq!(invoked.method.as_deref(), Some("POST"));
    assert_eq!(invoked.path.as_deref(), Some("/set/a/5000?q=1"));
    assert_eq!(invoked.request_id.as_deref(), Some("r-1"));
    assert_eq!(invoked.trace_parent.as_deref(), Some(PARENT));
    assert_eq!(invoked.status, Some(200));
    assert!(invoked.error.is_none(), "{invoked:?}");
    assert_eq!((invoked.request_bytes, invoked.response_bytes), (5, 4));
    assert!(invoked.began >= before && invoked.began <= SystemTime::now());
    assert!(invoked.duration > Duration::ZERO && invoked.cost.peak_memory > 0);
}

/// OBS.1
#[tokio::test]
async fn host_calls_have_their_times_since_the_invocation_began() {
    let host = host(
        Host::builder()
            .virtual_clock()
            .keep_invoked(1)
            .observe_calls(true),
        &["cache"],
    );
    host.cache("default")
        .set(b"from", b"value", 60_000)
        .unwrap();
    let latency = Duration::from_millis(30);
    host.faults().on(cache::get).delay(latency);
    let invoked = invoke(&host, "cache", Request::post("/copy/from/to/5000")).await;
    let calls = invoked.calls.outward();
    let [get, set] = &calls[..] else {
        panic!("{calls}");
    };
    assert_eq!(get.name(), "cache-scalar get");
    assert!(
        get.began() < latency && get.duration() == latency,
        "{calls}"
    );
    assert!(set.began() >= get.began() + latency, "{calls}");
    assert!(set.began() + set.duration() <= invoked.duration, "{calls}");
}

/// OBS.1
#[tokio::test]
async fn a_failure_is_told_with_its_status() {
    let host = keeping(&["trouble"]);
    let invoked = invoke(&host, "trouble", Request::get("/panic")).await;
    assert_eq!(invoked.status, Some(500));
    let error = invoked.error.as_ref().unwrap();
    assert_eq!(error.kind(), Kind::Trap);
    let said = &invoked.logs.last().unwrap().message;
    assert_eq!(said, &error.to_string());
}

/// OBS.1
#[tokio::test]
async fn an_answer_that_its_caller_leaves_is_told_as_cancelled() {
    let host = keeping(&["echo"]);
    let echo = host.function("default", "echo").unwrap();
    drop(echo.start(Request::post("/").body("hello")).await);
    let [invoked] = &host.invoked()[..] else {
        panic!("one has ended");
    };
    assert_eq!(invoked.error.as_ref().unwrap().kind(), Kind::Cancelled);
    assert_eq!((invoked.status, invoked.response_bytes), (Some(200), 0));
}

/// OBS.1
#[tokio::test]
async fn a_spawned_function_is_told_of_without_a_request() {
    let host = keeping(&["spawned"]);
    let spawned = host.function("default", "spawned").unwrap();
    let outcome = spawned.spawn("payload").unwrap().outcome().await;
    let [invoked] = &host.invoked()[..] else {
        panic!("one has ended");
    };
    assert_eq!(invoked.invocation_id, outcome.invocation_id);
    assert_eq!(invoked.kind, FunctionKind::SpawnV2);
    assert_eq!((&invoked.method, &invoked.path), (&None, &None));
    assert_eq!((invoked.status, invoked.request_bytes), (None, 7));
}

/// OBS.1
#[tokio::test]
async fn all_who_observe_are_told_from_then_on() {
    let host = host(Host::builder(), &["echo"]);
    let echo = host.function("default", "echo").unwrap();
    echo.invoke(Request::get("/")).await;
    let told: [Arc<Mutex<Vec<String>>>; 2] = Default::default();
    for told in &told {
        let told = Arc::clone(told);
        host.on_invoked(move |invoked| told.lock().unwrap().push(invoked.invocation_id.clone()));
    }
    let ids = [
        echo.invoke(Request::get("/")).await.invocation_id,
        echo.invoke(Request::get("/")).await.invocation_id,
    ];
    for told in told {
        assert_eq!(*told.lock().unwrap(), ids);
    }
    assert!(host.invoked().is_empty());
}

/// OBS.1
#[tokio::test]
async fn one_that_was_not_let_in_is_not_told_of() {
    let limits = Limits::default().with_concurrency(0);
    let host = host(Host::builder().limits(limits).keep_invoked(9), &["echo"]);
    let echo = host.function("default", "echo").unwrap();
    assert_eq!(echo.invoke(Request::get("/")).await.response.status, 429);
    assert!(host.invoked().is_empty());
}

/// OBS.2
#[tokio::test]
async fn so_many_are_kept_the_newest_first() {
    let host = host(Host::builder().keep_invoked(3), &["echo"]);
    let echo = host.function("default", "echo").unwrap();
    for number in 0..5 {
        echo.invoke(Request::get(&format!("/{number}"))).await;
    }
    let kept = host.invoked();
    let paths: Vec<_> = kept.iter().filter_map(|it| it.path.as_deref()).collect();
    assert_eq!(paths, ["/4", "/3", "/2"]);
}

/// OBS.2
#[tokio::test]
async fn what_is_kept_has_a_bound_in_bytes() {
    let host = keeping(&["cache"]);
    for _ in 0..9 {
        let request = Request::post("/set-many-bytes/large/4194304");
        invoke(&host, "cache", request).await;
    }
    // Each has its value in its calls: seven fit into 32 MiB.
    assert_eq!(host.invoked().len(), 7);
    let invoked = invoke(&host, "cache", Request::get("/hold/large/9")).await;
    // It has more than all may have: its calls are left out.
    assert!(invoked.calls.is_empty() && invoked.calls.is_cut());
    assert!(invoked.calls.count() >= 2, "{invoked:?}");
    assert_eq!(invoked.status, Some(200));
}

/// OBS.1
#[tokio::test]
async fn credentials_are_left_out_of_the_calls() {
    let host = keeping(&["token"]);
    let token = host.function("default", "token").unwrap();
    let permissions = r#"{"explicit": {"permissions": []}}"#;
    let outcome = token
        .invoke(Request::post("/?seconds=60").body(permissions))
        .await;
    let answer = outcome.response.text();
    let key = answer.split(' ').nth(2).unwrap();
    let calls = &host.invoked()[0].calls;
    let told = serde_json::to_string(&calls.to_vec()).unwrap();
    assert!(key.len() > 20 && !told.contains(key), "{told}");
    assert!(told.contains("[redacted]"), "{told}");
}
