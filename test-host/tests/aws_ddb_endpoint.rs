//! DynamoDB behind an endpoint of the configuration: what is sent to it, and what comes of its answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use http::{HeaderMap, Method, Request as Asked, Response as Answer};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use momento_functions_test_host::http_script::Reply;
use momento_functions_test_host::{
    AwsEndpoint, AwsRole, Configuration, Host, HostBuilder, LocalTable, Request,
};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

const ROLE: &str = "arn:aws:iam::123456789012:role/users";

/// What was sent, as far as it is looked at.
struct Sent {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Value,
}

type AllSent = Arc<Mutex<Vec<Sent>>>;

/// A server on loopback, for as long as it is kept.
struct Server {
    url: String,
    _tasks: JoinSet<()>,
}

impl Server {
    async fn start<R>(serve: impl Fn(TcpStream) -> R + Send + Sync + 'static) -> Self
    where
        R: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut served = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                served.spawn(serve(stream));
            }
        });
        Self { url, _tasks: tasks }
    }
}

/// An endpoint that keeps what is sent to it, and gives one answer.
async fn endpoint(status: u16, answer: &str) -> (Server, AllSent) {
    let sent = AllSent::default();
    let (kept, answer) = (Arc::clone(&sent), Bytes::from(answer.to_owned()));
    let server = Server::start(move |stream| {
        let (kept, answer) = (Arc::clone(&kept), answer.clone());
        async move {
            let service = service_fn(|request: Asked<Incoming>| async {
                keep(&kept, request).await;
                let answer = Answer::builder()
                    .status(status)
                    .body(Full::new(answer.clone()));
                Ok::<_, Infallible>(answer.unwrap())
            });
            // A client that has read enough goes away.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        }
    });
    (server.await, sent)
}

async fn keep(sent: &AllSent, request: Asked<Incoming>) {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    sent.lock().unwrap().push(Sent {
        method: parts.method,
        target: parts.uri.to_string(),
        headers: parts.headers,
        body: serde_json::from_slice(&body).unwrap(),
    });
}

/// A host whose tables are behind an endpoint, `local` aside.
fn host(url: &str) -> Host {
    built(Host::builder(), url)
}

fn built(builder: HostBuilder, url: &str) -> Host {
    let mut configuration = Configuration::default();
    let tables = &mut configuration.local.dynamodb;
    tables.insert("local".to_owned(), LocalTable::new("id"));
    configuration.aws.dynamodb = Some(AwsEndpoint::Url(url.to_owned()));
    let key = AwsRole::key("roleid", "rolesecret");
    configuration.aws.roles.insert(ROLE.to_owned(), key);
    let host = builder.configuration(configuration).build().unwrap();
    host.deploy("ddb", support::guest("ddb")).unwrap();
    host
}

async fn call(host: &Host, request: Request) -> (u16, String) {
    let function = host.function("default", "ddb").unwrap();
    let response = function.invoke(request).await.response;
    (response.status, response.text().replace('"', "'"))
}

async fn get(host: &Host, target: &str) -> (u16, String) {
    call(host, Request::get(target)).await
}

/// KIT.14
#[tokio::test]
async fn an_endpoint_of_the_configuration_is_no_matter_of_scripts() {
    let (server, sent) = endpoint(200, "{}").await;
    let host = built(Host::builder().scripted_http(), &server.url);
    let script = host.http().on("*", "http://**").respond(Reply::status(500));
    assert_eq!(
        get(&host, "/users?hash=id=u").await,
        (200, "none".to_owned())
    );
    assert_eq!(sent.lock().unwrap().len(), 1);
    script.assert_called(0);
    host.http().verify();
}

/// DDB.7
#[tokio::test]
async fn a_put_goes_to_the_endpoint_signed_and_as_it_was_written() {
    let answer = r#"{"Attributes":{"id":{"S":"u"},"n":{"N":"100000000000000000000000000000000000001"}},"ConsumedCapacity":{"TableName":"users","CapacityUnits":2.0,"Table":{"CapacityUnits":1.5}}}"#;
    let (server, sent) = endpoint(200, answer).await;
    let host = host(&format!("{}/", server.url));
    let target = "/users?old&cost=indexes&if=%23v%20=%20:v&name=%23v=version&values=%7B%22:v%22:%7B%22N%22:%2201%22%7D%7D";
    let put = Request::put(target).body(r#"{"id":{"S":"u"}}"#);
    let told = "{'id':{'S':'u'},'n':{'N':'100000000000000000000000000000000000001'}} users Some(2.0) Some(Some(1.5))";
    assert_eq!(call(&host, put).await, (200, told.to_owned()));
    let sent = sent.lock().unwrap().pop().unwrap();
    assert_eq!((sent.method, &*sent.target), (Method::POST, "/"));
    let header = |name: &str| sent.headers.get(name).unwrap().to_str().unwrap();
    assert_eq!(header("x-amz-target"), "DynamoDB_20120810.PutItem");
    assert_eq!(header("content-type"), "application/x-amz-json-1.0");
    assert_eq!(header("host"), server.url.trim_start_matches("http://"));
    let authorization = header("authorization");
    let day = header("x-amz-date").split('T').next().unwrap();
    let start = format!("AWS4-HMAC-SHA256 Credential=id/{day}/us-west-2/dynamodb/aws4_request, ");
    assert!(authorization.starts_with(&start), "{authorization}");
    let signed = "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=";
    assert!(authorization.contains(signed), "{authorization}");
    assert!(!format!("{:?}", sent.headers).contains("secret"));
    let expected = json!({
        "TableName": "users",
        "Item": {"id": {"S": "u"}},
        "ReturnValues": "ALL_OLD",
        "ReturnConsumedCapacity": "INDEXES",
        "ConditionExpression": "#v = :v",
        "ExpressionAttributeNames": {"#v": "version"},
        "ExpressionAttributeValues": {":v": {"N": "01"}},
    });
    assert_eq!(sent.body, expected);
}

/// DDB.7
#[tokio::test]
async fn a_get_goes_to_the_endpoint_and_a_missing_item_is_none() {
    let (server, sent) = endpoint(200, "{}").await;
    let host = host(&server.url);
    let target = "/users?hash=id=u&range=at=7&consistent&projection=%23n,a.b&name=%23n=name";
    assert_eq!(get(&host, target).await, (200, "none".to_owned()));
    assert_eq!(
        get(&host, "/users?hash=id=u").await,
        (200, "none".to_owned())
    );
    let sent = sent.lock().unwrap();
    let header = sent[0].headers.get("x-amz-target").unwrap();
    assert_eq!(header, "DynamoDB_20120810.GetItem");
    let expected = json!({
        "TableName": "users",
        "Key": {"id": {"S": "u"}, "at": {"N": "7"}},
        "ConsistentRead": true,
        "ReturnConsumedCapacity": "NONE",
        "ProjectionExpression": "#n,a.b",
        "ExpressionAttributeNames": {"#n": "name"},
    });
    assert_eq!(sent[0].body, expected);
    let plain = json!({
        "TableName": "users",
        "Key": {"id": {"S": "u"}},
        "ConsistentRead": false,
        "ReturnConsumedCapacity": "NONE",
    });
    assert_eq!(sent[1].body, plain);
}

/// DDB.7
#[tokio::test]
async fn a_role_signs_with_the_key_of_the_configuration_and_an_unknown_one_is_told() {
    let (server, sent) = endpoint(200, "{}").await;
    let host = host(&server.url);
    let known = format!("/users?hash=id=u&role={ROLE}");
    assert_eq!(get(&host, &known).await.0, 200);
    let (status, text) = get(&host, &format!("{known}2")).await;
    assert_eq!(status, 400);
    let reason = "Dynamo(DdbError::Unauthorized('no credentials stand for the role `arn:aws:iam::123456789012:role/users2`: add `[aws.roles.";
    assert!(text.starts_with(reason), "{text}");
    let sent = sent.lock().unwrap();
    let authorization = sent[0].headers.get("authorization").unwrap();
    let authorization = authorization.to_str().unwrap();
    assert!(
        authorization.contains("Credential=roleid/"),
        "{authorization}"
    );
    assert_eq!(sent.len(), 1);
}

/// DDB.7
#[tokio::test]
async fn a_declared_table_stays_local() {
    let (server, sent) = endpoint(200, "{}").await;
    let host = host(&server.url);
    let put = Request::put("/local").body(r#"{"id":{"S":"u"}}"#);
    assert_eq!(call(&host, put).await, (200, "none".to_owned()));
    let arn = "arn:aws:dynamodb:us-west-2:123456789012:table/local";
    let got = get(&host, &format!("/{arn}?hash=id=u")).await;
    assert_eq!(got, (200, "{'id':{'S':'u'}}".to_owned()));
    assert!(sent.lock().unwrap().is_empty());
}

/// DDB.7
#[tokio::test]
async fn dynamodbs_errors_are_told_by_their_kind() {
    let namespace = "com.amazonaws.dynamodb.v20120810#";
    let failed = "ConditionalCheckFailedException";
    for (kind, status, told) in [
        (failed, 409, "Other('ConditionalCheckFailedException: why')"),
        (
            "ValidationException",
            400,
            "Malformed('ValidationException: why')",
        ),
        (
            "AccessDeniedException",
            400,
            "Unauthorized('AccessDeniedException: why')",
        ),
        (
            "ResourceNotFoundException",
            400,
            "Other('ResourceNotFoundException: why')",
        ),
    ] {
        let body = format!(r#"{{"__type":"{namespace}{kind}","message":"why"}}"#);
        let (server, _sent) = endpoint(400, &body).await;
        let expected = (status, format!("Dynamo(DdbError::{told})"));
        assert_eq!(get(&host(&server.url), "/users?hash=id=u").await, expected);
    }
}

/// DDB.7
#[tokio::test]
async fn an_answer_that_is_none_of_dynamodbs_is_an_error_and_the_next_call_works() {
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(9 << 20));
    for (status, answer, told) in [
        (200, "<html>", "Other('DynamoDB's answer is no JSON: "),
        (200, "", "Other('DynamoDB's answer is no JSON: "),
        (
            200,
            &*large,
            "Other('DynamoDB's answer has more than 8388608 bytes",
        ),
        (
            503,
            "",
            "Other('DynamoDB answered with the status 503 Service Unavailable",
        ),
        (
            301,
            "",
            "Other('DynamoDB answered with the status 301 Moved Permanently",
        ),
    ] {
        let (server, _sent) = endpoint(status, answer).await;
        let host = host(&server.url);
        let (status, text) = get(&host, "/users?hash=id=u").await;
        assert_eq!(status, 400);
        assert!(
            text.starts_with(&format!("Dynamo(DdbError::{told}")),
            "{text}"
        );
        assert_eq!(get(&host, "/local?hash=id=u").await.0, 200);
    }
}

/// DDB.7
#[tokio::test]
async fn an_endpoint_that_goes_away_is_an_error_and_the_next_call_works() {
    // The first two are no responses, the third one breaks off.
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"Item\":";
    for answer in [&b""[..], b"nothing", half] {
        let server = Server::start(move |mut stream| async move {
            let mut request = [0; 4096];
            let read = stream.read(&mut request).await;
            let _ = (read, stream.write_all(answer).await);
        })
        .await;
        let host = host(&server.url);
        let (status, text) = get(&host, "/users?hash=id=u").await;
        assert_eq!(status, 400);
        assert!(text.starts_with("Dynamo(DdbError::Other('"), "{text}");
        assert_eq!(get(&host, "/local?hash=id=u").await.0, 200);
    }
    let gone = Server::start(|_| async {}).await.url;
    let (_, text) = get(&host(&gone), "/users?hash=id=u").await;
    assert!(
        text.starts_with("Dynamo(DdbError::Other('DynamoDB did not answer: "),
        "{text}"
    );
}

/// DDB.7
#[test]
fn an_endpoint_that_is_no_url_is_refused() {
    let mut configuration = Configuration::default();
    configuration.aws.dynamodb = Some(AwsEndpoint::Url("a.test".to_owned()));
    let built = Host::builder().configuration(configuration).build();
    let error = built.unwrap_err().to_string();
    assert!(
        error.starts_with("`aws.dynamodb.endpoint` in momento.toml: "),
        "{error}"
    );
}
