//! Functions of the older contract.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_test_host::{Host, Request};

/// INV.2
#[tokio::test]
async fn a_web_function_of_the_older_contract_answers_from_the_same_models() {
    let host = Host::builder().build().unwrap();
    let echo = host.deploy("v1-echo", support::guest("v1-echo")).unwrap();
    let request = Request::put("/foo/bar?x-q=1&token=secret&x-q=2")
        .header("X-A", "1")
        .token_metadata("{}")
        .body("hello");
    let outcome = echo.invoke(request).await;
    assert_eq!(
        (outcome.response.status, &*outcome.response.text()),
        (201, "hello"),
        "{outcome:?}"
    );
    let header = |name| outcome.response.header(name).unwrap();
    assert_eq!(
        ["x-a", "x-method", "x-path", "x-token"].map(header),
        ["1", "PUT", "foo/bar", "{}"]
    );
    assert_eq!(header("x-id"), outcome.invocation_id);
    let query: Vec<_> = outcome.response.headers.get_all("x-q").iter().collect();
    assert_eq!(query, ["1", "2"]);
    assert_eq!(header("x-left"), "0");
}
