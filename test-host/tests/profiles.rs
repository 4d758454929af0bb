//! Where functions spend their time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{Host, Limits, Request};
use serde_json::Value as Json;
use std::time::Duration;

async fn busy(profiled: bool) -> Host {
    let limits = Limits::default().with_time(Duration::from_millis(500));
    let host = Host::builder().limits(limits).profile_guests(profiled);
    let host = host.build().unwrap();
    let trouble = host.deploy("trouble", support::guest("trouble")).unwrap();
    for _ in 0..2 {
        let outcome = trouble.invoke(Request::get("/busy")).await;
        assert_eq!(outcome.response.status, 504, "{outcome:?}");
    }
    host
}

/// How many texts in a value have this one in them.
fn count(value: &Json, text: &str) -> usize {
    match value {
        Json::String(own) => usize::from(own.contains(text)),
        Json::Array(all) => all.iter().map(|it| count(it, text)).sum(),
        Json::Object(all) => all.values().map(|it| count(it, text)).sum(),
        _ => 0,
    }
}

/// OBS.50
#[tokio::test]
async fn a_busy_function_is_found_among_the_samples() {
    let host = busy(true).await;
    let [profile] = &host.take_profiles()[..] else {
        panic!("there is one function");
    };
    let whose = (&*profile.cache, &*profile.function, profile.version);
    assert_eq!(whose, ("default", "trouble", 1));
    assert!(profile.samples >= 10, "{profile:?}");
    let json: Json = serde_json::from_slice(&profile.json).unwrap();
    let thread = &json["threads"][0];
    let taken = thread["samples"]["length"].as_u64().unwrap();
    assert_eq!(taken, profile.samples);
    assert!(count(&json, "guest_trouble::busily") >= 1, "{json:#}");
    assert!(host.take_profiles().is_empty());
}

/// OBS.50
#[tokio::test]
async fn nothing_is_taken_unless_it_is_asked_for() {
    assert!(busy(false).await.take_profiles().is_empty());
}
