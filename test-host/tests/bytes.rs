//! Bodies: buffers on the host that a function reads, skips, and hands back.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use http_body_util::BodyExt as _;
use momento_functions_test_host::{
    Function, Host, InvocationErrorKind, Limits, Outcome, Request, RequestBody,
};
use std::sync::atomic::Ordering;
use support::{Step, arriving, piece};

fn deploy(limits: Limits) -> Function {
    let host = Host::builder().limits(limits).build().unwrap();
    host.deploy("buffer", support::guest("buffer")).unwrap()
}

async fn invoke(target: &str, body: impl Into<RequestBody>) -> Outcome {
    deploy(Limits::default())
        .invoke(Request::post(target).body(body))
        .await
}

async fn text(target: &str, body: impl Into<RequestBody>) -> String {
    let outcome = invoke(target, body).await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    outcome.response.text().into_owned()
}

/// DATA.1
#[tokio::test]
async fn read_gives_at_most_what_is_asked_and_none_at_the_end() {
    assert_eq!(text("/sizes/4", "0123456789").await, "4 4 2 then None");
    assert_eq!(text("/sizes/4", "").await, " then None");
}

/// DATA.1
#[tokio::test]
async fn read_waits_for_more_and_never_gives_an_empty_list() {
    let steps = [
        Step::Wait,
        piece("abc"),
        piece(""),
        Step::Wait,
        Step::Wait,
        piece("de"),
    ];
    assert_eq!(text("/sizes/100", arriving(steps).0).await, "3 2 then None");
}

/// DATA.1
#[tokio::test]
async fn a_read_of_four_gibibytes_gives_what_there_is() {
    assert_eq!(
        text(&format!("/sizes/{}", u32::MAX), "hello").await,
        "5 then None"
    );
}

/// DATA.1
#[tokio::test]
async fn a_read_of_nothing_is_none_at_the_end_and_else_a_trap_that_says_so() {
    assert_eq!(text("/sizes/0", "").await, " then None");
    for verb in ["sizes", "attempts"] {
        let outcome = invoke(&format!("/{verb}/0"), "hello").await;
        let error = outcome.error.unwrap();
        assert_eq!(
            (outcome.response.status, error.kind()),
            (500, InvocationErrorKind::Trap)
        );
        assert!(
            error.explanation().contains("max-size of 0"),
            "{}",
            error.explanation()
        );
    }
}

/// DATA.2
#[tokio::test]
async fn advance_skips_and_stops_at_the_end() {
    assert_eq!(text("/advance/3", "hello").await, "lo");
    assert_eq!(text("/advance/0", "hello").await, "hello");
    assert_eq!(text("/advance/5", "hello").await, "");
    assert_eq!(text(&format!("/advance/{}", u32::MAX), "hello").await, "");
    let steps = [piece("ab"), Step::Wait, piece("cd"), piece("ef")];
    assert_eq!(text("/advance/3", arriving(steps).0).await, "def");
}

/// DATA.3
#[tokio::test]
async fn remaining_is_what_can_be_read_without_waiting() {
    assert_eq!(text("/remaining", "hello").await, "5");
    assert_eq!(text("/remaining", "").await, "0");
    assert_eq!(
        text("/remaining", arriving([piece("abc"), piece("de")]).0).await,
        "3"
    );
    assert_eq!(
        text("/remaining", arriving([Step::Wait, piece("abc")]).0).await,
        "0"
    );
}

/// DATA.4
#[tokio::test]
async fn try_read_tells_of_a_failure_after_the_bytes_that_came_first_and_again() {
    let steps = [piece("abcd"), Step::Wait, Step::Fail("the sender left")];
    let told = text("/attempts/3", arriving(steps).0).await;
    let failure = "Err(StreamError::Failed(\"the body broke off: the sender left\"))";
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        ["Ok(Some(3))", "Ok(Some(1))", failure, failure]
    );
}

/// DATA.4
#[tokio::test]
async fn try_read_of_a_whole_body_ends_with_none() {
    assert_eq!(
        text("/attempts/10", "abc").await,
        "Ok(Some(3))\nOk(None)\nOk(None)"
    );
}

/// DATA.4
#[tokio::test]
async fn read_takes_a_failure_for_the_end() {
    let steps = [piece("abcd"), Step::Fail("the sender left")];
    assert_eq!(text("/sizes/3", arriving(steps).0).await, "3 1 then None");
}

/// DATA.5
#[tokio::test]
async fn a_handle_given_back_means_what_is_left_of_it() {
    assert_eq!(text("/give-back-after/2", "hello").await, "llo");
    let steps = [piece("ab"), Step::Wait, piece("cd"), piece("ef")];
    assert_eq!(text("/give-back-after/1", arriving(steps).0).await, "bcdef");
}

/// DATA.5
#[tokio::test]
async fn the_length_of_a_handle_given_back_is_told_where_it_is_known() {
    let echo = deploy(Limits::default());
    let answer = echo
        .start(Request::post("/give-back-after/2").body("hello"))
        .await;
    assert_eq!(http_body::Body::size_hint(answer.body()).exact(), Some(3));
}

/// DATA.5
#[tokio::test]
async fn a_source_that_fails_behind_a_handle_given_back_fails_the_answer() {
    let steps = [piece("ab"), piece("cd"), Step::Fail("the sender left")];
    let outcome = invoke("/give-back-after/1", arriving(steps).0).await;
    assert_eq!(
        (outcome.response.status, &outcome.response.body[..]),
        (200, &b"bcd"[..])
    );
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::ResponseFailed);
    assert!(
        error.explanation().contains("the sender left"),
        "{}",
        error.explanation()
    );
}

/// DATA.5
#[tokio::test]
async fn a_buffer_that_is_used_twice_is_a_trap_that_says_so() {
    let outcome = invoke("/give-twice", "hello").await;
    assert_eq!(outcome.response.body, "hello");
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::Trap);
    assert!(
        error.explanation().contains("given away"),
        "{}",
        error.explanation()
    );
}

/// DATA.6
#[tokio::test]
async fn one_call_lifts_a_bounded_number_of_bytes() {
    let buffer = deploy(Limits::default().with_request_body(0));
    let lift = async |bytes: usize| {
        let outcome = buffer
            .invoke(Request::post(&format!("/lift/{bytes}")))
            .await;
        (outcome.response.body.len(), outcome.error)
    };
    let (size, error) = lift(15 << 20).await;
    assert!(size == 15 << 20 && error.is_none(), "{size} {error:?}");
    let (size, error) = lift(17 << 20).await;
    assert_eq!(
        (size, error.map(|error| error.kind())),
        (0, Some(InvocationErrorKind::Trap))
    );
}

/// DATA.6
#[tokio::test]
async fn a_guest_holds_a_bounded_number_of_the_hosts_resources() {
    let host = Host::builder().build().unwrap();
    let pollables = host
        .deploy("pollables", support::guest("pollables"))
        .unwrap();
    assert_eq!(
        pollables.invoke(Request::get("/100")).await.response.text(),
        "made"
    );
    // Far below the number of handles that wasmtime itself allows.
    let outcome = pollables.invoke(Request::get("/5000")).await;
    let kind = outcome.error.unwrap().kind();
    assert_eq!(kind, InvocationErrorKind::HandleLimit);
}

/// DATA.7
#[tokio::test]
async fn a_body_passes_through_piece_by_piece_as_the_client_takes_it() {
    const PIECES: usize = 1000;
    for target in ["/stream-back", "/give-back-after/1"] {
        let (body, pulled) = arriving(std::iter::repeat_with(|| piece("abcd")).take(PIECES));
        let answer = deploy(Limits::default())
            .start(Request::post(target).body(body))
            .await;
        let mut body = answer.into_body();
        let mut taken = 0;
        while let Some(frame) = body.frame().await {
            taken += usize::from(!frame.unwrap().into_data().unwrap().is_empty());
            assert!(pulled.load(Ordering::Relaxed) <= taken + 2, "{target}");
        }
        assert_eq!(
            (taken, pulled.load(Ordering::Relaxed)),
            (PIECES, PIECES),
            "{target}"
        );
    }
}

/// LIM.6
#[tokio::test]
async fn a_body_that_passes_through_is_not_limited() {
    let buffer = deploy(Limits::default().with_request_body(3));
    for target in ["/stream-back", "/give-back-after/1", "/sizes/1"] {
        let outcome = buffer.invoke(Request::post(target).body("hello")).await;
        assert!(outcome.error.is_none(), "{target}: {outcome:?}");
    }
}
