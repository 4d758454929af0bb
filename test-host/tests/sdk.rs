//! What the guest library itself answers, by a function that is written with it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{Function, Host, Request, Response};

fn function() -> Function {
    let host = Host::builder().build().unwrap();
    host.deploy("sdk", support::guest("sdk")).unwrap()
}

async fn answer(path: &str) -> Response {
    let request = Request::post(&format!("/{path}")).body(r#"{"a":1}"#);
    function().invoke(request).await.response
}

/// Status, content type and body.
async fn summary(path: &str) -> (u16, Option<String>, String) {
    let response = answer(path).await;
    let kind = response.header("content-type").map(str::to_owned);
    (response.status, kind, response.text().into_owned())
}

fn expected(status: u16, kind: &str, body: &str) -> (u16, Option<String>, String) {
    (status, Some(kind.to_owned()), body.to_owned())
}

/// SDK.1
#[tokio::test]
async fn a_body_that_cannot_be_decoded_is_400_with_the_reason() {
    let response = function()
        .invoke(Request::post("/str").body("{"))
        .await
        .response;
    assert_eq!(response.status, 400);
    let reason = "Failed to parse request body: EOF while parsing an object at line 1 column 1";
    assert_eq!(response.text(), reason);
}

/// SDK.2
#[tokio::test]
async fn text_is_text() {
    for path in ["str", "string", "some-string"] {
        assert_eq!(
            summary(path).await,
            expected(200, "text/plain; charset=utf-8", "text"),
            "{path}"
        );
    }
}

/// SDK.2
#[tokio::test]
async fn bytes_are_an_octet_stream() {
    for path in ["vec", "slice", "some-vec"] {
        assert_eq!(
            summary(path).await,
            expected(200, "application/octet-stream", "\u{1}\u{2}"),
            "{path}"
        );
    }
    assert_eq!(
        summary("data").await,
        expected(200, "application/octet-stream", "text")
    );
}

/// SDK.2
#[tokio::test]
async fn json_is_json() {
    for path in ["json", "value"] {
        assert_eq!(
            summary(path).await,
            expected(200, "application/json; charset=utf-8", r#"{"a":1}"#),
            "{path}"
        );
    }
}

/// SDK.2
#[tokio::test]
async fn json_that_cannot_be_encoded_is_500_with_the_reason() {
    let response = answer("broken-json").await;
    assert_eq!(
        (response.status, &*response.text()),
        (500, "Failed to encode response: it is broken")
    );
}

/// SDK.2
#[tokio::test]
async fn nothing_is_204_and_a_bare_response_has_no_header() {
    let nothing = answer("unit").await;
    assert_eq!((nothing.status, nothing.body.len()), (204, 0));
    let bare = answer("web-response").await;
    assert_eq!(
        (bare.status, bare.headers.len(), bare.body.len()),
        (200, 0, 0)
    );
}

/// SDK.3
#[tokio::test]
async fn an_error_is_500_and_shows_itself() {
    let response = answer("question-mark").await;
    let shown =
        "An error occurred during function invocation: ParseIntError { kind: InvalidDigit }";
    assert_eq!((response.status, &*response.text()), (500, shown));
    let response = answer("message").await;
    assert_eq!((response.status, &*response.text()), (500, "told"));
}

/// SDK.3
#[tokio::test]
async fn an_error_may_have_a_status_of_its_own() {
    for (path, status, text) in [("status", 418, "told"), ("or-status", 404, "Not Found")] {
        let response = answer(path).await;
        assert_eq!(
            (response.status, &*response.text()),
            (status, text),
            "{path}"
        );
    }
}

/// SDK.5
#[tokio::test]
async fn extractors_and_the_environment_see_the_same_values() {
    let request = Request::post("/shared?a=1&a=2")
        .header("X-A", "b")
        .body("{}");
    let response = function().invoke(request).await.response;
    assert_eq!(
        response.text(),
        r#"("shared", Some("b"), 2) ("shared", Some("b"), 2)"#
    );
}
