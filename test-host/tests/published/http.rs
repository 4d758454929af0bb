use crate::{answer, host};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// ABI.1
#[tokio::test]
async fn requests_are_sent_and_their_answers_come_back() {
    let (url, _server) = server().await;
    let kind = r#"Some(("x-kind", "test"))"#;
    let expected = [
        format!("201 {kind} GET /get  x-a 1"),
        format!("201 {kind} POST /json [1,2] content-type application/json"),
        format!("201 {kind} PUT /put body x-b 2"),
        format!("201 {kind} GET /signed  signed"),
        format!("201 {kind} GET /timed "),
        r#"[SseEvent { event: Some("first"), id: Some("1"), data: Some("two\nlines") }, SseEvent { event: None, id: None, data: Some("next") }]"#.to_owned(),
    ];
    let told = answer(&host(), "http", url).await;
    let (refused, told) = told.split_last().unwrap();
    assert_eq!(told, expected);
    assert!(
        refused.starts_with("InvalidUrl { url: \"no url\""),
        "{refused}"
    );
}

/// ABI.1
#[tokio::test]
async fn requests_of_the_older_contract_are_sent_and_their_answers_come_back() {
    let (url, _server) = server().await;
    let kind = r#"Some(("x-kind", "test"))"#;
    let expected = [
        format!("201 {kind} GET /get  x-a 1"),
        format!("201 {kind} POST /json [1,2] x-a 1"),
        format!("201 {kind} PUT /put body x-a 1"),
        format!("201 {kind} DELETE /delete  x-a 1"),
        format!("201 {kind} GET /signed  signed"),
    ];
    let told = answer(&host(), "v1-http", url).await;
    let (refused, told) = told.split_last().unwrap();
    assert_eq!(told, expected);
    assert!(refused.contains("InvalidUrl"), "{refused}");
}

/// The address of a server that tells what it was sent, until its tasks are dropped.
async fn server() -> (String, JoinSet<()>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service_fn(tell);
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            connections.spawn(async move { drop(connection.await) });
        }
    });
    (url, tasks)
}

async fn tell(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    if head.uri.path() == "/events" {
        let events = "event: first\nid: 1\ndata: two\ndata: lines\n\ndata: next\n\n";
        return Ok(Response::new(events.into()));
    }
    let body = String::from_utf8_lossy(&body);
    let headers: String = head
        .headers
        .iter()
        .filter_map(|(name, value)| {
            let value = value.to_str().unwrap();
            match name.as_str() {
                "x-a" | "x-b" | "content-type" => Some(format!(" {name} {value}")),
                "authorization" if is_signature(value) => Some(" signed".to_owned()),
                _ => None,
            }
        })
        .collect();
    let told = format!("{} {} {body}{headers}", head.method, head.uri.path());
    let response = Response::builder().status(201).header("x-kind", "test");
    Ok(response.body(told.into()).unwrap())
}

fn is_signature(authorization: &str) -> bool {
    authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        && authorization.contains("/eu-central-1/execute-api/aws4_request")
}
