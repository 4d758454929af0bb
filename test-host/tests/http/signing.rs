//! Requests that the host signs.

use super::support::http_server::{HttpServer, redirect, response};
use super::support::{arriving, piece};
use super::{deployed, failed, host, invoke, query, send, works};
use momento_functions_models::ManualClock;
use momento_functions_test_host::{Configuration, Host, Limits, Request};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

const ROLE: &str = "arn:aws:iam::123456789012:role/caller";

/// Tells what a request is signed by.
async fn notary() -> HttpServer {
    HttpServer::start(|request| async move {
        let header = |name| {
            let value = request.headers().get(name);
            value
                .map_or("-", |value| value.to_str().unwrap())
                .to_owned()
        };
        let names = ["authorization", "x-amz-date", "x-amz-content-sha256"];
        response(200, names.map(header).join("\n"))
    })
    .await
}

/// NET.4
#[tokio::test]
async fn a_key_of_the_function_signs_at_the_hosts_time() {
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160);
    let host = deployed(Host::builder().clock(Arc::new(ManualClock::starting_at(at))));
    let server = notary().await;
    let key = [
        ("secret", "hidden"),
        ("service", "execute-api"),
        ("header", "x-a: 1"),
        ("header", "authorization: replaced"),
    ];
    let told = send(&host, &server.url("/"), &key)
        .await
        .text()
        .into_owned();
    let mut lines = told.lines();
    let authorization = lines.next().unwrap();
    let start = "AWS4-HMAC-SHA256 \
        Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, \
        SignedHeaders=host;x-a;x-amz-date, Signature=";
    assert!(authorization.starts_with(start), "{authorization}");
    assert_eq!(lines.next(), Some("20150830T123600Z"));
    assert_eq!(lines.next(), Some("-"));
    let again = send(&host, &server.url("/"), &key).await;
    assert_eq!(again.text(), told);
    let other = send(&host, &server.url("/other"), &key).await;
    assert_ne!(other.text(), told);
}

/// NET.4
#[tokio::test]
async fn a_body_that_is_streamed_is_signed_up_to_the_limit() {
    let limits = Limits::default().with_request_body(8);
    let (server, host) = (notary().await, deployed(Host::builder().limits(limits)));
    let key = [("verb", "PUT"), ("secret", "hidden"), ("service", "s3")];
    let target = query(&server.url("/"), &key);
    let (body, _) = arriving([piece("four"), piece("more")]);
    let response = invoke(&host, Request::post(&target).body(body)).await;
    // The SHA-256 of `fourmore`.
    let hash = "57872614cd3975a57e57f1c177ca3ccea0974b24f3eb3e9378c645a6c01f431f";
    assert_eq!(response.text().lines().nth(2), Some(hash));
    let (body, _) = arriving([piece("four"), piece("more"), piece("!")]);
    let response = invoke(&host, Request::post(&target).body(body)).await;
    assert_eq!(
        response.text(),
        "RequestError(\"a body that is signed for AWS has at most 8 bytes; this one has more\")"
    );
    works(&host).await;
}

/// NET.4
#[tokio::test]
async fn a_signed_request_is_not_redirected() {
    let server = HttpServer::start(|_| async { redirect(307, "/x") }).await;
    let host = host();
    let key = [("secret", "hidden"), ("service", "s3")];
    let response = send(&host, &server.url("/"), &key).await;
    assert_eq!(
        (response.status, response.header("location")),
        (307, Some("/x"))
    );
}

/// NET.4
#[tokio::test]
async fn a_role_signs_by_the_configuration() {
    let text = format!(
        "[aws.roles.\"{ROLE}\"]\naccess-key-id = \"AKIDROLE\"\nsecret-access-key = \"hidden\""
    );
    let configuration = Configuration::from_toml(&text).unwrap();
    let host = deployed(Host::builder().configuration(configuration));
    let server = notary().await;
    let role = [("role", ROLE), ("service", "execute-api")];
    let told = send(&host, &server.url("/"), &role)
        .await
        .text()
        .into_owned();
    assert!(told.contains("Credential=AKIDROLE/"), "{told}");
    assert!(told.contains("/us-east-1/execute-api/"), "{told}");
}

/// NET.4
#[tokio::test]
async fn a_role_without_credentials_is_told_the_line_to_add() {
    let host = host();
    let role = [("role", ROLE), ("service", "execute-api")];
    let told = failed(&host, "http://127.0.0.1/", &role).await;
    assert!(told.starts_with("RequestError("), "{told}");
    assert!(told.contains("aws.roles") && told.contains(ROLE), "{told}");
    works(&host).await;
}

/// NET.4
#[tokio::test]
async fn an_authorization_that_is_none_is_a_request_error_without_its_secret() {
    let host = host();
    for more in [
        [("secret", ""), ("service", "s3")],
        [("secret", "hidden"), ("service", "s3/us")],
        [("role", "hidden"), ("service", "s3")],
    ] {
        let told = failed(&host, "http://127.0.0.1/", &more).await;
        assert!(
            told.starts_with("RequestError(") && !told.contains("hidden"),
            "{told}"
        );
    }
    works(&host).await;
}
