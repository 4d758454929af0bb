//! What an invocation may hold on the host: bytes, resources, and bodies that are still on their way.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    Configuration, Function, Host, InvocationErrorKind, Limits, Outcome, Request,
};
use support::http_server::{HttpServer, response};

const SIZE: u64 = 1000;

const LAMBDA: &str = "[local.lambda]\nshout.function = 'answers'";

/// A guest of wasm text that makes as many handles of a resource of its own as its number says.
const OWN_HANDLES: &str = r#"
    (type $own (resource (rep i32)))
    (core func $new (canon resource.new $own))
    (core module $code
        (import "" "new" (func $new (param i32) (result i32)))
        (memory (export "memory") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
        (func (export "invoke") (param i32 i32 i32) (result i32)
            (local $left i32)
            (local.set $left (i32.const COUNT))
            (block $done
                (loop $next
                    (br_if $done (i32.eqz (local.get $left)))
                    (drop (call $new (i32.const 1)))
                    (local.set $left (i32.sub (local.get $left) (i32.const 1)))
                    (br $next)))
            (i32.store16 (i32.const 64) (i32.const 200))
            (i32.store8 (i32.const 76) (i32.const 1))
            (i32.const 64))
    )
    (core instance $given (export "new" (func $new)))
    (core instance $code (instantiate $code (with "" (instance $given))))
"#;

fn host(limits: Limits) -> Host {
    let configuration = Configuration::from_toml(LAMBDA).unwrap();
    let host = Host::builder().limits(limits).configuration(configuration);
    let host = host.build().unwrap();
    host.deploy("hoard", support::guest("hoard")).unwrap();
    host
}

async fn hoard(host: &Host, path: &str, name: &str) -> Outcome {
    let function = host.function("default", "hoard").unwrap();
    function.invoke(Request::post(path).body(name)).await
}

async fn told(host: &Host, path: &str, name: &str) -> String {
    let outcome = hoard(host, path, name).await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    outcome.response.text().into_owned()
}

/// Holds a source of bodies to a budget of three of them: below it, at it, above it, and after that.
async fn at_most_three(host: &Host, from: &str, name: &str, error: &str) {
    for count in [2, 3] {
        let path = format!("/{from}/keep/{count}");
        assert_eq!(told(host, &path, name).await, format!("{count} held"));
    }
    let refused = told(host, &format!("/{from}/keep/4"), name).await;
    assert!(refused.starts_with("3 held, then: "), "{refused}");
    assert!(refused.contains(error), "{refused}");
    assert!(refused.ends_with("one dropped, then: true"), "{refused}");
    // What was read to its end is held no more.
    assert_eq!(
        told(host, &format!("/{from}/read/10"), name).await,
        "10 held"
    );
    assert_eq!(told(host, &format!("/{from}/keep/3"), name).await, "3 held");
}

/// LIM.12
#[tokio::test]
async fn values_of_a_cache_count_as_held() {
    let host = host(Limits::default().with_host_memory(3 * SIZE));
    let value = vec![b'a'; SIZE as usize];
    host.cache("default").set(b"key", &value, 60_000).unwrap();
    at_most_three(&host, "cache", "key", "LimitExceeded").await;
}

/// LIM.12
#[tokio::test]
async fn values_that_are_replaced_count_while_they_are_held() {
    let host = host(Limits::default().with_host_memory(3 * SIZE - 1));
    let value = vec![b'a'; SIZE as usize];
    host.cache("default").set(b"key", &value, 60_000).unwrap();
    let refused = told(&host, "/cache/keep/3", "key").await;
    assert!(refused.starts_with("2 held, then: "), "{refused}");
}

/// LIM.12
#[tokio::test]
async fn objects_in_memory_count_as_held() {
    let host = host(Limits::default().with_host_memory(3 * SIZE));
    host.deploy("aws", support::guest("aws")).unwrap();
    let body = vec![b'a'; SIZE as usize];
    let put = Request::put("/put?bucket=bucket&key=bucket").body(body);
    let function = host.function("default", "aws").unwrap();
    assert_eq!(function.invoke(put).await.response.status, 200);
    at_most_three(&host, "object", "bucket", "at most 3000 bytes").await;
}

/// LIM.12
#[tokio::test]
async fn answers_of_local_lambda_functions_count_as_held() {
    let host = host(Limits::default().with_host_memory(6));
    host.deploy("answers", support::guest("echo")).unwrap();
    at_most_three(&host, "lambda", "shout", "at most 6 bytes").await;
}

/// LIM.13
#[tokio::test]
async fn responses_that_are_not_read_are_few() {
    let server = HttpServer::start(|_| async { response(200, "hello") }).await;
    let host = host(Limits::default().with_open_bodies(3));
    at_most_three(&host, "http", &server.url("/"), "at most 3 responses").await;
}

/// LIM.11
#[tokio::test]
async fn a_guest_holds_so_many_of_the_hosts_resources() {
    let limits = Limits::default().with_handles(11);
    let host = Host::builder().limits(limits).build().unwrap();
    let wasm = support::guest("pollables");
    let pollables = host.deploy("pollables", wasm).unwrap();
    // The request's body is one, and each timer is two, the one that the guest sleeps by included.
    for count in [3, 4] {
        let outcome = pollables.invoke(Request::get(&format!("/{count}"))).await;
        assert_eq!(outcome.response.text(), "made", "{count}");
    }
    too_many(&pollables.invoke(Request::get("/5")).await, 11);
    let again = pollables.invoke(Request::get("/4")).await;
    assert_eq!(again.response.text(), "made");
}

/// LIM.11
#[tokio::test]
async fn handles_of_a_guests_own_resources_count_too() {
    let host = Host::builder().limits(Limits::default().with_handles(10));
    let host = host.build().unwrap();
    let made = |count: u32| own_handles(&host, count);
    // The request's body is one of twice as many.
    for count in [18, 19] {
        let outcome = made(count).invoke(Request::get("/")).await;
        assert_eq!(outcome.response.status, 200, "{count}: {outcome:?}");
    }
    too_many(&made(20).invoke(Request::get("/")).await, 10);
    let again = made(19).invoke(Request::get("/")).await;
    assert_eq!(again.response.status, 200);
}

fn own_handles(host: &Host, count: u32) -> Function {
    let code = OWN_HANDLES.replace("COUNT", &count.to_string());
    host.deploy("own", support::web_component(&code)).unwrap()
}

fn too_many(outcome: &Outcome, limit: u32) {
    let error = outcome.error.as_ref().unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::HandleLimit, "{error:?}");
    assert_eq!(outcome.response.status, 502);
    assert_eq!(outcome.response.text(), "Function handle limit exceeded");
    let told = format!("held {limit} of the host's resources");
    assert!(error.explanation().contains(&told), "{error:?}");
}
