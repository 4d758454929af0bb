//! Lists of caches over HTTP.

use momento_functions_models::cache::ListTtl;
use momento_functions_test_host::CacheLimits;
use momento_functions_test_host::Host;

use super::client::{Answer, Call, Server};
use super::host_of;

fn call(method: &str, action: &str) -> Call {
    let target = format!("/cache/default/list{action}");
    let mark = if target.contains('?') { '&' } else { '?' };
    Call::new(method, &format!("{target}{mark}key=words&ttl_seconds=60"))
}

fn post(action: &str, body: impl Into<Vec<u8>>) -> Call {
    call("POST", action).body(body)
}

/// Values with their lengths in front.
fn framed(values: &[&str]) -> Vec<u8> {
    let framed = values.iter().flat_map(|value| {
        let length = u32::try_from(value.len()).unwrap().to_be_bytes();
        length.into_iter().chain(value.bytes())
    });
    framed.collect()
}

async fn length(server: &Server, call: Call) -> u64 {
    let answer = server.send(call).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["length"].as_u64().unwrap()
}

async fn is(server: &Server, query: &str, values: &[&str]) {
    let answer = server.send(call("GET", query)).await;
    assert_eq!(
        answer.header("content-type"),
        Some("application/vnd.momento.values")
    );
    assert_eq!(answer.body, framed(values), "{query}");
}

fn missing(answer: &Answer) -> bool {
    answer.error() == (404, "key_not_found".to_owned())
}

/// DAT.6
#[tokio::test]
async fn values_are_added_at_either_end_and_fetched_in_parts() {
    let server = Server::start(&host_of(&[])).await;
    assert_eq!(length(&server, post("/push-back", "c")).await, 1);
    assert_eq!(length(&server, post("/push-front", "b")).await, 2);
    assert_eq!(
        length(&server, post("/concatenate-back", framed(&["d", ""]))).await,
        4
    );
    assert_eq!(
        length(&server, post("/concatenate-front", framed(&["0", "a"]))).await,
        6
    );
    is(&server, "", &["0", "a", "b", "c", "d", ""]).await;
    is(&server, "?start=1&end=-2", &["a", "b", "c"]).await;
    is(&server, "?start=-1", &[""]).await;
    is(&server, "?start=9", &[]).await;
    assert_eq!(length(&server, call("GET", "/length")).await, 6);
    assert_eq!(
        length(&server, post("/push-back?truncate_to=2", "e")).await,
        2
    );
    is(&server, "", &["", "e"]).await;
}

/// DAT.6
#[tokio::test]
async fn values_are_taken_off_with_the_length_that_is_left() {
    let server = Server::start(&host_of(&[])).await;
    server
        .send(post("/concatenate-back", framed(&["a", "b", "c"])))
        .await;
    for (end, value, left) in [("back", "c", "2"), ("front", "a", "1"), ("front", "b", "0")] {
        let popped = server.send(post(&format!("/pop-{end}"), "")).await;
        assert_eq!((popped.status, popped.text()), (200, value));
        assert_eq!(popped.header("x-momento-list-length"), Some(left));
    }
    for action in ["/pop-front", "/pop-back", "/remove", "/retain"] {
        assert!(missing(&server.send(post(action, "")).await), "{action}");
    }
    assert!(missing(
        &server.send(post("/erase", r#"{"ranges": []}"#)).await
    ));
    for (method, action) in [("GET", ""), ("GET", "/length"), ("DELETE", "")] {
        assert!(
            missing(&server.send(call(method, action)).await),
            "{method} {action}"
        );
    }
}

/// DAT.6
#[tokio::test]
async fn values_are_erased_removed_and_retained() {
    let server = Server::start(&host_of(&[])).await;
    let all = ["a", "b", "a", "c", "d", "e"];
    server.send(post("/concatenate-back", framed(&all))).await;
    assert_eq!(length(&server, post("/remove", "a")).await, 4);
    let ranges = r#"{"ranges": [{"begin_index": 0, "count": 1}, {"begin_index": 3, "count": 9}]}"#;
    assert_eq!(length(&server, post("/erase", ranges)).await, 2);
    is(&server, "", &["c", "d"]).await;
    assert_eq!(length(&server, post("/retain?start=1", "")).await, 1);
    is(&server, "", &["d"]).await;
    assert_eq!(length(&server, call("DELETE", "")).await, 0);
    assert!(missing(&server.send(call("GET", "")).await));
}

/// DAT.6
#[tokio::test]
async fn the_time_to_live_starts_anew_only_where_that_is_asked_for() {
    let host = Host::builder().virtual_clock().build().unwrap();
    let server = Server::start(&host).await;
    let second = std::time::Duration::from_secs(1);
    server.send(post("/push-back", "a")).await;
    host.clock().advance(59 * second);
    assert_eq!(
        length(&server, post("/push-back?refresh_ttl=false", "b")).await,
        2
    );
    assert_eq!(
        length(&server, post("/push-back?refresh_ttl=true", "c")).await,
        3
    );
    host.clock().advance(59 * second);
    is(&server, "", &["a", "b", "c"]).await;
    host.clock().advance(second);
    assert!(missing(&server.send(call("GET", "")).await));
}

/// DAT.6, DAT.8
#[tokio::test]
async fn what_is_refused_changes_no_list() {
    let limits = CacheLimits::default().with_list_value(4);
    let host = Host::builder().cache_limits(limits).build().unwrap();
    let server = Server::start(&host).await;
    server.send(post("/push-back", "a")).await;
    let refused = |status, code: &str| (status, code.to_owned());
    let invalid = refused(400, "invalid_argument");
    let exceeded = refused(413, "limit_exceeded");
    for (call, error) in [
        (post("/push-back", "12345"), exceeded.clone()),
        (post("/concatenate-back", framed(&["1", "12345"])), exceeded),
        (post("/concatenate-back", "cut"), invalid.clone()),
        (post("/push-back?truncate_to=-1", "b"), invalid.clone()),
        (post("/push-back?refresh_ttl=1", "b"), invalid.clone()),
        (
            Call::post("/cache/default/list/push-back?key=words", "b"),
            invalid.clone(),
        ),
        (call("GET", "?start=x"), invalid),
        (post("/erase", "[]"), refused(400, "bad_body")),
        (
            post("/erase", r#"{"ranges": [{"begin_index": -1, "count": 1}]}"#),
            refused(400, "bad_body"),
        ),
        (call("POST", ""), refused(405, "method_not_allowed")),
        (
            call("GET", "/pop-front"),
            refused(405, "method_not_allowed"),
        ),
    ] {
        assert_eq!(server.send(call).await.error(), error);
    }
    is(&server, "", &["a"]).await;
}

/// DAT.6
#[tokio::test]
async fn an_answer_of_too_many_values_is_refused_and_fetched_in_parts() {
    let host = host_of(&[]);
    let cache = host.cache("default");
    let ttl = ListTtl {
        milliseconds: 60_000,
        refresh: false,
    };
    cache
        .list_concatenate_back(b"words", &vec![b"v"; 500_001], ttl, 0)
        .unwrap();
    let server = Server::start(&host).await;
    let refused = server.send(call("GET", "")).await;
    assert_eq!(refused.error(), (413, "limit_exceeded".to_owned()));
    let part = server.send(call("GET", "?start=1")).await;
    assert_eq!((part.status, part.body.len()), (200, 5 * 500_000));
}
