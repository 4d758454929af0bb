//! Hosts in one process share compiled code, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::dynamodb::Item;
use momento_functions_test_host::http_script::Reply;
use momento_functions_test_host::{Configuration, Function, Host, Outcome, Request, TopicEvent};
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const HOUR: Duration = Duration::from_secs(3600);

const SURROUNDINGS: &str = "
    [local.secrets.name]
    value = 'before'
    [local.dynamodb.users]
    partition-key = 'id'
";

const GUESTS: [&str; 7] = ["cache", "topic", "aws", "http", "logging", "task", "clock"];

/// Functions made of the same bytes share their compiled code.
static COMPILED: LazyLock<Vec<Function>> = LazyLock::new(|| {
    let host = Host::builder().build().unwrap();
    let deploy = |guest: &&str| host.deploy(guest, support::guest(guest)).unwrap();
    GUESTS.iter().map(deploy).collect()
});

fn host() -> Host {
    LazyLock::force(&COMPILED);
    let surroundings = Configuration::from_toml(SURROUNDINGS).unwrap();
    let builder = Host::builder().configuration(surroundings);
    let host = builder.virtual_clock().build().unwrap();
    for guest in GUESTS {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

/// Two hosts that are made alike.
fn hosts() -> [Host; 2] {
    [host(), host()]
}

async fn invoke(host: &Host, name: &str, request: Request) -> Outcome {
    host.function("default", name)
        .unwrap()
        .invoke(request)
        .await
}

async fn text(host: &Host, name: &str, request: Request) -> String {
    let outcome = invoke(host, name, request).await;
    outcome.response.text().into_owned()
}

/// KIT.3
#[tokio::test]
async fn caches_are_each_hosts_own() {
    let [here, there] = hosts();
    let set = Request::post("/set/key/60000").body("value");
    assert_eq!(text(&here, "cache", set).await, "done");
    let get = || Request::post("/get/key");
    assert_eq!(text(&here, "cache", get()).await, "value");
    assert_eq!(text(&there, "cache", get()).await, "missing");
    assert_eq!(there.cache("default").get(b"key").unwrap(), None);
}

/// KIT.3
#[tokio::test]
async fn topics_are_each_hosts_own() {
    let [here, there] = hosts();
    let mut heard = [&here, &there].map(|host| host.topic("default", "news").subscribe().unwrap());
    text(&here, "topic", Request::post("/news").body("hello")).await;
    let heard = heard.each_mut().map(|heard| heard.try_next());
    assert!(
        matches!(heard, [Some(TopicEvent::Message { .. }), None]),
        "{heard:?}"
    );
}

/// KIT.3
#[tokio::test]
async fn objects_are_each_hosts_own() {
    let [here, there] = hosts();
    text(&here, "aws", Request::put("/put").body("object")).await;
    assert_eq!(text(&here, "aws", Request::get("/get")).await, "object");
    assert_eq!(text(&there, "aws", Request::get("/get")).await, "none");
}

/// KIT.3
#[tokio::test]
async fn tables_are_each_hosts_own() {
    let [here, there] = hosts();
    let item = Item::from_json(br#"{"id": {"S": "u1"}}"#).unwrap();
    here.table("users").unwrap().put(item).unwrap();
    let [ours, theirs] = [here, there].map(|host| host.table("users").unwrap().items().len());
    assert_eq!((ours, theirs), (1, 0));
}

/// KIT.3
#[tokio::test]
async fn secrets_are_each_hosts_own() {
    let [here, there] = hosts();
    here.secret("name").put("after").unwrap();
    let get = || Request::get("/secret?staleness=0");
    assert_eq!(text(&here, "aws", get()).await, "after");
    assert_eq!(text(&there, "aws", get()).await, "before");
}

/// KIT.3
#[tokio::test]
async fn logs_are_each_invocations_own() {
    let [here, there] = hosts();
    let log = |line: &str| Request::post("/").body(format!("log info {line}"));
    let (one, two) = tokio::join!(
        invoke(&here, "logging", log("one")),
        invoke(&there, "logging", log("two"))
    );
    let lines = [one, two].map(|outcome| {
        let lines = outcome.logs.into_iter().map(|line| line.message);
        lines.collect::<Vec<_>>().join("\n")
    });
    assert!(
        lines[0].contains("one") && !lines[0].contains("two"),
        "{lines:?}"
    );
    assert!(
        lines[1].contains("two") && !lines[1].contains("one"),
        "{lines:?}"
    );
}

/// KIT.3
#[tokio::test]
async fn clocks_are_each_hosts_own() {
    let [here, there] = hosts();
    here.clock().advance(HOUR);
    let held = there.clock().hold();
    assert_eq!(there.clock().elapsed(), Duration::ZERO);
    text(&here, "clock", Request::post("/sleep/1")).await;
    drop(held);
    assert!(here.clock().elapsed() > HOUR);
    assert_eq!(there.clock().elapsed(), Duration::ZERO);
}

/// KIT.3
#[tokio::test]
async fn scripts_are_each_hosts_own() {
    let [here, there] = hosts();
    let url = "https://one.example/";
    let ours = here
        .http()
        .on("GET", url)
        .respond(Reply::status(200).body("ours"));
    there
        .http()
        .on("GET", url)
        .respond(Reply::status(200).body("theirs"));
    let ask = || Request::post(&format!("/?url={url}"));
    assert_eq!(text(&there, "http", ask()).await, "theirs");
    assert_eq!(ours.calls(), 0);
    assert_eq!(text(&here, "http", ask()).await, "ours");
}

/// KIT.3
#[tokio::test]
async fn counts_are_each_hosts_own() {
    let [here, there] = hosts();
    text(&here, "clock", Request::post("/time")).await;
    let counted = |host: &Host| host.metrics().invocations.values().sum::<u64>();
    assert_eq!((counted(&here), counted(&there)), (1, 0));
}

/// KIT.3
#[tokio::test]
async fn spawned_functions_are_each_hosts_own() {
    let [here, there] = hosts();
    let told = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
    for (host, told) in [&here, &there].into_iter().zip(&told) {
        let told = Arc::clone(told);
        host.on_spawned(move |_| {
            told.fetch_add(1, Ordering::Relaxed);
        });
    }
    here.function("default", "task")
        .unwrap()
        .spawn("note done")
        .unwrap();
    here.spawned().await;
    there.spawned().await;
    assert_eq!(told.map(|told| told.load(Ordering::Relaxed)), [1, 0]);
}

/// KIT.3
#[tokio::test]
async fn functions_are_each_hosts_own() {
    let [here, there] = hosts();
    assert!(here.delete("default", "cache").unwrap());
    assert!(here.function("default", "cache").is_none());
    assert_eq!(
        text(&there, "cache", Request::post("/get/key")).await,
        "missing"
    );
    there.deploy("cache", support::guest("cache")).unwrap();
    let version = |host: &Host| host.function("default", "topic").unwrap().version();
    assert_eq!((version(&here), version(&there)), (1, 1));
}

/// KIT.3
#[test]
fn a_component_is_compiled_once_for_all_hosts_that_come_one_after_the_other() {
    let wasm = support::guest("trouble");
    let deploy = || {
        let host = Host::builder().no_code_cache().build().unwrap();
        let began = Instant::now();
        host.deploy("trouble", wasm.clone()).unwrap();
        began.elapsed()
    };
    let first = deploy();
    let least = (0..10).map(|_| deploy()).min().unwrap();
    assert!(least * 4 < first, "{first:?}, and then {least:?}");
}
