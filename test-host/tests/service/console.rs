//! The console: what its page gets, and who gets it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use momento_functions_models::cache::ListTtl;
use momento_functions_test_host::Host;
use momento_functions_test_host::service::Key;
use serde_json::{Value, json};

use super::client::{Answer, Call, Server};
use super::support::{self, stores::Store};

const PAGE: &str = "https://page.example";
const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";
const HOUR: u64 = 3_600_000;

/// Everything of the console but its page.
const ROUTES: [&str; 9] = [
    "/console/console.css",
    "/console/console.js",
    "/console/icon.svg",
    "/console/overview",
    "/console/invocations",
    "/console/invocations/none",
    "/console/events",
    "/console/caches/default/items",
    "/console/caches/default/item?key=aw==",
];

fn kept(guests: &[&str]) -> Host {
    let host = Host::builder().keep_invoked(100).observe_calls(true);
    deployed(host.build().unwrap(), guests)
}

fn deployed(host: Host, guests: &[&str]) -> Host {
    for guest in guests {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

async fn shown(host: &Host) -> Server {
    Server::with(host, |service| service.console(true)).await
}

async fn get(server: &Server, path: &str) -> Value {
    let answer = server.send(Call::get(path)).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn encoded(key: &[u8]) -> String {
    BASE64_STANDARD.encode(key).replace('+', "%2B")
}

/// CON.1
#[tokio::test]
async fn a_browser_gets_the_page_and_everybody_else_the_routes() {
    let server = shown(&kept(&[])).await;
    let home = Call::get("/");
    let page = server.send(home.clone().header("accept", BROWSER)).await;
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.header("vary"), Some("accept"));
    assert!(page.text().starts_with("<!doctype html>"));
    for call in [home.clone(), home.clone().header("accept", "*/*")] {
        assert!(server.send(call).await.json()["routes"].is_array());
    }
    let call = Call::post("/", "").header("accept", BROWSER);
    assert_eq!(server.send(call).await.error().0, 405);
    let head = Call::new("HEAD", "/").header("accept", BROWSER);
    let head = server.send(head).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

/// CON.1
#[tokio::test]
async fn a_service_that_offers_no_console_has_none() {
    let server = Server::start(&kept(&[])).await;
    let home = Call::get("/").header("accept", BROWSER);
    assert!(server.send(home).await.json()["routes"].is_array());
    for path in ROUTES {
        let refused = server.send(Call::get(path)).await;
        assert_eq!(refused.error(), (404, "console_off".to_owned()), "{path}");
        assert!(refused.message().contains("--no-console"));
    }
}

fn assert_protected(answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'self'; "), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        Some("same-origin")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

/// CON.2
#[tokio::test]
async fn what_the_page_loads_is_its_own_and_the_browser_is_told_so() {
    let host = kept(&[]);
    let server = shown(&host).await;
    let page = server.send(Call::get("/").header("accept", BROWSER)).await;
    assert_protected(&page);
    for attribute in ["src=\"", "href=\""] {
        for target in page.text().split(attribute).skip(1) {
            let own = target.starts_with("/console/") || target.starts_with('#');
            assert!(own, "{}", target.get(..40).unwrap_or(target));
        }
    }
    host.cache("default").set(b"k", b"v", HOUR).unwrap();
    for path in ROUTES.iter().filter(|path| !path.ends_with("/none")) {
        let mut answer = server.begin(Call::get(path)).await;
        let head = answer.until("\r\n\r\n").await.replace("\r\n", "\n");
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        assert!(head.contains("\ncontent-security-policy: default-src 'self'; "));
        assert!(head.contains("\nx-content-type-options: nosniff\n"));
    }
}

/// CON.5
#[tokio::test]
async fn whoever_looks_into_a_cache_makes_none() {
    let server = shown(&kept(&["count"])).await;
    let before = get(&server, "/console/overview").await;
    let page = get(&server, "/console/caches/elsewhere/items").await;
    assert_eq!(page["items"], json!([]));
    let item = server
        .send(Call::get("/console/caches/elsewhere/item?key=aw=="))
        .await;
    assert_eq!(item.error(), (404, "no_such_item".to_owned()));
    assert_eq!(get(&server, "/console/overview").await, before);
}

/// CON.2
#[tokio::test]
async fn no_page_elsewhere_reaches_the_console_and_no_caller_without_a_key() {
    let server = Server::with(&kept(&["count"]), |service| {
        let keys = service.key(Key::full("all")).key(Key::invoke_only("some"));
        keys.console(true)
    })
    .await;
    let logs = "/functions/manage/default/count/logs";
    for path in ROUTES.iter().chain(&["/", logs]) {
        let call = Call::get(path).header("accept", BROWSER);
        let with = |key| call.clone().header("authorization", key);
        let foreign = server.send(with("all").header("origin", PAGE)).await;
        assert_eq!(
            foreign.error(),
            (403, "foreign_origin".to_owned()),
            "{path}"
        );
        assert_eq!(foreign.header("access-control-allow-origin"), None);
        let rebound = with("all").host("rebound.example");
        let rebound = rebound.header("origin", "http://rebound.example");
        let rebound = server.send(rebound).await;
        assert_eq!(rebound.error(), (403, "foreign_host".to_owned()), "{path}");
        let preflight = Call::new("OPTIONS", path)
            .header("origin", PAGE)
            .header("access-control-request-method", "GET");
        assert_eq!(server.send(preflight).await.status, 403, "{path}");
        if *path == "/" || path.contains("/console/console.") || path.ends_with(".svg") {
            // The page asks for the key.
            assert_eq!(server.send(call.clone()).await.status, 200, "{path}");
            continue;
        }
        let refused = server.send(call.clone()).await;
        assert_eq!(refused.error(), (401, "no_key".to_owned()), "{path}");
        let refused = server.send(with("some")).await;
        assert_eq!(refused.error(), (403, "not_allowed".to_owned()), "{path}");
        let posted = Call::post(path, "").header("authorization", "all");
        assert_eq!(server.send(posted).await.error().0, 405, "{path}");
        let mut let_in = server.begin(with("all")).await;
        let head = let_in.until("\r\n\r\n").await;
        let missing = path.ends_with("/none") || path.contains("?key=");
        let expected = if missing { "404" } else { "200" };
        assert!(
            head.starts_with(&format!("HTTP/1.1 {expected} ")),
            "{path}: {head}"
        );
    }
}

/// CON.3
#[tokio::test]
async fn the_overview_has_functions_and_caches() {
    let host = kept(&["count", "task"]);
    host.cache("shop").set(b"k", b"v", HOUR).unwrap();
    let server = shown(&host).await;
    let overview = get(&server, "/console/overview").await;
    assert_eq!(overview["invocations_kept"], true);
    assert_eq!(overview["calls_observed"], true);
    assert_eq!(overview["caches"], json!(["default", "shop"]));
    let [count, task] = &overview["functions"].as_array().unwrap()[..] else {
        panic!("{overview}");
    };
    assert_eq!(
        (&count["name"], &count["kind"]),
        (&json!("count"), &json!("web_v2"))
    );
    assert_eq!((&count["web"], &task["web"]), (&json!(true), &json!(false)));
    assert_eq!(count["path"], "/functions/default/count");
    assert_eq!(
        (&count["current_version"], &count["pinned"]),
        (&json!(1), &json!(false))
    );
    let plain = Host::builder().build().unwrap();
    let overview = get(&shown(&plain).await, "/console/overview").await;
    assert_eq!(overview["invocations_kept"], false);
    assert_eq!(overview["calls_observed"], false);
}

/// CON.4
#[tokio::test]
async fn an_invocation_is_told_in_short_and_in_full() {
    let mut server = shown(&kept(&["cache"])).await;
    let target = "/functions/default/cache/set/colour/60000?x=1&token=hidden";
    server.send(Call::post(target, "green")).await;
    let answered = server.answered().await;
    let list = get(&server, "/console/invocations").await;
    let short = &list["invocations"][0];
    assert_eq!(short["id"], answered.invocation_id.unwrap());
    assert_eq!(
        (&short["status"], &short["error"]),
        (&json!(200), &Value::Null)
    );
    assert_eq!(short["path"], "/set/colour/60000?x=1");
    let id = short["id"].as_str().unwrap();
    let full = get(&server, &format!("/console/invocations/{id}")).await;
    assert_eq!(
        (&full["function"], &full["method"]),
        (&json!("cache"), &json!("POST"))
    );
    assert_eq!(full["cost"]["request_bytes"], 5);
    let calls = full["calls"].as_array().unwrap();
    let set = calls
        .iter()
        .find(|call| call["name"] == "cache-scalar set")
        .unwrap();
    assert_eq!(set["failed"], false);
    assert!(
        set["text"]
            .as_str()
            .unwrap()
            .starts_with("(key: \"colour\", ")
    );
    assert!(set["at_ms"].as_f64().unwrap() <= full["duration_ms"].as_f64().unwrap());
    let missing = server.send(Call::get("/console/invocations/none")).await;
    assert_eq!(missing.error(), (404, "no_such_invocation".to_owned()));
}

/// CON.4
#[tokio::test]
async fn a_failure_is_told_with_its_explanation_and_its_log() {
    let server = shown(&kept(&["logging"])).await;
    let script = "log info here\nconfigure topic:logs:info:off\nlog warn there\npanic";
    server
        .send(Call::post("/functions/default/logging", script))
        .await;
    let list = get(&server, "/console/invocations").await;
    let short = &list["invocations"][0];
    assert_eq!(
        short["error"],
        json!({"code": "trap", "message": "Internal server error"})
    );
    let id = short["id"].as_str().unwrap();
    let full = get(&server, &format!("/console/invocations/{id}")).await;
    let explanation = full["error"]["explanation"].as_str().unwrap();
    assert!(explanation.contains("the function's own"), "{explanation}");
    let lines = full["logs"].as_array().unwrap();
    let of = |message| {
        lines
            .iter()
            .find(|line| line["message"] == message)
            .unwrap()
    };
    assert_eq!(of("here")["destinations"], json!([]));
    assert_eq!(of("there")["level"], "warn");
    assert_eq!(of("there")["origin"], "function");
    assert_eq!(of("there")["destinations"].as_array().unwrap().len(), 1);
}

/// CON.4
#[tokio::test]
async fn of_an_invocation_that_logs_and_calls_much_the_front_is_told() {
    let server = shown(&kept(&["logging", "cache"])).await;
    let script = format!("repeat {} 1000\n", "x".repeat(100)).repeat(30);
    server
        .send(Call::post("/functions/default/logging", script))
        .await;
    server
        .send(Call::get("/functions/default/cache/get-often/k/3000"))
        .await;
    let list = get(&server, "/console/invocations").await;
    let full = |index: usize| {
        format!(
            "/console/invocations/{}",
            list["invocations"][index]["id"].as_str().unwrap()
        )
    };
    let calls = get(&server, &full(0)).await;
    assert_eq!(calls["calls"].as_array().unwrap().len(), 1000);
    assert!(calls["calls_left_out"].as_u64().unwrap() >= 2000);
    let logs = get(&server, &full(1)).await;
    let lines = logs["logs"].as_array().unwrap();
    assert!(
        lines
            .iter()
            .all(|line| line["message"].as_str().unwrap().len() <= (16 << 10) + 3)
    );
    assert_eq!(
        lines.len() as u64 + logs["logs_left_out"].as_u64().unwrap(),
        30
    );
    assert!(!lines.is_empty());
}

/// CON.5
#[tokio::test]
async fn the_items_of_a_cache_are_told_page_by_page_wherever_they_are() {
    for store in Store::all() {
        let host = store.host().build().unwrap();
        let cache = host.cache_store("shop");
        for number in 0..450 {
            let key = format!("user:{number:03}");
            cache.set(key.as_bytes(), b"Ada", HOUR).await.unwrap();
        }
        cache.set(b"us*r:", b"x", HOUR).await.unwrap();
        cache.set(b"other", b"x", HOUR).await.unwrap();
        let server = shown(&host).await;
        let mut found = Vec::new();
        let mut path = "/console/caches/shop/items?prefix=user%3A".to_owned();
        loop {
            let page = get(&server, &path).await;
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= 600);
            found.extend(items.iter().map(|item| {
                assert_eq!((&item["kind"], &item["size"]), (&json!("value"), &json!(3)));
                assert!(item["ttl_ms"].as_u64().unwrap() <= HOUR);
                BASE64_STANDARD
                    .decode(item["key"].as_str().unwrap())
                    .unwrap()
            }));
            let Some(next) = page["next"].as_str() else {
                break;
            };
            path = format!("/console/caches/shop/items?prefix=user%3A&after={next}")
                .replace('+', "%2B");
        }
        // A server may give a key twice.
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 450);
        let star = get(&server, "/console/caches/shop/items?prefix=us*").await;
        assert_eq!(star["items"].as_array().unwrap().len(), 1);
        let none = get(&server, "/console/caches/none/items").await;
        assert_eq!(none, json!({"items": [], "next": null}));
    }
}

/// CON.5
#[tokio::test]
async fn an_item_is_told_as_far_as_a_page_goes_wherever_it_is() {
    for store in Store::all() {
        let host = store.host().build().unwrap();
        let cache = host.cache_store("default");
        let large = vec![0xff; 300 << 10];
        let keep = ListTtl {
            milliseconds: HOUR,
            refresh: false,
        };
        cache.set(b"\xff/+", &large, HOUR).await.unwrap();
        cache.set(b"empty", b"", HOUR).await.unwrap();
        let values: Vec<String> = (0..150).map(|number| format!("v{number}")).collect();
        cache
            .list_concatenate_back(b"list", &values, keep, 0)
            .await
            .unwrap();
        cache
            .list_concatenate_back(b"wide", &[&[b'x'; 5000]], keep, 0)
            .await
            .unwrap();
        let server = shown(&host).await;
        let item = async |key: &[u8], rest: &str| {
            let key = encoded(key);
            get(
                &server,
                &format!("/console/caches/default/item?key={key}{rest}"),
            )
            .await
        };
        let binary = item(b"\xff/+", "").await;
        assert_eq!(
            (&binary["size"], &binary["values"][0]["cut"]),
            (&json!(300 << 10), &json!(true))
        );
        let told = binary["values"][0]["base64"].as_str().unwrap();
        assert_eq!(BASE64_STANDARD.decode(told).unwrap(), large[..256 << 10]);
        let empty = item(b"empty", "").await;
        assert_eq!((&empty["size"], &empty["next"]), (&json!(0), &Value::Null));
        assert_eq!(empty["values"], json!([{"base64": "", "cut": false}]));
        let list = item(b"list", "").await;
        assert_eq!(
            (&list["kind"], &list["size"]),
            (&json!("list"), &json!(150))
        );
        assert_eq!(
            (list["values"].as_array().unwrap().len(), &list["next"]),
            (100, &json!(100))
        );
        let rest = item(b"list", "&from=100").await;
        assert_eq!(
            (rest["values"].as_array().unwrap().len(), &rest["next"]),
            (50, &Value::Null)
        );
        assert_eq!(rest["values"][0]["base64"], encoded(b"v100"));
        let wide = item(b"wide", "").await;
        assert_eq!(wide["values"][0]["cut"], true);
        for (query, code) in [
            ("?key=bm9uZQ==", (404, "no_such_item")),
            ("", (400, "bad_query")),
            ("?key=*", (400, "bad_query")),
            ("?key=aw==&from=-1", (400, "bad_query")),
        ] {
            let path = format!("/console/caches/default/item{query}");
            let refused = server.send(Call::get(&path)).await.error();
            assert_eq!(refused, (code.0, code.1.to_owned()), "{query}");
        }
    }
}

/// CON.5
#[tokio::test]
async fn a_server_that_is_gone_is_told() {
    for store in Store::all() {
        let Store::Server(mut server) = store else {
            continue;
        };
        let host = Store::Memory
            .host()
            .configuration(support::stores::caches_on(
                momento_functions_test_host::LocalCache::new(server.url()),
            ));
        let host = host.build().unwrap();
        drop(host.cache_store("default"));
        server.stop();
        let service = shown(&host).await;
        let refused = service
            .send(Call::get("/console/caches/default/items"))
            .await;
        assert_eq!(refused.error(), (502, "cache_failed".to_owned()));
    }
}

/// CON.6
#[tokio::test]
async fn what_a_function_logged_is_told_and_then_what_it_logs() {
    let server = shown(&kept(&["logging", "count"])).await;
    let log = |text: &str| Call::post("/functions/default/logging", format!("log info {text}"));
    server.send(log("one")).await;
    server.send(log("two")).await;
    server.send(Call::get("/functions/default/count")).await;
    let logs = "/functions/manage/default/logging/logs";
    let answer = server.send(Call::get(logs)).await;
    assert!(answer.complete);
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    assert_eq!(messages(answer.text()), ["one", "two"]);
    let first = events(answer.text()).remove(0);
    assert_eq!(
        (&first["function"], &first["version"]),
        (&json!("logging"), &json!(1))
    );
    assert_eq!(
        (&first["origin"], &first["level"]),
        (&json!("function"), &json!("info"))
    );
    assert!(first["at"].as_str().unwrap().ends_with('Z'));
    assert!(first["invocation_id"].is_string());
    let mut follower = server
        .begin(Call::get(&format!("{logs}?follow=true")))
        .await;
    follower.until("\"two\"").await;
    server.send(log("three")).await;
    follower.until("\"three\"").await;
    let panics = Call::post("/functions/default/logging", "panic");
    assert_eq!(server.send(panics).await.status, 500);
    follower.until("panicked at").await;
    let stopped = server.stop();
    let answer = follower.rest().await;
    assert!(answer.complete);
    let told = messages(answer.text());
    assert_eq!(told[..3], ["one", "two", "three"]);
    let [failure] = &told[3..] else {
        panic!("{told:?}");
    };
    assert!(
        failure.contains("panicked at") && failure.contains("src/lib.rs"),
        "{failure}"
    );
    stopped.await.unwrap();
}

fn events(stream: &str) -> Vec<Value> {
    let data = stream.split("event: log\ndata: ").skip(1);
    let lines = data.map(|rest| rest.split('\n').next().unwrap());
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn messages(stream: &str) -> Vec<String> {
    let events = events(stream).into_iter();
    events
        .map(|event| event["message"].as_str().unwrap().to_owned())
        .collect()
}

/// CON.6
#[tokio::test]
async fn logs_that_are_not_there_are_refused() {
    let server = Server::start(&deployed(Host::builder().build().unwrap(), &["count"])).await;
    let logs = "/functions/manage/default/count/logs";
    for (path, code) in [
        (logs.to_owned(), (409, "nothing_kept")),
        (logs.replace("count", "none"), (404, "no_such_function")),
        (format!("{logs}?follow=maybe"), (400, "bad_query")),
    ] {
        let refused = server.send(Call::get(&path)).await.error();
        assert_eq!(refused, (code.0, code.1.to_owned()), "{path}");
    }
    let deleted = server.send(Call::new("DELETE", logs)).await;
    assert_eq!(
        (deleted.status, deleted.header("allow")),
        (405, Some("GET"))
    );
    // Those to come are told all the same.
    let mut follower = server
        .begin(Call::get(&format!("{logs}?follow=true")))
        .await;
    follower.until(": listening\n\n").await;
}

/// CON.7
#[tokio::test]
async fn the_page_is_told_of_invocations_as_they_end_until_the_service_stops() {
    let server = shown(&kept(&["count"])).await;
    let mut page = server.begin(Call::get("/console/events")).await;
    page.until(": listening\n\n").await;
    server
        .send(Call::post("/functions/default/count/a", ""))
        .await;
    page.until("event: invocation").await;
    let told = page.until("}\n\n").await;
    assert!(
        told.contains("event: invocation\ndata: {\"id\":\""),
        "{told}"
    );
    assert!(told.contains("\"path\":\"/a\""), "{told}");
    let stopped = server.stop();
    assert!(page.rest().await.complete);
    stopped.await.unwrap();
}
