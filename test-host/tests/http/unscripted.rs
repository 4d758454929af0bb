//! Requests that no script answers.

use super::contracts::version_1_0_0;
use super::support::guest;
use super::support::http_server::{HttpServer, response};
use super::{deployed, host, query, send};
use momento_functions_test_host::http_script::Reply;
use momento_functions_test_host::{Host, InvocationErrorKind, Outcome, Request};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const URL: &str = "https://api.test/v1/users";

async fn asked(host: &Host, url: &str) -> Outcome {
    let function = host.function("default", "http").unwrap();
    function.invoke(Request::post(&query(url, &[]))).await
}

fn is_unscripted(outcome: &Outcome) -> String {
    let error = outcome.error.as_ref().unwrap();
    assert_eq!(
        error.kind(),
        InvocationErrorKind::UnscriptedRequest,
        "{error:?}"
    );
    assert_eq!(error.kind().code(), "unscripted_request");
    assert_eq!(outcome.response.status, 500);
    assert_eq!(outcome.response.text(), "Internal server error");
    error.explanation()
}

/// KIT.16
#[tokio::test]
async fn a_request_that_no_script_answers_ends_the_invocation_whatever_the_function_does() {
    let host = host();
    host.http()
        .on("GET", URL)
        .with_header("x-key", "1")
        .respond(Reply::status(200));
    let told = is_unscripted(&asked(&host, URL).await);
    for part in [
        "no script answers this request:\n  GET https://api.test/v1/users",
        "the nearest script is GET https://api.test/v1/users, made at ",
        "unscripted.rs:",
        "header `x-key`: expected `1`, got none",
    ] {
        assert!(told.contains(part), "{told}");
    }
    // The next invocation is none the worse for it.
    assert_eq!(
        send(&host, URL, &[("header", "x-key: 1")]).await.status,
        200
    );
}

/// KIT.16
#[tokio::test]
async fn every_version_and_contract_ends_of_it() {
    let host = Host::builder().scripted_http().build().unwrap();
    let older = host.deploy("older", version_1_0_0(URL)).unwrap();
    is_unscripted(&older.invoke(Request::get("/")).await);
    let oldest = host.deploy("oldest", guest("v1-http")).unwrap();
    for verb in ["GET", "PUT", "POST", "DELETE"] {
        let request = Request::post("/").body(format!("{verb}\n{URL}"));
        is_unscripted(&oldest.invoke(request).await);
    }
    assert_eq!(host.http().unmatched().len(), 5);
}

/// KIT.16
#[tokio::test]
async fn it_is_kept_until_the_test_looks_at_it() {
    let host = deployed(Host::builder().scripted_http());
    is_unscripted(&asked(&host, URL).await);
    is_unscripted(&asked(&host, "https://other.test/").await);
    let verify = || catch_unwind(AssertUnwindSafe(|| host.http().verify()));
    let panic = verify().unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(
        text.starts_with("2 requests were answered by no script"),
        "{text}"
    );
    assert!(
        text.contains(URL) && text.contains("https://other.test/"),
        "{text}"
    );
    assert_eq!(host.http().unmatched().len(), 2);
    verify().unwrap();
}

/// KIT.16
#[tokio::test]
async fn a_redirect_to_what_no_script_answers_ends_the_invocation() {
    let host = host();
    let away = Reply::status(302).header("location", "https://other.test/");
    let script = host.http().on("GET", URL).respond(away);
    let told = is_unscripted(&asked(&host, URL).await);
    assert!(told.contains("GET https://other.test/"), "{told}");
    script.assert_called(1);
}

/// KIT.14
#[tokio::test]
async fn with_a_script_no_request_leaves_the_host() {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let server = HttpServer::start(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { response(200, "real") }
    });
    let (server, host) = (server.await, host());
    let url = server.url("/");
    assert_eq!(send(&host, &url, &[]).await.text(), "real");
    host.http().on("GET", URL).respond(Reply::status(200));
    is_unscripted(&asked(&host, &url).await);
    let only = deployed(Host::builder().scripted_http());
    is_unscripted(&asked(&only, &url).await);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}
