//! Faults that a test orders on host calls.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::calls::{cache, http, spawn, token, topic, valkey};
use momento_functions_test_host::{
    Function, Host, HttpFault, Request, RequestBody, ServiceFault, SpawnFault, TestHost,
    TokenFault, ValkeyFault,
};
use std::time::Duration;

fn function(guest: &str) -> (Host, Function) {
    let host = Host::builder().build().unwrap();
    let function = host.deploy(guest, support::guest(guest)).unwrap();
    (host, function)
}

async fn text(function: &Function, target: &str) -> String {
    let outcome = function.invoke(Request::post(target).body("1")).await;
    assert!(outcome.error.is_none(), "{:?}", outcome.error);
    outcome.response.text().into_owned()
}

async fn texts(function: &Function, target: &str, count: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for _ in 0..count {
        texts.push(text(function, target).await);
    }
    texts
}

/// KIT.43
#[tokio::test]
async fn the_third_call_fails_and_no_other() {
    let (host, function) = function("cache");
    let fault = host
        .faults()
        .on(cache::get)
        .nth(3)
        .fail(ServiceFault::Timeout);
    let texts = texts(&function, "/get/a", 4).await;
    assert_eq!(texts, ["missing", "missing", "Error::Timeout", "missing"]);
    assert_eq!(fault.count(), 1);
}

/// KIT.43
#[tokio::test]
async fn an_order_says_which_calls_it_strikes() {
    let (host, function) = function("cache");
    let struck = |texts: Vec<String>| -> String {
        let letter = |text: &String| if text == "missing" { '.' } else { 'x' };
        texts.iter().map(letter).collect()
    };
    let on = || host.faults().on(cache::get);
    on().every(2).fail(ServiceFault::InternalError);
    assert_eq!(struck(texts(&function, "/get/a", 5).await), ".x.x.");
    host.faults().clear();
    on().first(2).fail(ServiceFault::InternalError);
    assert_eq!(struck(texts(&function, "/get/a", 5).await), "xx...");
    host.faults().clear();
    on().after(2).fail(ServiceFault::InternalError);
    assert_eq!(struck(texts(&function, "/get/a", 5).await), "..xxx");
    host.faults().clear();
    on().with("key", "b").fail(ServiceFault::InternalError);
    assert_eq!(struck(texts(&function, "/get/a", 2).await), "..");
    assert_eq!(struck(texts(&function, "/get/b", 2).await), "xx");
    host.faults().clear();
    for (rate, expected) in [(0.0, "....."), (1.0, "xxxxx")] {
        host.faults().clear();
        on().rate(rate).fail(ServiceFault::InternalError);
        assert_eq!(struck(texts(&function, "/get/a", 5).await), expected);
    }
}

/// KIT.43
#[tokio::test]
async fn chance_is_the_same_in_each_run_and_close_to_its_rate() {
    let run = || async {
        let (host, function) = function("cache");
        let fault = host
            .faults()
            .on(cache::get)
            .rate(0.25)
            .fail(ServiceFault::Timeout);
        (texts(&function, "/get/a", 200).await, fault.count())
    };
    let ((first, struck), (second, _)) = (run().await, run().await);
    assert_eq!(first, second);
    assert!((25..=75).contains(&struck), "{struck} of 200");
}

/// KIT.43
#[tokio::test]
async fn every_failure_of_a_contract_can_be_ordered() {
    let (host, function) = function("cache");
    let owned = |text: &str| text.to_owned();
    for (fault, expected) in [
        (ServiceFault::InternalError, "Error::InternalError"),
        (ServiceFault::RequestCancelled, "Error::RequestCancelled"),
        (ServiceFault::Timeout, "Error::Timeout"),
        (
            ServiceFault::InvalidArgument(owned("a")),
            "Error::InvalidArgument(\"a\")",
        ),
        (
            ServiceFault::PermissionDenied(owned("b")),
            "Error::PermissionDenied(\"b\")",
        ),
        (
            ServiceFault::LimitExceeded(owned("c")),
            "Error::LimitExceeded(\"c\")",
        ),
        (
            ServiceFault::FailedPrecondition(owned("d")),
            "Error::FailedPrecondition(\"d\")",
        ),
        (ServiceFault::NotFound(owned("e")), "Error::NotFound(\"e\")"),
    ] {
        host.faults().clear();
        host.faults().on(cache::get).fail(fault);
        assert_eq!(text(&function, "/get/a").await, expected);
    }
}

/// KIT.43
#[tokio::test]
async fn a_call_that_fails_is_not_made_and_told_to_be_a_fault() {
    let host = Host::builder().observe_calls(true).build().unwrap();
    let function = host.deploy("cache", support::guest("cache")).unwrap();
    host.faults().on(cache::set).fail(ServiceFault::Timeout);
    let outcome = function
        .invoke(Request::post("/set/a/5000").body("1"))
        .await;
    assert_eq!(outcome.response.text(), "Error::Timeout");
    assert_eq!(host.cache("default").get(b"a").unwrap(), None);
    let sets = outcome.calls.cache().sets();
    assert!(sets[0].fault, "{sets}");
    assert_eq!(sets[0].error().unwrap(), "timeout");
}

/// KIT.43
#[tokio::test]
async fn the_older_contract_fails_alike() {
    let (host, function) = function("v1-cache");
    let fault = host
        .faults()
        .on(cache::get)
        .nth(2)
        .fail(ServiceFault::Timeout);
    let told = text(&function, "/").await;
    let gets: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("get"))
        .collect();
    assert_eq!(fault.count(), 1);
    assert!(!gets[0].contains("Timeout"), "{told}");
    assert!(gets[1].contains("Timeout"), "{told}");
}

/// KIT.43
#[tokio::test]
async fn work_that_is_lost_is_told_to_be_started() {
    let (host, function) = function("spawner");
    host.deploy("spawned", support::guest("spawned")).unwrap();
    let lost = host.faults().on(spawn::spawn_function).lose();
    let told = text(&function, "/spawned").await;
    host.spawned().await;
    assert_eq!(lost.count(), 1, "{told}");
    assert!(told.contains("Ok"), "{told}");
    host.faults().clear();
    host.faults()
        .on(spawn::spawn_function)
        .fail(SpawnFault::Limit("enough".to_owned()));
    let told = text(&function, "/spawned").await;
    assert!(told.contains("Limit(\"enough\")"), "{told}");
}

/// KIT.43
#[tokio::test]
async fn publishing_tokens_and_commands_can_fail() {
    let (host, topics) = function("topic");
    host.faults().on(topic::publish).fail(ServiceFault::Timeout);
    assert_eq!(text(&topics, "/news").await, "Err(Timeout)");

    let (host, tokens) = function("token");
    let denied = TokenFault::PermissionDenied("no".to_owned());
    host.faults().on(token::generate).fail(denied);
    let told = text(&tokens, "/?seconds=60").await;
    assert!(told.contains("PermissionDenied(\"no\")"), "{told}");

    let (host, commands) = function("valkey");
    host.faults().on(valkey::command).close_connection();
    let told = text(&commands, "/main?a=PING").await;
    assert!(told.contains("the connection was closed"), "{told}");
    host.faults().clear();
    host.faults()
        .on(valkey::command)
        .fail(ValkeyFault::Other("MOVED".to_owned()));
    let told = text(&commands, "/main?a=PING").await;
    assert!(told.contains("MOVED"), "{told}");
}

/// KIT.43
#[tokio::test]
async fn a_request_fails_as_its_contract_can_tell() {
    const NOBODY: &str = "http://127.0.0.1:9/";
    for (guest, body, interrupted) in [
        ("http", "", "ConnectionInterrupted("),
        ("v1-http", "GET\nhttp://127.0.0.1:9/", "RequestError("),
    ] {
        let (host, function) = function(guest);
        let told = async || {
            let request = Request::post(&format!("/?url={NOBODY}")).body(body);
            function.invoke(request).await.response.text().into_owned()
        };
        host.faults().on(http::invoke).close_connection();
        let first = told().await;
        assert!(first.contains(interrupted), "{guest}: {first}");
        assert!(first.contains("was closed"), "{guest}: {first}");
        host.faults().clear();
        host.faults()
            .on(http::invoke)
            .fail(HttpFault::InternalError);
        let second = told().await;
        assert!(second.contains("InternalError"), "{guest}: {second}");
    }
}

/// KIT.43
#[tokio::test]
async fn orders_on_one_call_count_each_for_itself() {
    let (host, function) = function("cache");
    let on = || host.faults().on(cache::get);
    on().nth(1).fail(ServiceFault::InternalError);
    on().nth(2).fail(ServiceFault::Timeout);
    let texts = texts(&function, "/get/a", 3).await;
    assert_eq!(texts, ["Error::InternalError", "Error::Timeout", "missing"]);
}

/// KIT.43
#[test]
fn delays_add_up_and_go_by_the_hosts_clock() {
    let host = TestHost::new();
    let function = host.deploy("cache", support::guest("cache"));
    let hour = Duration::from_secs(3600);
    let start = host.clock().elapsed();
    host.faults().on(cache::set).delay(hour);
    host.faults()
        .on(cache::set)
        .fail_after(hour, ServiceFault::Timeout);
    let limits = host.limits().time();
    assert!(limits < hour, "the invocation ends of its own time limit");
    let outcome = function.invoke(Request::post("/set/a/5000").body("1"));
    assert_eq!(outcome.response.status, 504);
    host.faults().clear();
    let second = Duration::from_secs(1);
    host.faults().on(cache::set).delay(second);
    host.faults()
        .on(cache::set)
        .fail_after(second, ServiceFault::Timeout);
    let before = host.clock().elapsed();
    let outcome = function.invoke(Request::post("/set/a/5000").body("1"));
    assert_eq!(outcome.response.text(), "Error::Timeout");
    assert!(host.clock().elapsed() - before >= 2 * second);
    assert!(before - start < hour);
}

/// KIT.43
#[tokio::test]
async fn an_argument_that_is_still_on_its_way_is_waited_for() {
    let (host, function) = function("cache");
    let on = |value| host.faults().on(cache::set).with("value", value);
    on("late").fail(ServiceFault::Timeout);
    let set = async |value: &'static str| {
        let body = http_body_util::Full::new(bytes::Bytes::from(value));
        let request = Request::post("/set/a/5000").body(RequestBody::stream(body));
        function.invoke(request).await.response.text().into_owned()
    };
    assert_eq!(set("late").await, "Error::Timeout");
    // What is looked at is read by the call all the same.
    set("other").await;
    let kept = host.cache("default").get(b"a").unwrap();
    assert_eq!(kept.as_deref(), Some(&b"other"[..]));
}

/// KIT.43
#[test]
fn an_order_that_makes_no_sense_is_refused() {
    let host = Host::builder().build().unwrap();
    let refused = |order: &dyn Fn()| {
        let order = std::panic::AssertUnwindSafe(order);
        std::panic::catch_unwind(order).is_err()
    };
    assert!(refused(&|| drop(host.faults().on(cache::get).nth(0))));
    assert!(refused(&|| drop(host.faults().on(cache::get).every(0))));
    assert!(refused(&|| drop(host.faults().on(cache::get).first(0))));
    assert!(refused(&|| drop(host.faults().on(cache::get).rate(1.1))));
    assert!(refused(&|| drop(
        host.faults().on(cache::get).rate(f64::NAN)
    )));
}
