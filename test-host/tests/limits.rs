//! What a function may take, what its failures are called, and what its caller is told.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use http::Method;
use momento_functions_test_host::{
    DeployError, Function, Host, InvocationError, InvocationErrorKind, Limits, Outcome, Request,
    RequestBody, ResponseBody,
};
use std::pin::pin;
use std::time::Duration;
use support::{Step, arriving, piece};

fn deploy(guest: &str, limits: Limits) -> Function {
    let host = Host::builder().limits(limits).build().unwrap();
    host.deploy(guest, support::guest(guest)).unwrap()
}

async fn trouble(target: &str, limits: Limits) -> Outcome {
    deploy("trouble", limits).invoke(Request::get(target)).await
}

/// Holds a failed answer to its status and text, and gives what its author is told.
fn failed(outcome: Outcome, kind: InvocationErrorKind, status: u16, text: &str) -> InvocationError {
    assert_eq!(
        (outcome.response.status, &*outcome.response.text()),
        (status, text),
        "{outcome:?}"
    );
    let error = outcome.error.unwrap();
    assert_eq!(
        (error.kind(), error.status(), error.message()),
        (kind, status, text)
    );
    error
}

fn explains(error: &InvocationError, what: &str) {
    assert!(
        error.explanation().contains(what),
        "{}",
        error.explanation()
    );
}

/// HTTP.10
#[tokio::test]
async fn a_panic_tells_the_caller_nothing_and_the_author_all() {
    let outcome = trouble("/panic", Limits::default()).await;
    let error = failed(
        outcome,
        InvocationErrorKind::Trap,
        500,
        "Internal server error",
    );
    let message = error.panic_message().unwrap();
    assert!(message.contains("trouble/src/lib.rs:"), "{message}");
    assert!(
        message.ends_with("the trouble that was asked for"),
        "{message}"
    );
    explains(&error, message);
    explains(&error, "misbehave");
}

/// HTTP.10
#[tokio::test]
async fn an_abort_is_a_trap_without_a_panic_message() {
    let outcome = trouble("/abort", Limits::default()).await;
    let error = failed(
        outcome,
        InvocationErrorKind::Trap,
        500,
        "Internal server error",
    );
    assert_eq!(error.panic_message(), None);
}

/// HTTP.10
#[tokio::test]
async fn a_trap_harms_nobody_else() {
    let function = deploy("trouble", Limits::default());
    for _ in 0..3 {
        assert_eq!(
            function
                .invoke(Request::get("/panic"))
                .await
                .response
                .status,
            500
        );
        assert_eq!(
            function.invoke(Request::get("/")).await.response.text(),
            "no trouble"
        );
    }
}

/// HTTP.11, LIM.1
#[tokio::test]
async fn a_trap_after_memory_was_refused_is_the_memory_limit() {
    for target in ["/allocate", "/ask-for-memory-and-panic"] {
        let outcome = trouble(target, Limits::default()).await;
        let text = "Function memory limit exceeded";
        let error = failed(outcome, InvocationErrorKind::MemoryLimit, 502, text);
        explains(&error, "67108864 bytes");
    }
}

/// LIM.1
#[tokio::test]
async fn a_guest_may_ask_for_too_much_memory_and_live_with_the_refusal() {
    let outcome = trouble("/ask-for-memory", Limits::default()).await;
    assert_eq!(outcome.response.text(), u32::MAX.to_string());
}

/// HTTP.11, LIM.1
#[test]
fn a_component_that_starts_with_too_much_memory_is_refused() {
    let host = Host::builder()
        .limits(Limits::default().with_memory(1 << 20))
        .build()
        .unwrap();
    let error = host.deploy("echo", support::guest("echo")).unwrap_err();
    assert!(
        matches!(
            error,
            DeployError::MinimumMemory {
                limit: 1_048_576,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(host.functions("default").is_empty());
}

/// LIM.1
#[tokio::test]
async fn a_minimal_function_fits_the_services_memory() {
    let echo = deploy("echo", Limits::service());
    assert_eq!(
        echo.invoke(Request::post("/").body("hello"))
            .await
            .response
            .text(),
        "hello"
    );
}

/// HTTP.12, LIM.2
#[tokio::test]
async fn a_busy_guest_is_ended_at_its_time_limit() {
    let limits = Limits::default().with_time(Duration::from_millis(500));
    let text = "Function time limit exceeded";
    let error = failed(
        trouble("/spin", limits).await,
        InvocationErrorKind::TimeLimit,
        504,
        text,
    );
    explains(&error, "500ms");
    explains(&error, "backtrace, the innermost call first:");
}

/// HTTP.12, LIM.2
#[tokio::test]
async fn a_guest_that_waits_in_a_host_call_is_ended_at_its_time_limit() {
    let buffer = deploy(
        "buffer",
        Limits::default().with_time(Duration::from_millis(20)),
    );
    let (body, _) = arriving([Step::Stall]);
    let outcome = buffer.invoke(Request::post("/sizes/1").body(body)).await;
    failed(
        outcome,
        InvocationErrorKind::TimeLimit,
        504,
        "Function time limit exceeded",
    );
}

/// HTTP.13, LIM.3
#[tokio::test]
async fn a_guest_is_ended_when_its_fuel_is_burned() {
    let limits = Limits::default().with_fuel(1_000_000);
    let function = deploy("trouble", limits);
    assert_eq!(
        function.invoke(Request::get("/")).await.response.text(),
        "no trouble"
    );
    let outcome = function.invoke(Request::get("/spin")).await;
    let text = "Function instruction limit exceeded";
    let error = failed(outcome, InvocationErrorKind::FuelLimit, 504, text);
    explains(&error, "1000000 units");
}

/// LIM.4
#[tokio::test]
async fn a_recursion_without_end_is_told_as_such() {
    for target in ["/recurse", "/recurse-with-locals"] {
        let outcome = trouble(target, Limits::default()).await;
        let text = "Internal server error";
        let error = failed(outcome, InvocationErrorKind::StackOverflow, 500, text);
        explains(&error, "recursion");
        explains(&error, "deeper");
    }
}

/// LIM.4
#[tokio::test]
async fn a_value_larger_than_the_stack_in_memory_is_told_as_an_overflow_without_any_recursion() {
    let outcome = trouble("/large-local", Limits::default()).await;
    let text = "Internal server error";
    let error = failed(outcome, InvocationErrorKind::StackOverflow, 500, text);
    explains(&error, "--stack-size");
}

/// LIM.4
#[tokio::test]
async fn an_access_beyond_memory_is_no_overflow_however_deep_the_calls_are() {
    for target in ["/out-of-bounds", "/out-of-bounds-amid-recursion"] {
        let outcome = trouble(target, Limits::default()).await;
        let text = "Internal server error";
        let error = failed(outcome, InvocationErrorKind::Trap, 500, text);
        explains(&error, "out of bounds memory access");
    }
}

/// LIM.4
#[tokio::test]
async fn the_stack_is_as_large_as_is_set() {
    for stack in [64 << 10, 1 << 20] {
        let outcome = trouble("/recurse", Limits::default().with_stack(stack)).await;
        explains(&outcome.error.unwrap(), &format!("stack of {stack} bytes"));
    }
}

/// LIM.2
#[tokio::test]
async fn a_time_limit_that_ends_a_guest_as_it_sends_is_told_after_what_was_sent() {
    let stream = deploy("stream", Limits::default().with_time(Duration::ZERO));
    let outcome = stream
        .invoke(Request::post("/").body("sse\t-\t-\tone\nspin"))
        .await;
    assert_eq!(
        outcome.error.unwrap().kind(),
        InvocationErrorKind::TimeLimit
    );
}

/// HTTP.16, LIM.5
#[tokio::test]
async fn too_many_invocations_of_a_function_at_once_are_refused() {
    let host = Host::builder()
        .limits(Limits::default().with_concurrency(2))
        .build()
        .unwrap();
    let echo = host.deploy("echo", support::guest("echo")).unwrap();
    let other = host.deploy("other", support::guest("echo")).unwrap();
    let request = || Request::post("/").body("hello");
    let held = [echo.start(request()).await, echo.start(request()).await];
    let text = "Too many invocations at once";
    let outcome = echo.invoke(request()).await;
    let error = failed(outcome, InvocationErrorKind::TooManyInvocations, 429, text);
    explains(&error, "2 invocations");
    assert_eq!(other.invoke(request()).await.response.status, 200);
    drop(held);
    assert_eq!(echo.invoke(request()).await.response.status, 200);
}

/// LIM.5
#[tokio::test]
async fn versions_of_a_function_share_its_limit() {
    let host = Host::builder()
        .limits(Limits::default().with_concurrency(1))
        .build()
        .unwrap();
    let first = host.deploy("echo", support::guest("echo")).unwrap();
    let second = host.deploy("echo", support::guest("echo")).unwrap();
    let held = first.start(Request::post("/").body("hello")).await;
    assert_eq!(second.invoke(Request::post("/")).await.response.status, 429);
    drop(held);
    assert_eq!(second.invoke(Request::post("/")).await.response.status, 200);
}

/// One place for all that runs, and not the one of another test: an engine is shared by the hosts that
/// allow as much memory.
fn one_place(mebibytes: u64) -> Limits {
    let limits = Limits::default().with_instances(1);
    limits.with_memory(mebibytes << 20)
}

/// Has a function of the host begin an answer, and keep its place until that is dropped.
async fn occupy(host: &Host) -> http::Response<ResponseBody> {
    let stream = host.deploy("stream", support::guest("stream")).unwrap();
    let endless = Request::post("/").body("sse\t-\t-\tone\nspin");
    stream.start(endless).await
}

/// LIM.5
#[tokio::test]
async fn an_invocation_waits_for_a_place_in_the_pool() {
    let host = Host::builder().limits(one_place(61)).build().unwrap();
    let echo = host.deploy("echo", support::guest("echo")).unwrap();
    let held = occupy(&host).await;
    let mut waiting = pin!(echo.invoke(Request::post("/")));
    for _ in 0..100 {
        tokio::select! {
            biased;
            outcome = &mut waiting => panic!("it has not waited: {outcome:?}"),
            () = tokio::task::yield_now() => {}
        }
    }
    drop(held);
    assert_eq!(waiting.await.response.status, 200);
}

/// HTTP.16, LIM.5
#[tokio::test]
async fn an_invocation_for_which_no_place_gets_free_in_time_is_refused() {
    let host = |limits| Host::builder().limits(limits).build().unwrap();
    // Hosts whose limits differ in the time alone share their places.
    let busy = host(one_place(62));
    let waiting = host(one_place(62).with_time(Duration::from_millis(500)));
    let echo = waiting.deploy("echo", support::guest("echo")).unwrap();
    // It keeps its place, since nobody polls it to its end.
    let held = occupy(&busy).await;
    let text = "Too many invocations at once";
    let outcome = echo.invoke(Request::post("/")).await;
    failed(outcome, InvocationErrorKind::TooManyInvocations, 429, text);
    drop(held);
    assert_eq!(echo.invoke(Request::post("/")).await.response.status, 200);
}

/// HTTP.17, LIM.6
#[tokio::test]
async fn a_body_that_the_host_would_have_to_collect_is_limited() {
    let v1 = deploy("v1-echo", Limits::default().with_request_body(5));
    assert_eq!(
        v1.invoke(Request::post("/").body("hello"))
            .await
            .response
            .text(),
        "hello"
    );
    for body in [
        RequestBody::from("hello!"),
        arriving([piece("hello"), piece("!")]).0,
    ] {
        let outcome = v1.invoke(Request::post("/").body(body)).await;
        let text = "Request body too large";
        failed(outcome, InvocationErrorKind::RequestTooLarge, 413, text);
    }
}

/// LIM.7
#[test]
fn a_component_that_is_too_large_is_refused() {
    let wasm = support::guest("echo");
    let limit = wasm.len() as u64 - 1;
    let host = Host::builder()
        .limits(Limits::default().with_component(limit))
        .build()
        .unwrap();
    let error = host.deploy("echo", wasm).unwrap_err();
    assert!(matches!(error, DeployError::TooLarge { .. }), "{error:?}");
}

/// HTTP.9
#[tokio::test]
async fn an_answer_that_cannot_be_sent_is_a_failure_that_says_why() {
    let answer = deploy("answer", Limits::default());
    let cases = [
        ("/?status=99", "status 99"),
        ("/?status=600", "status 600"),
        ("/?status=101", "status 101"),
        ("/?x-bad=a%0Ab", "`x-bad`"),
        ("/?bad%20name=a", "\"bad name\""),
    ];
    for (target, why) in cases {
        let outcome = answer.invoke(Request::get(target)).await;
        assert_eq!(outcome.logs.len(), 1);
        assert!(outcome.logs[0].message.contains(why), "{:?}", outcome.logs);
        let text = "Internal server error";
        explains(
            &failed(outcome, InvocationErrorKind::InvalidResponse, 500, text),
            why,
        );
    }
}

/// HTTP.9
#[tokio::test]
async fn answers_that_have_no_body_by_their_nature_carry_none() {
    let answer = deploy("answer", Limits::default());
    for status in [204, 304] {
        let outcome = answer
            .invoke(Request::get(&format!("/?status={status}&body=hello")))
            .await;
        assert_eq!(
            (outcome.response.status, &outcome.response.body[..]),
            (status, &b""[..])
        );
    }
    let outcome = answer
        .invoke(Request::new(Method::HEAD, "/?status=201&body=hello&x-a=1"))
        .await;
    assert_eq!(
        (outcome.response.status, &outcome.response.body[..]),
        (201, &b""[..])
    );
    assert_eq!(outcome.response.header("x-a"), Some("1"));
    assert_eq!(outcome.response.header("content-length"), Some("5"));
}

/// HTTP.9
#[tokio::test]
async fn headers_of_the_connection_are_not_the_guests_to_set() {
    let answer = deploy("answer", Limits::default());
    let target =
        "/?connection=x-hop&x-hop=1&transfer-encoding=chunked&content-length=3&x-a=1&x-a=2";
    let outcome = answer
        .invoke(Request::get(&format!("{target}&body=hello")))
        .await;
    let headers: Vec<_> = outcome.response.headers.iter().collect();
    let (one, two) = (
        http::HeaderValue::from_static("1"),
        http::HeaderValue::from_static("2"),
    );
    let name = http::HeaderName::from_static("x-a");
    assert_eq!(headers, [(&name, &one), (&name, &two)]);
    assert_eq!(outcome.response.text(), "hello");
}

#[test]
fn names_that_cannot_stand_in_a_url_are_refused() {
    let host = Host::builder().build().unwrap();
    let wasm = support::guest("echo");
    for name in ["", ".", "..", "a/b", "a b", "a?b", "ä", &"a".repeat(256)] {
        let error = host.deploy(name, wasm.clone()).unwrap_err();
        assert!(
            matches!(error, DeployError::InvalidName { .. }),
            "{name}: {error:?}"
        );
    }
    let error = host.deploy_to("manage", "echo", wasm).unwrap_err();
    assert!(
        matches!(error, DeployError::InvalidName { .. }),
        "{error:?}"
    );
}
