//! Answers that a function sends piece by piece.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use http_body_util::BodyExt as _;
use momento_functions_test_host::{Function, Host, InvocationErrorKind, Outcome, Request};

fn deploy() -> Function {
    let host = Host::builder().build().unwrap();
    host.deploy("stream", support::guest("stream")).unwrap()
}

/// Runs a script of the guest `stream`.
async fn run(script: &str) -> Outcome {
    deploy().invoke(Request::post("/").body(script)).await
}

async fn streamed(script: &str) -> String {
    let outcome = run(script).await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    outcome.response.text().into_owned()
}

/// STR.1
#[tokio::test]
async fn the_first_event_commits_the_head() {
    let body = "sse\ttick\t7\tone\\ntwo\nspin";
    let answer = deploy().start(Request::post("/").body(body)).await;
    assert_eq!(answer.status(), 200);
    let headers = answer.headers();
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-cache");
    assert_eq!(headers["connection"], "keep-alive");
    assert_eq!(headers.len(), 3);
    let event = answer
        .into_body()
        .frame()
        .await
        .unwrap()
        .unwrap()
        .into_data()
        .unwrap();
    assert_eq!(event, "event: tick\nid: 7\ndata: one\ndata: two\n\n");
}

/// STR.2
#[tokio::test]
async fn a_returned_success_ends_the_events_and_its_headers_are_dropped() {
    for status in ["200", "204", "299"] {
        let outcome = run(&format!("sse\t-\t-\tone\nreturn\t{status}\tunseen")).await;
        assert_eq!(
            (outcome.response.status, outcome.error.is_none()),
            (200, true)
        );
        assert_eq!(outcome.response.text(), "data: one\n\n");
        assert!(outcome.response.header("x-returned").is_none());
    }
}

/// STR.2
#[tokio::test]
async fn a_returned_failure_is_the_last_event() {
    let events = streamed("sse\t-\t-\tone\nreturn\t503\tno\\nluck\\x").await;
    let last = "event: http-error\ndata: HTTP 503: no\ndata: luck\u{fffd}\n\n";
    assert_eq!(events, format!("data: one\n\n{last}"));
}

/// STR.2
#[tokio::test]
async fn the_last_event_is_cut_at_a_mebibyte() {
    let events = streamed("sse\t-\t-\tone\nreturn-long\t500\t3000000").await;
    let frame = "data: one\n\nevent: http-error\ndata: \n\n";
    assert_eq!(events.len(), frame.len() + (1 << 20));
}

/// STR.3
#[tokio::test]
async fn what_cannot_be_an_event_is_an_error_for_the_guest_and_commits_nothing() {
    let cases = [
        ("sse\t-\t7\t-", "event or data must be provided"),
        ("sse\ta\\nb\t-\t-", "bad event name: "),
        ("sse\ta\ta\\rb\t-", "bad event id: "),
        ("sse\ta\ta\\0b\t-", "bad event id: "),
        ("sse\t-\t-\ta\\x", "bad data: "),
        ("sse-long\t1048577", "bad data: "),
    ];
    for (script, error) in cases {
        let outcome = run(script).await;
        assert!(
            outcome.response.text().starts_with(error),
            "{script}: {outcome:?}"
        );
        assert_eq!(
            outcome.response.header("x-returned"),
            Some("yes"),
            "{script}"
        );
    }
}

/// STR.3
#[tokio::test]
async fn an_event_may_have_a_mebibyte_of_data() {
    assert_eq!(
        streamed("sse-long\t1048576").await.len(),
        (1 << 20) + "data: \n\n".len()
    );
}

/// STR.4
#[tokio::test]
async fn data_follows_a_start_and_is_sent_as_it_is() {
    let outcome =
        run("start\t201\tx-own\tyes\ndata\tab\\ncd\ndata\t\ndata\tef\nreturn\t200\tgh").await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    assert_eq!(
        (outcome.response.status, outcome.response.header("x-own")),
        (201, Some("yes"))
    );
    assert_eq!(outcome.response.text(), "ab\ncdef");
    assert!(outcome.response.header("x-returned").is_none());
}

/// STR.4
#[tokio::test]
async fn events_may_follow_a_start_with_its_own_status_and_headers() {
    let outcome =
        run("start\t202\tcontent-type\ttext/own\nsse\t-\t-\tone\nreturn\t500\toops").await;
    assert_eq!(outcome.response.status, 202);
    assert_eq!(outcome.response.header("content-type"), Some("text/own"));
    assert_eq!(
        outcome.response.text(),
        "data: one\n\nevent: http-error\ndata: HTTP 500: oops\n\n"
    );
}

/// STR.4
#[tokio::test]
async fn data_before_a_start_is_an_error_for_the_guest() {
    let outcome = run("data\tab").await;
    assert_eq!(
        outcome.response.text(),
        "send-response-start must come before send-data"
    );
    let events = streamed("sse\t-\t-\tone\ndata\tab\nerrors").await;
    assert!(
        events.ends_with("data: send-response-start must come before send-data\n\n"),
        "{events}"
    );
}

/// STR.4
#[tokio::test]
async fn a_response_begins_once() {
    for first in ["start\t200\ta\tb", "sse\t-\t-\tone"] {
        let events = streamed(&format!("{first}\nstart\t200\ta\tb\nerrors")).await;
        assert!(
            events.ends_with("data: the response has already begun\n\n"),
            "{events}"
        );
    }
}

/// HTTP.9
#[tokio::test]
async fn a_start_that_cannot_be_sent_is_an_error_for_the_guest_and_commits_nothing() {
    let outcome = run("start\t99\ta\tb").await;
    assert!(
        outcome
            .response
            .text()
            .contains("the status 99 cannot be sent"),
        "{outcome:?}"
    );
    let outcome = run("start\t200\ta\tb\\nc").await;
    assert!(
        outcome
            .response
            .text()
            .contains("header `a` cannot be sent"),
        "{outcome:?}"
    );
    let outcome = run("start\t99\ta\tb\nstart\t201\ta\tb\ndata\tab").await;
    assert_eq!(
        (outcome.response.status, outcome.response.body),
        (201, "ab".into())
    );
}

/// STR.4
#[tokio::test]
async fn a_returned_failure_aborts_a_raw_stream() {
    let outcome = run("start\t200\ta\tb\ndata\tab\nreturn\t500\toops").await;
    assert_eq!(
        (outcome.response.status, &outcome.response.body[..]),
        (200, &b"ab"[..])
    );
    assert_eq!(
        outcome.error.unwrap().kind(),
        InvocationErrorKind::InvalidResponse
    );
}

/// HTTP.18
#[tokio::test]
async fn a_trap_after_the_response_has_begun_fails_the_body() {
    for begin in ["sse\t-\t-\tone", "start\t200\ta\tb\ndata\tone"] {
        let body = format!("{begin}\ntrap");
        let answer = deploy().start(Request::post("/").body(body)).await;
        assert_eq!(answer.status(), 200);
        let mut body = answer.into_body();
        assert!(body.frame().await.unwrap().unwrap().is_data());
        let error = body.frame().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), InvocationErrorKind::Trap);
        assert!(
            error
                .panic_message()
                .unwrap()
                .ends_with("as the script says")
        );
        assert!(body.frame().await.is_none());
    }
}

/// STR.5
#[tokio::test]
async fn a_guest_waits_until_its_event_was_taken() {
    let mut body = deploy()
        .start(Request::post("/").body("sse\t-\t-\tone\ntrap"))
        .await
        .into_body();
    // The trap comes only after the event has left: the guest did not run ahead.
    assert_eq!(
        body.frame().await.unwrap().unwrap().into_data().unwrap(),
        "data: one\n\n"
    );
    assert!(body.frame().await.unwrap().is_err());
}

/// HTTP.9
#[tokio::test]
async fn what_is_streamed_to_an_answer_without_a_body_is_dropped_and_the_guest_goes_on() {
    for script in [
        "sse\t-\t-\tone\nsse\t-\t-\ttwo",
        "start\t204\ta\tb\ndata\tab\ndata\tcd",
    ] {
        let request = || Request::new(http::Method::HEAD, "/");
        let outcome = deploy().invoke(request().body(script)).await;
        assert!(
            outcome.error.is_none() && outcome.response.body.is_empty(),
            "{outcome:?}"
        );
        let outcome = deploy()
            .invoke(request().body(format!("{script}\ntrap")))
            .await;
        assert_eq!(outcome.error.unwrap().kind(), InvocationErrorKind::Trap);
    }
    let outcome = run("start\t204\ta\tb\ndata\tab\ndata\tcd").await;
    assert!(
        outcome.error.is_none() && outcome.response.body.is_empty(),
        "{outcome:?}"
    );
}
