//! The answers that the host makes when an invocation fails.

use std::time::Duration;

use momento_functions_test_host::{InvocationErrorKind, Limits};

use super::client::{Answer, Call, Server};
use super::{host_of, limited};

/// Holds an answer to HTTP.8's shape, with nothing more in it.
fn opaque(answer: &Answer, status: u16, code: &str, message: &str) {
    assert_eq!(answer.error(), (status, code.to_owned()));
    assert_eq!(answer.message(), message);
    assert_eq!(answer.json().as_object().unwrap().len(), 2);
    let id = answer.header("x-momento-invocation-id").unwrap();
    assert_eq!((id.len(), &id[14..15]), (36, "7"), "{id}");
}

async fn trouble(target: &str, limits: Limits) -> Answer {
    let server = Server::start(&limited(limits, &["trouble"])).await;
    server
        .send(Call::get(&format!("/functions/default/trouble/{target}")))
        .await
}

/// HTTP.8, HTTP.10
#[tokio::test]
async fn a_trap_is_an_opaque_500_and_its_explanation_goes_to_the_observer() {
    let mut server = Server::start(&host_of(&["trouble"])).await;
    let answer = server
        .send(Call::get("/functions/default/trouble/panic?token=secret"))
        .await;
    opaque(&answer, 500, "trap", "Internal server error");
    let answered = server.answered().await;
    assert_eq!(
        answered.invocation_id.as_deref(),
        answer.header("x-momento-invocation-id")
    );
    assert_eq!(
        (&*answered.path, answered.status, answered.abandoned),
        ("/functions/default/trouble/panic", 500, false)
    );
    let error = answered.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::Trap);
    assert!(
        error
            .explanation()
            .contains("the trouble that was asked for")
    );
}

/// HTTP.8
#[tokio::test]
async fn a_service_for_developers_explains_in_the_body() {
    let host = host_of(&["trouble"]);
    let server = Server::with(&host, |service| service.explain_errors(true)).await;
    let answer = server
        .send(Call::get("/functions/default/trouble/panic"))
        .await;
    assert_eq!(
        (answer.status, answer.message().as_str()),
        (500, "Internal server error")
    );
    let explanation = answer.json()["explanation"].as_str().unwrap().to_owned();
    assert!(
        explanation.contains("the trouble that was asked for"),
        "{explanation}"
    );
    assert!(
        explanation.contains("guests/trouble/src/lib.rs:"),
        "{explanation}"
    );
}

/// HTTP.11
#[tokio::test]
async fn the_memory_limit_is_a_502() {
    let limits = Limits::default().with_memory(4 << 20);
    opaque(
        &trouble("allocate", limits).await,
        502,
        "memory_limit",
        "Function memory limit exceeded",
    );
}

/// HTTP.12
#[tokio::test]
async fn the_time_limit_is_a_504() {
    let limits = Limits::default().with_time(Duration::from_millis(50));
    opaque(
        &trouble("spin", limits).await,
        504,
        "time_limit",
        "Function time limit exceeded",
    );
}

/// HTTP.13
#[tokio::test]
async fn the_fuel_limit_is_a_504() {
    let limits = Limits::default().with_fuel(1_000_000);
    opaque(
        &trouble("spin", limits).await,
        504,
        "fuel_limit",
        "Function instruction limit exceeded",
    );
}

/// HTTP.14
#[tokio::test]
async fn a_missing_function_or_cache_is_a_404() {
    let server = Server::start(&host_of(&["count"])).await;
    for target in ["/functions/default/none", "/functions/none/count"] {
        let answer = server.send(Call::post(target, "x")).await;
        assert_eq!(answer.error(), (404, "no_such_function".to_owned()));
    }
}

/// HTTP.15
#[tokio::test]
async fn a_spawn_function_is_a_409_that_tells_how_it_is_started() {
    let server = Server::start(&host_of(&["spawned"])).await;
    let answer = server
        .send(Call::post("/functions/default/spawned", ""))
        .await;
    assert_eq!(answer.error(), (409, "not_invocable".to_owned()));
    let how =
        "start it from another function with `spawn`, or once by hand with `cargo momento invoke`";
    assert!(answer.message().ends_with(how), "{}", answer.message());
}

/// HTTP.16
#[tokio::test]
async fn too_many_at_once_is_a_429_until_one_has_gone() {
    let host = limited(Limits::default().with_concurrency(1), &["stream"]);
    let mut server = Server::start(&host).await;
    let mut first = server
        .begin(Call::post(
            "/functions/default/stream",
            "sse\t-\t-\thi\nspin",
        ))
        .await;
    first.until("data: hi").await;
    let second = server
        .send(Call::post("/functions/default/stream", ""))
        .await;
    opaque(
        &second,
        429,
        "too_many_invocations",
        "Too many invocations at once",
    );
    assert_eq!(second.header("retry-after"), Some("1"));
    assert_eq!(server.answered().await.status, 429);
    drop(first);
    assert!(server.answered().await.abandoned);
    assert_eq!(
        server
            .send(Call::post("/functions/default/stream", ""))
            .await
            .status,
        200
    );
}

/// HTTP.17
#[tokio::test]
async fn a_body_over_what_the_host_collects_is_a_413() {
    let server = Server::start(&limited(
        Limits::default().with_request_body(10),
        &["v1-echo"],
    ))
    .await;
    assert_eq!(
        server
            .send(Call::post("/functions/default/v1-echo", "ten bytes!"))
            .await
            .status,
        201
    );
    let answer = server
        .send(Call::post("/functions/default/v1-echo", "eleven byte"))
        .await;
    opaque(&answer, 413, "request_too_large", "Request body too large");
}

/// HTTP.9
#[tokio::test]
async fn what_cannot_be_sent_is_an_opaque_500_that_is_logged() {
    let mut server = Server::start(&host_of(&["answer"])).await;
    for query in ["status=99", "status=600", "a%20b=c", "x=a%0D%0Ab:%20c"] {
        let answer = server
            .send(Call::get(&format!("/functions/default/answer?{query}")))
            .await;
        opaque(&answer, 500, "invalid_response", "Internal server error");
        let error = server.answered().await.error.unwrap();
        assert_eq!(
            error.kind(),
            InvocationErrorKind::InvalidResponse,
            "{query}"
        );
    }
}

/// HTTP.18
#[tokio::test]
async fn a_trap_after_the_head_cuts_the_connection() {
    let mut server = Server::start(&host_of(&["stream"])).await;
    let answer = server
        .send(Call::post(
            "/functions/default/stream",
            "sse\t-\t-\tone\ntrap",
        ))
        .await;
    assert_eq!((answer.status, answer.complete), (200, false));
    let answered = server.answered().await;
    assert_eq!((answered.status, answered.abandoned), (200, false));
    assert!(
        answered
            .error
            .unwrap()
            .explanation()
            .contains("as the script says")
    );
}
