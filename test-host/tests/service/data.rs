//! Items of caches over HTTP.

use std::time::Duration;

use momento_functions_models::cache::ListTtl;
use momento_functions_test_host::service::Key;
use momento_functions_test_host::{CacheLimits, Host, LocalCache};

use super::client::{Answer, Call, Server};
use super::host_of;
use super::support::stores::{Store, caches_on};

const WORD: &str = "/cache/default?key=word&ttl_seconds=60";

fn put(target: &str, value: &str) -> Call {
    Call::new("PUT", target).body(value)
}

/// The value of the key `word`.
async fn word(server: &Server) -> Option<String> {
    let answer = server.send(Call::get(WORD)).await;
    (answer.status == 200).then(|| answer.text().to_owned())
}

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn tag(answer: &Answer) -> String {
    answer.header("etag").unwrap().to_owned()
}

/// DAT.1
#[tokio::test]
async fn an_item_is_set_got_and_deleted() {
    let server = Server::start(&host_of(&[])).await;
    let missing = server.send(Call::get(WORD)).await;
    assert_eq!(missing.error(), code(404, "key_not_found"));
    assert!(missing.message().starts_with("Key Not Found"));
    let set = server.send(put(WORD, "otter\0\n")).await;
    assert_eq!((set.status, set.body.len()), (204, 0));
    let got = server.send(Call::get(WORD)).await;
    assert_eq!((got.status, got.text()), (200, "otter\0\n"));
    assert_eq!(got.header("content-type"), Some("application/octet-stream"));
    let head = server.send(Call::new("HEAD", WORD)).await;
    assert_eq!(
        (head.status, head.header("content-length"), head.body.len()),
        (200, Some("7"), 0)
    );
    for _ in 0..2 {
        assert_eq!(server.send(Call::new("DELETE", WORD)).await.status, 204);
    }
    assert_eq!(word(&server).await, None);
}

/// DAT.1
#[tokio::test]
async fn functions_and_routes_see_the_same_items() {
    let host = host_of(&["cache"]);
    let server = Server::start(&host).await;
    let set = Call::post("/functions/default/cache/set/word/60000", "of a function");
    assert_eq!(server.send(set).await.text(), "done");
    assert_eq!(word(&server).await.as_deref(), Some("of a function"));
    server.send(put(WORD, "of a request")).await;
    let got = server
        .send(Call::get("/functions/default/cache/get/word"))
        .await;
    assert_eq!(got.text(), "of a request");
    assert_eq!(host.cache("other").get(b"word").unwrap(), None);
}

/// DAT.1
#[tokio::test]
async fn requests_make_caches_to_a_limit_and_those_that_are_there_stay() {
    let host = host_of(&[]);
    for number in 0..1000 {
        let _ = host.cache(&format!("c{number}"));
    }
    let server = Server::start(&host).await;
    let refused = server
        .send(put("/cache/new?key=k&ttl_seconds=1", "v"))
        .await;
    assert_eq!(refused.error(), code(413, "limit_exceeded"));
    let known = server
        .send(put("/cache/c999?key=k&ttl_seconds=1", "v"))
        .await;
    assert_eq!(known.status, 204);
}

/// DAT.1, DAT.4, DAT.6
#[tokio::test]
async fn items_are_where_the_caches_are() {
    for store in Store::all() {
        let host = store.host().build().unwrap();
        let server = Server::start(&host).await;
        assert_eq!(server.send(put(WORD, "one")).await.status, 204);
        let refused = server.send(put(WORD, "two").header("if-none-match", "*"));
        assert_eq!(refused.await.error(), code(412, "condition_failed"));
        let old = tag(&server.send(Call::get(WORD)).await);
        let stored = server.send(put(WORD, "two").header("if-match", &old)).await;
        assert_eq!(stored.status, 204);
        let equal = set_if("condition=equal", "&operand_bytes=3", "twothree");
        assert_eq!(server.send(equal).await.status, 204);
        assert_eq!(word(&server).await.as_deref(), Some("three"));
        let push = Call::post("/cache/default/list/push-back?key=list&ttl_seconds=9", "v");
        assert_eq!(server.send(push).await.json()["length"], 1);
        assert_eq!(store.items(&host), 2);
        assert_eq!(server.send(Call::new("DELETE", WORD)).await.status, 204);
        assert_eq!(store.items(&host), 1);
    }
}

/// DAT.8
#[tokio::test]
async fn a_caches_server_that_is_down_is_told() {
    let gone = ([127, 0, 0, 1], 1);
    let url = format!("redis://{}", std::net::SocketAddr::from(gone));
    let host = Host::builder().configuration(caches_on(LocalCache::new(url)));
    let server = Server::start(&host.build().unwrap()).await;
    let refused = server.send(Call::get(WORD)).await;
    assert_eq!(refused.error(), code(409, "failed_precondition"));
    assert!(refused.message().contains("the cache's server"));
}

/// DAT.2
#[tokio::test]
async fn keys_of_any_bytes_reach_the_cache() {
    let host = host_of(&[]);
    let server = Server::start(&host).await;
    for (query, key) in [
        ("key=a%20b%2B%26", &b"a b+&"[..]),
        ("key=%ff", b"\xff"),
        ("key_base64=_-8=", b"\xff\xef"),
        ("key=", b""),
    ] {
        let set = put(&format!("/cache/default?{query}&ttl_seconds=9"), query);
        assert_eq!(server.send(set).await.status, 204, "{query}");
        let stored = host.cache("default").get(key).unwrap().unwrap();
        assert_eq!(stored, query.as_bytes());
    }
    let none = server.send(Call::get("/cache/default")).await;
    assert_eq!(none.error(), code(400, "invalid_argument"));
}

/// DAT.3
#[tokio::test]
async fn a_time_to_live_is_in_seconds_or_to_the_millisecond() {
    let host = Host::builder().virtual_clock().build().unwrap();
    let server = Server::start(&host).await;
    for (milliseconds, lives) in [(None, 60_000), (Some("1500"), 1500)] {
        let mut set = put(WORD, "v");
        if let Some(milliseconds) = milliseconds {
            set = set.header("x-momento-ttl-milliseconds", milliseconds);
        }
        assert_eq!(server.send(set).await.status, 204);
        host.clock().advance(Duration::from_millis(lives - 1));
        assert!(word(&server).await.is_some(), "{lives}");
        host.clock().advance(Duration::from_millis(1));
        assert!(word(&server).await.is_none(), "{lives}");
    }
}

/// DAT.3, DAT.8
#[tokio::test]
async fn what_the_cache_refuses_has_the_errors_name_and_text() {
    let limits = CacheLimits::default().with_item(4);
    let host = Host::builder().cache_limits(limits).build().unwrap();
    host.cache("default")
        .list_push_back(
            b"list",
            b"v",
            ListTtl {
                milliseconds: 1000,
                refresh: false,
            },
            0,
        )
        .unwrap();
    let server = Server::start(&host).await;
    let invalid = code(400, "invalid_argument");
    let ttl = "a time to live is from 1 to 86400000 milliseconds; this one is";
    let large = "a value has at most 4 bytes; this one has more";
    for (call, refused, message) in [
        (
            put("/cache/default?key=k&ttl_seconds=0", "v"),
            invalid.clone(),
            ttl,
        ),
        (
            put("/cache/default?key=k&ttl_seconds=86401", "v"),
            invalid.clone(),
            ttl,
        ),
        (
            put("/cache/default?key=k", "v"),
            invalid.clone(),
            "`ttl_seconds`",
        ),
        (
            put("/cache/default?key=k&ttl_seconds=x", "v"),
            invalid,
            "`ttl_seconds`",
        ),
        (put(WORD, "12345"), code(413, "limit_exceeded"), large),
        (
            Call::get("/cache/default?key=list"),
            code(409, "failed_precondition"),
            "",
        ),
        (Call::post(WORD, ""), code(405, "method_not_allowed"), "PUT"),
        (
            Call::get("/cache/default/none?key=k"),
            code(404, "no_such_route"),
            "",
        ),
        (Call::get("/cache/?key=k"), code(400, "bad_name"), ""),
    ] {
        let answer = server.send(call).await;
        assert_eq!(answer.error(), refused, "{}", answer.message());
        assert!(answer.message().contains(message), "{}", answer.message());
    }
    assert_eq!(word(&server).await, None);
}

/// DAT.8
#[tokio::test]
async fn a_body_that_breaks_off_stores_nothing() {
    let server = Server::start(&host_of(&[])).await;
    let mut cut = server.connect().await;
    let head = format!(
        "PUT {WORD} HTTP/1.1\r\nhost: {}\r\ncontent-length: 9\r\n\r\npart",
        server.address
    );
    cut.write(head.as_bytes()).await;
    drop(cut);
    server
        .send(put("/cache/default?key=other&ttl_seconds=9", "v"))
        .await;
    assert_eq!(word(&server).await, None);
}

/// DAT.4
#[tokio::test]
async fn standard_conditions_store_where_they_hold() {
    let server = Server::start(&host_of(&[])).await;
    let failed = code(412, "condition_failed");
    let with = |name: &str, value: &str, body| put(WORD, body).header(name, value);
    let refused = server.send(with("if-match", "*", "1")).await;
    assert_eq!(refused.error(), failed);
    assert_eq!(
        server.send(with("if-none-match", "*", "1")).await.status,
        204
    );
    let refused = server.send(with("if-none-match", "*", "2")).await;
    assert_eq!(refused.error(), failed);
    assert_eq!(server.send(with("if-match", "*", "2")).await.status, 204);
    let old = tag(&server.send(Call::get(WORD)).await);
    let refused = server.send(with("if-none-match", &old, "3")).await;
    assert_eq!(refused.error(), failed);
    let stored = server.send(with("if-match", &old, "3")).await;
    assert_eq!(stored.status, 204);
    assert_eq!(tag(&stored), tag(&server.send(Call::get(WORD)).await));
    let refused = server.send(with("if-match", &old, "4")).await;
    assert_eq!(refused.error(), failed);
    assert_eq!(
        server.send(with("if-none-match", &old, "5")).await.status,
        204
    );
    assert_eq!(word(&server).await.as_deref(), Some("5"));
}

/// DAT.4
#[tokio::test]
async fn what_is_no_condition_stores_nothing() {
    let server = Server::start(&host_of(&[])).await;
    let invalid = code(400, "invalid_argument");
    for call in [
        put(WORD, "v").header("if-match", "v1"),
        put(WORD, "v").header("if-match", "\"a\", \"b\""),
        put(WORD, "v").header("if-none-match", "W/\"a\""),
        put(WORD, "v")
            .header("if-none-match", "*")
            .header("if-match", "*"),
        put(WORD, "v")
            .header("if-none-match", "*")
            .header("if-none-match", "*"),
        Call::new("DELETE", WORD).header("if-match", "*"),
        set_if("", "", "v"),
        set_if("condition=equals", "&operand_bytes=0", "v"),
        set_if("condition=equal", "", "v"),
        set_if("condition=equal", "&operand_bytes=2", "v"),
        set_if("condition=absent", "&operand_bytes=1", "v"),
        Call::post("/cache/default/set-if?key=word&condition=absent", "v"),
        set_if_hash("unconditional", "&hash=00", "v"),
        set_if_hash("present", "&hash=00", "v"),
        set_if_hash("absent-or-hash-equal", "", "v"),
        set_if_hash("absent-or-hash-equal", "&hash=0", "v"),
    ] {
        assert_eq!(server.send(call).await.error(), invalid);
    }
    assert_eq!(word(&server).await, None);
}

fn set_if(condition: &str, more: &str, body: &str) -> Call {
    let target = format!("/cache/default/set-if?key=word&ttl_seconds=60&{condition}{more}");
    Call::post(&target, body)
}

fn set_if_hash(condition: &str, more: &str, body: &str) -> Call {
    let target =
        format!("/cache/default/set-if-hash?key=word&ttl_seconds=60&condition={condition}{more}");
    Call::post(&target, body)
}

/// DAT.4
#[tokio::test]
async fn each_condition_on_a_value_stores_where_it_holds() {
    let server = Server::start(&host_of(&[])).await;
    // With no value, with this one, and with another one.
    for (condition, operand, stores) in [
        ("present", "", [false, true, true]),
        ("absent", "", [true, false, false]),
        ("present-and-not-equal", "this", [false, false, true]),
        ("equal", "this", [false, true, false]),
        ("absent-or-equal", "this", [true, true, false]),
        ("not-equal", "this", [true, false, true]),
    ] {
        for (value, stores) in [None, Some("this"), Some("other")].into_iter().zip(stores) {
            server.send(Call::new("DELETE", WORD)).await;
            if let Some(value) = value {
                server.send(put(WORD, value)).await;
            }
            let more = match operand.len() {
                0 => String::new(),
                size => format!("&operand_bytes={size}"),
            };
            let call = set_if(
                &format!("condition={condition}"),
                &more,
                &format!("{operand}new"),
            );
            let status = server.send(call).await.status;
            assert_eq!(
                status,
                if stores { 204 } else { 412 },
                "{condition} {value:?}"
            );
            let expected = if stores { Some("new") } else { value };
            assert_eq!(
                word(&server).await.as_deref(),
                expected,
                "{condition} {value:?}"
            );
        }
    }
}

/// DAT.4, DAT.5
#[tokio::test]
async fn each_condition_on_a_hash_stores_where_it_holds() {
    let server = Server::start(&host_of(&[])).await;
    server.send(put(WORD, "this")).await;
    let hash = tag(&server.send(Call::get(WORD)).await).replace('"', "");
    for (condition, stores) in [
        ("unconditional", [true, true, true]),
        ("present-and-hash-equal", [false, true, false]),
        ("present-and-not-hash-equal", [false, false, true]),
        ("absent-or-hash-equal", [true, true, false]),
        ("absent-or-not-hash-equal", [true, false, true]),
    ] {
        for (value, stores) in [None, Some("this"), Some("other")].into_iter().zip(stores) {
            server.send(Call::new("DELETE", WORD)).await;
            if let Some(value) = value {
                server.send(put(WORD, value)).await;
            }
            let more = match condition {
                "unconditional" => String::new(),
                _ => format!("&hash={hash}"),
            };
            let answer = server.send(set_if_hash(condition, &more, "new")).await;
            assert_eq!(
                answer.status,
                if stores { 204 } else { 412 },
                "{condition} {value:?}"
            );
            assert_eq!(answer.header("etag").is_some(), stores);
        }
    }
}

/// DAT.4
#[tokio::test]
async fn only_one_of_many_writers_finds_no_value() {
    let server = Server::start(&host_of(&[])).await;
    let write = || server.send(put(WORD, "v").header("if-none-match", "*"));
    let (one, two, three, four) = tokio::join!(write(), write(), write(), write());
    let stored = [one, two, three, four].map(|answer| answer.status == 204);
    assert_eq!(stored.iter().filter(|stored| **stored).count(), 1);
}

/// What a token allows of the cache `default`, and of its topic `news`.
fn token(host: &Host, role: &str) -> String {
    let permissions = format!(
        r#"{{"explicit": {{"permissions": [
            {{"cache_permissions": {{"role": "Cache{role}", "cache_selector": {{"cacheName": "default"}}, "item_selector": {{"key": "word"}}}}}},
            {{"topic_permissions": {{"role": "Topic{role}", "cache_selector": {{"cacheName": "default"}}, "topic_selector": {{"topic_name": "news"}}}}}}
        ]}}}}"#
    );
    host.disposable_token(60, &permissions, None)
        .unwrap()
        .api_key
}

/// DAT.7
#[tokio::test]
async fn a_token_opens_what_it_covers_and_no_more() {
    let host = host_of(&[]);
    let server = Server::with(&host, |service| service.key(Key::full("all"))).await;
    let calls = [
        Call::get(WORD),
        put(WORD, "v"),
        Call::new("DELETE", WORD),
        put(WORD, "v").header("if-none-match", "*"),
        set_if("condition=present", "", "w"),
        Call::post("/topics/default/news", "hello"),
        Call::get("/cache/default?key=other"),
        put("/cache/other?key=word&ttl_seconds=9", "v"),
        Call::post("/topics/default/other", "hello"),
    ];
    for (role, allowed) in [
        (
            "ReadOnly",
            [true, false, false, false, false, false, false, false, false],
        ),
        (
            "WriteOnly",
            [false, true, true, false, false, true, false, false, false],
        ),
        (
            "ReadWrite",
            [true, true, true, true, true, true, false, false, false],
        ),
    ] {
        let token = token(&host, role);
        for (number, (call, allowed)) in calls.iter().cloned().zip(allowed).enumerate() {
            let answer = server.send(call.header("authorization", &token)).await;
            let granted = answer.status != 403;
            assert_eq!(granted, allowed, "{role} {number}");
            assert!(granted || answer.error() == code(403, "not_granted"));
        }
    }
}

/// DAT.7
#[tokio::test]
async fn items_are_for_who_may_manage_and_for_no_page_elsewhere() {
    let host = host_of(&[]);
    let server = Server::with(&host, |service| {
        service.key(Key::full("all")).key(Key::invoke_only("some"))
    })
    .await;
    let with = |key| put(WORD, "v").header("authorization", key);
    for (call, refused) in [
        (put(WORD, "v"), code(401, "no_key")),
        (Call::get("/cache/default"), code(401, "no_key")),
        (with("none"), code(401, "unknown_key")),
        (with("some"), code(403, "not_allowed")),
        (with("all").host("evil.example"), code(403, "foreign_host")),
        (
            with("all").header("origin", "https://page.example"),
            code(403, "foreign_origin"),
        ),
    ] {
        assert_eq!(server.send(call).await.error(), refused);
    }
    assert_eq!(host.cache("default").get(b"word").unwrap(), None);
    assert_eq!(server.send(with("all")).await.status, 204);
    let by_query = Call::get(&format!("{WORD}&token=all"));
    assert_eq!(server.send(by_query).await.text(), "v");
}
