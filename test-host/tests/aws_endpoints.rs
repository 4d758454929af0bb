//! AWS at an endpoint: what is sent there, and what its answers become.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use momento_functions_models::ManualClock;
use momento_functions_test_host::{Configuration, Host, Request, Response};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::nobody::Nobody;
use support::{Step, arriving, piece};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// What an endpoint was sent.
struct Sent {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Bytes,
}

type Answer = http::Response<&'static str>;

/// An endpoint that answers as it was told, and keeps what it was sent.
struct Fake {
    url: String,
    answer: Arc<Mutex<Answer>>,
    sent: Arc<Mutex<Vec<Sent>>>,
    _tasks: JoinSet<()>,
}

impl Fake {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answer = Arc::new(Mutex::new(Answer::default()));
        let sent = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = JoinSet::new();
        let shared = (Arc::clone(&answer), Arc::clone(&sent));
        tasks.spawn(async move {
            let mut served = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                let service = service_fn(move |request| answered(request, shared.clone()));
                served.spawn(async move {
                    let server = hyper::server::conn::http1::Builder::new();
                    let _ = server.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self {
            url,
            answer,
            sent,
            _tasks: tasks,
        }
    }

    fn answers(&self, status: u16, headers: &[(&'static str, &'static str)], body: &'static str) {
        let mut answer = Answer::new(body);
        *answer.status_mut() = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            answer.headers_mut().insert(*name, value.parse().unwrap());
        }
        *self.answer.lock().unwrap() = answer;
    }

    fn last(&self) -> Sent {
        self.sent.lock().unwrap().pop().unwrap()
    }

    fn host(&self) -> Host {
        let services = ["s3", "secrets-manager", "lambda"];
        let text = services.map(|service| format!("[aws.{service}]\nendpoint = '{}'\n", self.url));
        host(&text.concat())
    }
}

async fn answered(
    request: http::Request<Incoming>,
    (answer, sent): (Arc<Mutex<Answer>>, Arc<Mutex<Vec<Sent>>>),
) -> Result<http::Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    sent.lock().unwrap().push(Sent {
        method: parts.method,
        target: parts.uri.to_string(),
        headers: parts.headers,
        body,
    });
    let answer = answer.lock().unwrap().clone();
    Ok(answer.map(|body| Full::new(Bytes::from_static(body.as_bytes()))))
}

impl Sent {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The request is signed for a service, by the key and on the day of the test.
    fn is_signed_for(&self, service: &str) {
        let signature = self.header("authorization");
        let scope = format!("Credential=id/20260101/us-west-2/{service}/aws4_request");
        assert!(signature.contains(&scope), "{signature}");
        assert!(signature.contains("Signature="), "{signature}");
        assert_eq!(self.header("x-amz-date"), "20260101T000000Z");
        assert!(!format!("{:?}", self.headers).contains("hidden"));
    }
}

fn host(text: &str) -> Host {
    let host = Host::builder()
        .clock(Arc::new(ManualClock::default()))
        .configuration(Configuration::from_toml(text).unwrap())
        .build()
        .unwrap();
    host.deploy("aws", support::guest("aws")).unwrap();
    host
}

async fn call(host: &Host, request: Request) -> Response {
    let function = host.function("default", "aws").unwrap();
    function.invoke(request).await.response
}

async fn post(host: &Host, target: &str, body: &str) -> Response {
    call(host, Request::post(target).body(body.to_owned())).await
}

/// AWS.8
#[tokio::test]
async fn an_object_is_put_by_s3s_interface() {
    let fake = Fake::start().await;
    let said = [
        ("etag", "\"tag\""),
        ("x-amz-version-id", "v1"),
        ("x-amz-expiration", "soon"),
    ];
    fake.answers(200, &said, "");
    let told = post(&fake.host(), "/put?key=a%20b/%C3%A9&meta-By=me", "hello").await;
    let expected = "Some(\"\\\"tag\\\"\") Some(\"v1\") Some(\"soon\")";
    assert_eq!(told.text(), expected);
    let sent = fake.last();
    assert_eq!(
        (sent.method.as_str(), &*sent.target),
        ("PUT", "/bucket/a%20b/%C3%A9")
    );
    assert_eq!(
        (&*sent.body, sent.header("content-length")),
        (&b"hello"[..], "5")
    );
    assert_eq!(sent.header("x-amz-meta-by"), "me");
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert_eq!(sent.header("x-amz-content-sha256"), hash);
    sent.is_signed_for("s3");
}

/// AWS.8
#[tokio::test]
async fn a_body_whose_length_nobody_knows_is_put_whole() {
    let fake = Fake::start().await;
    let (body, _) = arriving([piece("hel"), Step::Wait, piece("lo")]);
    call(&fake.host(), Request::put("/put").body(body)).await;
    let sent = fake.last();
    assert_eq!(
        (&*sent.body, sent.header("content-length")),
        (&b"hello"[..], "5")
    );
    let (body, _) = arriving([piece("hel"), Step::Fail("cut")]);
    let told = call(&fake.host(), Request::put("/put").body(body)).await;
    assert_eq!(told.text(), "S3 failed: the body broke off: cut");
    assert!(fake.sent.lock().unwrap().is_empty());
}

/// AWS.8, SVC.4
#[tokio::test]
async fn an_object_is_got_by_s3s_interface() {
    let fake = Fake::start().await;
    fake.answers(
        200,
        &[("etag", "\"tag\""), ("x-amz-meta-by", "me")],
        "hello",
    );
    let host = fake.host();
    let told = post(&host, "/get", "").await;
    assert_eq!((told.status, &*told.text()), (200, "hello"));
    let said = "(Some(\"\\\"tag\\\"\"), None, None) [(\"by\", \"me\")]";
    assert_eq!(told.header("x-said"), Some(said));
    let sent = fake.last();
    assert_eq!(
        (sent.method.as_str(), &*sent.target),
        ("GET", "/bucket/key")
    );
    sent.is_signed_for("s3");
    fake.answers(
        404,
        &[],
        "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>",
    );
    assert_eq!(post(&host, "/get", "").await.status, 404);
}

/// AWS.8
#[tokio::test]
async fn each_error_of_s3_has_its_case_and_the_next_call_works() {
    let fake = Fake::start().await;
    let host = fake.host();
    for (status, body, expected) in [
        (
            403,
            "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
            "Unauthorized(\"AccessDenied: no\")",
        ),
        (
            400,
            "<Error><Code>InvalidArgument</Code><Message>no</Message></Error>",
            "Malformed(\"InvalidArgument: no\")",
        ),
        (
            503,
            "<Error><Code>SlowDown</Code><Message>no</Message></Error>",
            "Throttled(\"SlowDown: no\")",
        ),
        (
            404,
            "<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>",
            "Other(\"NoSuchBucket: no\")",
        ),
        (500, "", "Other(\"HTTP 500: \")"),
    ] {
        fake.answers(status, &[], body);
        let told = post(&host, "/get", "").await;
        assert!(told.text().contains(expected), "{}", told.text());
        fake.answers(200, &[], "hello");
        assert_eq!(post(&host, "/get", "").await.text(), "hello");
    }
}

/// AWS.8, SVC.5
#[tokio::test]
async fn a_secret_is_got_by_secrets_managers_interface_and_kept() {
    let fake = Fake::start().await;
    let answer = r#"{"ARN":"arn:x","CreatedDate":1767225600.5,"Name":"name","SecretString":"sesame","VersionId":"v","VersionStages":["AWSCURRENT"]}"#;
    fake.answers(200, &[], answer);
    let host = fake.host();
    let told = post(&host, "/secret?stage=AWSCURRENT&staleness=60", "").await;
    assert_eq!(told.text(), "sesame");
    let said = "(\"name\", \"arn:x\", 1767225600, \"v\") [\"AWSCURRENT\"]";
    assert_eq!(told.header("x-said"), Some(said));
    let sent = fake.last();
    assert_eq!((sent.method.as_str(), &*sent.target), ("POST", "/"));
    assert_eq!(sent.header("x-amz-target"), "secretsmanager.GetSecretValue");
    assert_eq!(sent.header("content-type"), "application/x-amz-json-1.1");
    assert_eq!(
        sent.body,
        r#"{"SecretId":"name","VersionStage":"AWSCURRENT"}"#
    );
    sent.is_signed_for("secretsmanager");
    post(&host, "/secret?stage=AWSCURRENT&staleness=60", "").await;
    assert!(fake.sent.lock().unwrap().is_empty(), "it is kept");
    fake.answers(
        200,
        &[],
        r#"{"ARN":"a","Name":"n","SecretBinary":"AP8=","VersionId":"v"}"#,
    );
    assert_eq!(post(&host, "/secret", "").await.body, [0, 255][..]);
}

/// AWS.8
#[tokio::test]
async fn each_error_of_secrets_manager_has_its_case() {
    let fake = Fake::start().await;
    let host = fake.host();
    for (status, body, expected) in [
        (
            400,
            r#"{"__type":"ResourceNotFoundException","message":"no"}"#,
            "NotFound",
        ),
        (
            400,
            r#"{"__type":"AccessDeniedException","Message":"no"}"#,
            "Unauthorized(\"AccessDeniedException: no\")",
        ),
        (
            400,
            r#"{"__type":"InvalidParameterException","message":"no"}"#,
            "Malformed(\"InvalidParameterException: no\")",
        ),
        (
            500,
            r#"{"__type":"InternalServiceError","message":"no"}"#,
            "Other(\"InternalServiceError: no\")",
        ),
        (
            200,
            r#"{"SecretString":"hidden"}"#,
            "Other(\"Secrets Manager's answer has no secret that can be read\")",
        ),
    ] {
        fake.answers(status, &[], body);
        let told = post(&host, "/secret", "").await.text().into_owned();
        assert!(
            told.contains(expected) && !told.contains("hidden"),
            "{told}"
        );
    }
}

/// AWS.8
#[tokio::test]
async fn a_function_is_invoked_by_lambdas_interface() {
    let fake = Fake::start().await;
    let host = fake.host();
    fake.answers(
        200,
        &[
            ("x-amz-log-result", "bG9n"),
            ("x-amz-executed-version", "7"),
        ],
        "\"HI\"",
    );
    let told = post(
        &host,
        "/lambda?qualifier=live&tail=yes&context=e30=",
        "\"hi\"",
    )
    .await;
    assert_eq!(told.text(), "\"HI\"");
    assert_eq!(
        told.header("x-said"),
        Some("(200, Some(\"7\"), Some(\"bG9n\"))")
    );
    let sent = fake.last();
    let target = "/2015-03-31/functions/shout/invocations?Qualifier=live";
    assert_eq!((sent.method.as_str(), &*sent.target), ("POST", target));
    let headers = [
        "x-amz-invocation-type",
        "x-amz-log-type",
        "x-amz-client-context",
    ];
    assert_eq!(
        headers.map(|name| sent.header(name)),
        ["RequestResponse", "Tail", "e30="]
    );
    assert_eq!(sent.body, "\"hi\"");
    sent.is_signed_for("lambda");
    for (how, kind, status) in [("event", "Event", 202), ("dry-run", "DryRun", 204)] {
        fake.answers(status, &[], "");
        let told = post(&host, &format!("/lambda?how={how}"), "1").await;
        assert_eq!(told.text(), "Ok(())");
        assert_eq!(fake.last().header("x-amz-invocation-type"), kind);
    }
}

/// AWS.8
#[tokio::test]
async fn each_error_of_lambda_has_its_case() {
    let fake = Fake::start().await;
    let host = fake.host();
    for (status, code, expected) in [
        (
            404,
            "ResourceNotFoundException:http://a",
            "Other(\"ResourceNotFoundException: no\")",
        ),
        (
            403,
            "AccessDeniedException",
            "Unauthorized(\"AccessDeniedException: no\")",
        ),
        (
            400,
            "InvalidRequestContentException",
            "Malformed(\"InvalidRequestContentException: no\")",
        ),
        (
            429,
            "TooManyRequestsException",
            "Other(\"TooManyRequestsException: no\")",
        ),
    ] {
        fake.answers(status, &[("x-amzn-errortype", code)], r#"{"Message":"no"}"#);
        let told = post(&host, "/lambda", "1").await.text().into_owned();
        assert!(told.contains(expected), "{told}");
    }
}

/// AWS.2, AWS.8
#[tokio::test]
async fn a_role_signs_with_what_stands_for_it_and_else_names_the_line_to_add() {
    let fake = Fake::start().await;
    let role = "role=arn:aws:iam::123456789012:role/reports";
    let told = post(&fake.host(), &format!("/get?{role}"), "").await;
    let line = "add `[aws.roles.\\\"arn:aws:iam::123456789012:role/reports\\\"]` to momento.toml";
    assert!(
        told.text().contains("Unauthorized(") && told.text().contains(line),
        "{}",
        told.text()
    );
    assert!(fake.sent.lock().unwrap().is_empty());
    let text = format!(
        "[aws.s3]\nendpoint = '{}'\n[aws.roles.'arn:aws:iam::123456789012:role/reports']\naccess-key-id = 'id'\nsecret-access-key = 'hidden'\nsession-token = 'token'",
        fake.url
    );
    fake.answers(200, &[], "hello");
    assert_eq!(
        post(&host(&text), &format!("/get?{role}"), "").await.text(),
        "hello"
    );
    let sent = fake.last();
    sent.is_signed_for("s3");
    assert_eq!(sent.header("x-amz-security-token"), "token");
}

/// AWS.8
#[tokio::test]
async fn an_endpoint_that_is_not_there_is_an_error_and_ends_in_time() {
    let nobody = Nobody::new();
    let address = nobody.address();
    let host = host(&format!("[aws.s3]\nendpoint = 'http://{address}'"));
    let told = tokio::time::timeout(Duration::from_secs(30), post(&host, "/get", "")).await;
    let told = told.unwrap().text().into_owned();
    assert!(
        told.contains("Other(\"no connection could be made"),
        "{told}"
    );
}

/// AWS.8
#[test]
fn an_endpoint_that_is_none_is_named() {
    for section in ["s3", "secrets-manager", "lambda"] {
        let text = format!("[aws.{section}]\nendpoint = 'localhost:9000'");
        let configuration = Configuration::from_toml(&text).unwrap();
        let error = Host::builder()
            .configuration(configuration)
            .build()
            .unwrap_err();
        let start =
            format!("`aws.{section}.endpoint` in momento.toml: an endpoint is a URL without");
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}
