//! Host calls are written down with what they had and what they got, where a host is asked to.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::calls::{cache, http, topic};
use momento_functions_test_host::{Function, Host, Outcome, Request};
use serde_json::json;

fn function(guest: &str) -> (Host, Function) {
    let host = Host::builder().observe_calls(true).build().unwrap();
    let function = host.deploy(guest, support::guest(guest)).unwrap();
    (host, function)
}

async fn invoked(function: &Function, target: &str, body: &str) -> Outcome {
    function
        .invoke(Request::post(target).body(body.to_owned()))
        .await
}

/// KIT.40
#[tokio::test]
async fn each_call_has_its_arguments_and_its_answer_in_order() {
    let (host, function) = function("cache");
    host.cache("default").set(b"from", b"value", 9000).unwrap();
    let outcome = invoked(&function, "/copy/from/to/5000", "").await;
    let calls = outcome.calls.outward();
    let [get, set] = &calls[..] else {
        panic!("{calls}");
    };
    assert!(get.is(cache::get) && set.is(cache::set), "{calls}");
    assert_eq!(get.interface, "momento:cache-scalar/cache-scalar@1.0.0");
    assert_eq!(get.text("key"), Some("from"));
    assert_eq!(get.answer, Some(json!({ "ok": "value" })));
    assert_eq!(set.text("value"), Some("value"));
    assert_eq!(set.argument("ttl-milliseconds"), Some(&json!(5000)));
    assert_eq!(set.answer, Some(json!({ "ok": null })));
    assert!(get.at + get.took <= set.at, "{calls}");
}

/// KIT.40
#[tokio::test]
async fn calls_are_found_by_their_names_and_groups() {
    let (_host, function) = function("cache");
    let outcome = invoked(&function, "/set/a/5000", "1").await;
    assert_eq!(outcome.calls.cache().sets().len(), 1);
    assert_eq!(outcome.calls.cache().sets()[0].text("key"), Some("a"));
    assert!(outcome.calls.cache().gets().is_empty());
    assert!(outcome.calls.cache().deletes().is_empty());
    assert_eq!(outcome.calls.of(cache::set).len(), 1);
    assert!(outcome.calls.of(http::invoke).is_empty());
    assert!(outcome.calls.of(topic::publish).is_empty());
    outcome.calls.assert_only(&["cache-scalar set"]);
    outcome.calls.of(cache::set).assert_count(1);
    outcome.calls.http().assert_none();
    assert!(!outcome.calls.is_cut());
}

/// KIT.40
#[tokio::test]
async fn what_the_function_asks_of_its_own_request_is_no_outward_call() {
    let (_host, function) = function("cache");
    let outcome = invoked(&function, "/nothing", "").await;
    outcome.calls.assert_none();
    let names: Vec<&str> = outcome.calls.iter().map(|call| &*call.function).collect();
    assert!(names.contains(&"invocation-path"), "{names:?}");
}

/// KIT.40
#[tokio::test]
async fn an_error_is_written_down_too() {
    let (_host, function) = function("cache");
    let outcome = invoked(&function, "/set/a/0", "value").await;
    let sets = outcome.calls.cache().sets();
    let error = sets[0].error().unwrap();
    assert!(error["invalid-argument"].is_string(), "{sets}");
}

/// KIT.40
#[tokio::test]
async fn the_older_contract_is_written_down_alike() {
    let (_host, function) = function("v1-cache");
    let outcome = invoked(&function, "/", "1").await;
    let sets = outcome.calls.cache().sets();
    assert_eq!(sets[0].interface, "momento:functions/cache-scalar@1.0.0");
    assert_eq!(sets[0].text("value"), Some("1"));
    assert!(sets[0].is(cache::set));
}

/// KIT.40
#[tokio::test]
async fn nobody_observes_unless_a_host_is_asked_to() {
    let host = Host::builder().build().unwrap();
    let function = host.deploy("cache", support::guest("cache")).unwrap();
    let outcome = invoked(&function, "/set/a/5000", "1").await;
    assert!(outcome.calls.is_empty());
}

/// KIT.41
#[tokio::test]
async fn an_unexpected_call_fails_with_all_of_them() {
    let (_host, function) = function("cache");
    let outcome = invoked(&function, "/set/a/5000", "1").await;
    let check = || outcome.calls.assert_only(&["cache-scalar get"]).len();
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(
        text.contains(
            r#"expected no host call but ["cache-scalar get"], found `cache-scalar set`"#
        ),
        "{text}"
    );
    let line = r#"cache-scalar set(key: "a", ttl-milliseconds: 5000, value: "1") → {"ok":null}"#;
    assert!(text.contains(line), "{text}");
}

/// KIT.42
#[tokio::test]
async fn more_calls_than_are_kept_are_told_to_be_cut() {
    const KEPT: usize = 10_000;
    let (host, function) = function("cache");
    host.cache("default").set(b"a", b"1", 9000).unwrap();
    // Each invocation asks for its path as well.
    for (made, cut) in [(KEPT - 1, false), (KEPT, true)] {
        let target = format!("/get-often/a/{made}");
        let outcome = invoked(&function, &target, "").await;
        assert_eq!(outcome.response.text(), made.to_string());
        assert_eq!((outcome.calls.len(), outcome.calls.is_cut()), (KEPT, cut));
    }
}
