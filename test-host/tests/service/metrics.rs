//! The counters, as Prometheus reads them.

use momento_functions_test_host::Limits;
use momento_functions_test_host::service::Key;
use std::collections::BTreeMap;
use std::time::Duration;

use super::client::{Call, Server};
use super::{host_of, limited};

/// The samples of a page, by their names and labels; and that each metric is described before.
fn samples(page: &str) -> BTreeMap<String, f64> {
    let mut described = Vec::new();
    let mut samples = BTreeMap::new();
    for line in page.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            described.push(comment.split(' ').nth(1).unwrap());
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        let metric = name.split('{').next().unwrap();
        assert!(described.iter().any(|it| metric.starts_with(it)), "{line}");
        let old = samples.insert(name.to_owned(), value.parse().unwrap());
        assert_eq!(old, None, "{line}");
    }
    samples
}

/// HTTP.19
#[tokio::test]
async fn the_counters_are_told_as_prometheus_reads_them() {
    let limits = Limits::default().with_time(Duration::from_secs(1));
    let server = Server::start(&limited(limits, &["echo", "trouble"])).await;
    for _ in 0..2 {
        let call = Call::post("/functions/default/echo", "hello");
        assert_eq!(server.send(call).await.status, 200);
    }
    let call = Call::get("/functions/default/trouble/spin");
    assert_eq!(server.send(call).await.status, 504);
    let answer = server.send(Call::get("/metrics")).await;
    let kind = answer.header("content-type").unwrap();
    assert_eq!(kind, "text/plain; version=0.0.4; charset=utf-8");
    let samples = samples(answer.text());
    let of = |name: &str| samples[&format!("momento_functions_{name}")];
    assert_eq!(of("invocations_total{kind=\"web_v2\"}"), 3.0);
    assert_eq!(of("invocations_total{kind=\"spawn_v1\"}"), 0.0);
    assert_eq!(of("failures_total{kind=\"time_limit\"}"), 1.0);
    assert_eq!(of("failures_total{kind=\"memory_limit\"}"), 0.0);
    assert_eq!(of("request_bytes_total"), 10.0);
    assert_eq!(of("response_bytes_total"), 10.0);
    assert_eq!(of("live"), 0.0);
    assert_eq!(of("invocation_seconds_count"), 3.0);
    assert_eq!(of("invocation_seconds_bucket{le=\"+Inf\"}"), 3.0);
    assert!(of("invocation_seconds_bucket{le=\"0.25\"}") <= 2.0);
    assert!(of("invocation_seconds_sum") >= 1.0);
}

/// OBS.30
#[tokio::test]
async fn host_calls_are_counted_by_their_interface_and_result() {
    let server = Server::start(&host_of(&["cache"])).await;
    for (path, status) in [("set/a/5000", 200), ("set/a/0", 400), ("get/a", 200)] {
        let call = Call::post(&format!("/functions/default/cache/{path}"), "hello");
        assert_eq!(server.send(call).await.status, status);
    }
    let page = server.send(Call::get("/metrics")).await;
    let samples = samples(page.text());
    let calls = |result: &str| {
        let interface = "momento:cache-scalar/cache-scalar@1.0.0";
        let labels = format!("interface=\"{interface}\",result=\"{result}\"");
        samples[&format!("momento_functions_host_calls_total{{{labels}}}")]
    };
    assert_eq!(["ok", "error", "ended"].map(calls), [2.0, 1.0, 0.0]);
    let support = samples
        .keys()
        .filter(|name| name.contains("web-function-support"));
    assert_eq!(support.count(), 3, "{samples:?}");
    assert!(!samples.keys().any(|name| name.contains("momento:topic")));
    assert_eq!(samples["momento_functions_instances"], 0.0);
    assert_eq!(samples["momento_functions_memory_bytes"], 0.0);
}

/// HTTP.6, HTTP.19
#[tokio::test]
async fn the_counters_are_for_who_may_manage() {
    let host = host_of(&[]);
    let server = Server::with(&host, |service| {
        service.key(Key::full("all")).key(Key::invoke_only("some"))
    })
    .await;
    let call = |key: &str| Call::get("/metrics").header("authorization", key);
    assert_eq!(server.send(Call::get("/metrics")).await.status, 401);
    assert_eq!(server.send(call("some")).await.status, 403);
    assert_eq!(server.send(call("all")).await.status, 200);
    let foreign = call("all").header("origin", "https://page.example");
    assert_eq!(server.send(foreign).await.status, 403);
}

/// HTTP.19
#[tokio::test]
async fn the_counters_are_read_and_not_written() {
    let server = Server::start(&host_of(&[])).await;
    let answer = server.send(Call::post("/metrics", "")).await;
    assert_eq!(
        (answer.status, answer.header("allow")),
        (405, Some("GET, HEAD"))
    );
    assert_eq!(server.send(Call::new("HEAD", "/metrics")).await.text(), "");
}
