//! Who is invoked, how often, with what, and who ends it.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use http_body_util::{BodyExt as _, Empty};
use momento_functions_test_host::{
    Deployment, Function, FunctionKind, Host, InvocationErrorKind, Limits, Request, RequestBody,
};
use std::pin::pin;
use std::task::{Context, Waker};

fn deploy(guest: &str) -> Function {
    deploy_with(guest, Limits::default())
}

fn deploy_with(guest: &str, limits: Limits) -> Function {
    let host = Host::builder().limits(limits).build().unwrap();
    host.deploy(guest, support::guest(guest)).unwrap()
}

/// What the guest `context` tells, by lines.
async fn told(request: Request) -> Vec<String> {
    told_by(&deploy("context"), request).await
}

async fn told_by(function: &Function, request: Request) -> Vec<String> {
    let outcome = function.invoke(request).await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    outcome.response.text().lines().map(str::to_owned).collect()
}

fn lines<'a>(told: &'a [String], prefix: &str) -> Vec<&'a str> {
    told.iter()
        .filter_map(|line| line.strip_prefix(prefix))
        .collect()
}

/// INV.1
#[tokio::test]
async fn nothing_in_a_guest_survives_a_call() {
    let count = deploy("count");
    for _ in 0..3 {
        assert_eq!(count.invoke(Request::get("/")).await.response.text(), "1");
    }
}

/// INV.2
#[tokio::test]
async fn the_entry_point_is_found_by_its_export() {
    let kinds = ["echo", "v1-echo", "spawned"].map(|guest| deploy(guest).kind());
    assert_eq!(
        kinds,
        [
            FunctionKind::WebV2,
            FunctionKind::WebV1,
            FunctionKind::SpawnV2
        ]
    );
}

/// INV.3
#[tokio::test]
async fn a_busy_function_does_not_hold_up_another_on_the_same_thread() {
    let host = Host::builder().build().unwrap();
    let busy = host.deploy("busy", support::guest("trouble")).unwrap();
    let echo = host.deploy("echo", support::guest("echo")).unwrap();
    tokio::select! {
        biased;
        outcome = busy.invoke(Request::get("/spin")) => panic!("the busy one ended first: {outcome:?}"),
        outcome = echo.invoke(Request::post("/").body("hello")) => {
            assert_eq!(outcome.response.text(), "hello");
        }
    }
}

/// INV.3
#[tokio::test]
async fn a_busy_function_lets_the_runtime_look_at_its_timers() {
    let busy = deploy("trouble");
    tokio::select! {
        biased;
        outcome = busy.invoke(Request::get("/spin")) => panic!("the busy one ended first: {outcome:?}"),
        () = tokio::time::sleep(std::time::Duration::from_millis(1)) => {}
    }
}

/// INV.4
#[tokio::test]
async fn what_is_taken_once_is_gone_and_the_rest_is_not() {
    let request = Request::put("/foo?a=1")
        .header("x-a", "1")
        .token_metadata("{}");
    let told = told(request).await;
    assert_eq!(lines(&told, "first path "), ["Some(\"foo\")"]);
    assert_eq!(lines(&told, "first token "), ["Some(\"{}\")"]);
    assert_eq!(lines(&told, "first header "), ["x-a=1"]);
    assert_eq!(lines(&told, "first query "), ["a=1"]);
    assert_eq!(lines(&told, "again path "), ["None"]);
    assert_eq!(lines(&told, "again token "), ["None"]);
    assert_eq!(lines(&told, "again header "), [""; 0]);
    assert_eq!(lines(&told, "again query "), [""; 0]);
    assert_eq!(lines(&told, "again method "), ["PUT"]);
    assert_eq!(lines(&told, "again id "), lines(&told, "first id "));
}

/// INV.5
#[tokio::test]
async fn the_path_is_what_follows_the_function() {
    let context = deploy("context");
    let cases = [
        ("/foo/bar", "Some(\"foo/bar\")"),
        ("/foo/bar/?q=1", "Some(\"foo/bar/\")"),
        ("//foo", "Some(\"/foo\")"),
        ("/", "Some(\"\")"),
        ("", "None"),
        ("?q=1", "None"),
    ];
    for (target, path) in cases {
        let told = told_by(&context, Request::get(target)).await;
        assert_eq!(lines(&told, "first path "), [path], "{target}");
    }
}

/// INV.5
#[test]
fn a_servers_request_loses_the_prefix_that_names_the_function() {
    let request = |uri: &str| {
        let request = http::Request::builder()
            .uri(uri)
            .body(RequestBody::default())
            .unwrap();
        Request::from_http(request, "/functions/default/hello")
    };
    assert_eq!(
        request("/functions/default/hello/foo/bar?a=b").path(),
        Some("foo/bar")
    );
    assert_eq!(request("/functions/default/hello/").path(), Some(""));
    assert_eq!(request("/functions/default/hello?a=b").path(), None);
}

/// INV.6
#[tokio::test]
async fn header_names_are_in_lower_case_and_repeats_keep_their_order() {
    let request = Request::get("/")
        .header("X-A", "One")
        .header("x-b", "2")
        .header("x-A", "3");
    assert_eq!(
        lines(&told(request).await, "first header "),
        ["x-a=One", "x-b=2", "x-a=3"]
    );
}

/// INV.6
#[tokio::test]
async fn credentials_in_headers_reach_the_guest_and_the_token_parameter_does_not() {
    let request = Request::get("/?a=1&token=secret&b=%20&tokens=2")
        .header("authorization", "key")
        .header("x-momento-authorization", "other");
    let told = told(request).await;
    assert_eq!(
        lines(&told, "first header "),
        ["authorization=key", "x-momento-authorization=other"]
    );
    assert_eq!(lines(&told, "first query "), ["a=1", "b= ", "tokens=2"]);
}

/// INV.7
#[tokio::test]
async fn a_caller_that_goes_away_before_the_answer_ends_the_invocation() {
    let trouble = deploy_with("trouble", Limits::default().with_concurrency(1));
    {
        let mut waiting = pin!(trouble.start(Request::get("/spin")));
        let mut context = Context::from_waker(Waker::noop());
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        let other = trouble.invoke(Request::get("/")).await;
        assert_eq!(
            other.error.unwrap().kind(),
            InvocationErrorKind::TooManyInvocations
        );
    }
    assert_eq!(
        trouble.invoke(Request::get("/")).await.response.text(),
        "no trouble"
    );
}

/// INV.7
#[tokio::test]
async fn a_caller_that_goes_away_amid_a_stream_ends_the_invocation() {
    let stream = deploy_with("stream", Limits::default().with_concurrency(1));
    let mut body = stream
        .start(Request::post("/").body("sse\t-\t-\tone\nspin"))
        .await
        .into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, "data: one\n\n");
    drop(body);
    assert_eq!(stream.invoke(Request::post("/")).await.response.status, 200);
}

/// INV.7
#[tokio::test]
async fn an_answer_keeps_its_place_until_it_has_left() {
    let echo = deploy_with("echo", Limits::default().with_concurrency(1));
    let answer = echo.start(Request::post("/").body("hello")).await;
    assert_eq!(echo.invoke(Request::post("/")).await.response.status, 429);
    let hello = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(hello, "hello");
    assert_eq!(echo.invoke(Request::post("/")).await.response.status, 200);
}

/// ENV.1
#[tokio::test]
async fn the_hosts_variables_stand_beside_the_functions_own_and_win() {
    let host = Host::builder().build().unwrap();
    let deployment = Deployment::from_wasm(support::guest("context"))
        .with_variable("COLOUR", "teal")
        .with_variable("__FUNCTION_NAME", "a lie");
    let context = host
        .deploy_to("my-cache", "my-context", deployment)
        .unwrap();
    let outcome = context.invoke(Request::get("/")).await;
    let told: Vec<String> = outcome.response.text().lines().map(str::to_owned).collect();
    let mut environment = lines(&told, "env ");
    environment.sort_unstable();
    let id = format!("__INVOCATION_ID={}", outcome.invocation_id);
    let mut expected = [
        "COLOUR=teal",
        "__CACHE_NAME=my-cache",
        "__FUNCTION_NAME=my-context",
        id.as_str(),
    ];
    expected.sort_unstable();
    assert_eq!(environment, expected);
}

/// ENV.1
#[tokio::test]
async fn an_invocations_id_is_a_fresh_uuid_of_version_7() {
    let context = deploy("context");
    let first = context.invoke(Request::get("/")).await;
    let second = context.invoke(Request::get("/")).await;
    let id = uuid::Uuid::parse_str(&first.invocation_id).unwrap();
    assert_eq!(id.get_version_num(), 7);
    assert_ne!(first.invocation_id, second.invocation_id);
    assert!(first.response.text().contains(&format!("first id {id}\n")));
}

/// HTTP.15
#[tokio::test]
async fn a_spawn_function_answers_no_request() {
    let outcome = deploy("spawned").invoke(Request::post("/")).await;
    assert_eq!(outcome.response.status, 409);
    assert!(
        outcome.response.text().contains("spawn"),
        "{}",
        outcome.response.text()
    );
    assert_eq!(
        outcome.error.unwrap().kind(),
        InvocationErrorKind::NotInvocable
    );
}

#[tokio::test]
async fn each_deployment_is_a_new_version_and_replaces_the_environment() {
    let host = Host::builder().build().unwrap();
    let wasm = support::guest("context");
    let first = Deployment::from_wasm(wasm.clone()).with_variable("OLD", "1");
    host.deploy("context", first.with_description("the first"))
        .unwrap();
    let second = host.deploy("context", wasm).unwrap();
    let found = host.function("default", "context").unwrap();
    assert_eq!(
        (found.version(), second.version(), found.description()),
        (2, 2, None)
    );
    let told = told_by(&found, Request::get("/")).await;
    assert!(!told.iter().any(|line| line.contains("OLD")), "{told:?}");
}

#[tokio::test]
async fn a_deleted_function_is_gone_and_what_runs_of_it_goes_on() {
    let host = Host::builder().build().unwrap();
    let echo = host.deploy("echo", support::guest("echo")).unwrap();
    let answer = echo.start(Request::post("/").body("hello")).await;
    assert!(host.delete("default", "echo").unwrap());
    assert!(!host.delete("default", "echo").unwrap());
    assert!(host.function("default", "echo").is_none() && host.functions("default").is_empty());
    assert_eq!(
        answer.into_body().collect().await.unwrap().to_bytes(),
        "hello"
    );
}

#[tokio::test]
async fn an_empty_stream_is_an_empty_body() {
    let echo = deploy("echo");
    let body = RequestBody::stream(Empty::<bytes::Bytes>::new());
    assert_eq!(
        echo.invoke(Request::post("/").body(body))
            .await
            .response
            .body,
        ""
    );
}
