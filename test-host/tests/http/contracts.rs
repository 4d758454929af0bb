//! Version 1.0.0, and the older contract.

use super::support::guest;
use super::support::http_server::{HttpServer, read, response};
use momento_functions_test_host::{Host, Limits, Request};

/// Tells the request; `/large` is a body of a megabyte, `/loop` redirects for ever.
async fn server() -> HttpServer {
    HttpServer::start(|request| async {
        match request.uri().path() {
            "/large" => return response(200, "a".repeat(1 << 20)),
            "/loop" => return super::support::http_server::redirect(302, "/loop"),
            _ => {}
        }
        let method = request.method().clone();
        let a = request.headers()["x-a"].to_str().unwrap().to_owned();
        let body = read(request).await;
        response(404, format!("{method} {a} {body}"))
    })
    .await
}

async fn told(host: &Host, name: &str, body: String) -> String {
    let function = host.function("default", name).unwrap();
    let outcome = function.invoke(Request::post("/").body(body)).await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    outcome.response.text().into_owned()
}

/// A function that was built for version 1.0.0 alone, and asks for a URL. Our bindings have both versions,
/// and wit-component takes the higher one for a guest of both.
pub(super) fn version_1_0_0(url: &str) -> Vec<u8> {
    let length: String = (url.len() as u32)
        .to_le_bytes()
        .iter()
        .map(|byte| format!("\\{byte:02x}"))
        .collect();
    let text = include_str!("version_1_0_0.wat");
    let text = text.replace("\"URL\"", &format!("{url:?}"));
    wat::parse_str(text.replace("LENGTH", &length)).unwrap()
}

/// NET.3
#[tokio::test]
async fn version_1_0_0_is_served_beside_1_1_0_and_gets_its_errors() {
    let (server, host) = (server().await, Host::builder().build().unwrap());
    let (answer, loops) = (server.url("/"), server.url("/loop"));
    for (url, status, told) in [
        (&*answer, 404, "GET 1 asked"),
        (
            &*loops,
            501,
            "the server redirected too often: more than 10",
        ),
        (
            "http://nobody.invalid/",
            501,
            "no connection could be made: nobody.invalid has no address",
        ),
        ("http://", 502, "http://"),
        (&*answer, 404, "GET 1 asked"),
    ] {
        let function = host.deploy("http", version_1_0_0(url)).unwrap();
        let outcome = function.invoke(Request::get("/")).await;
        assert_eq!(outcome.response.status, status, "{url} {outcome:?}");
        let text = outcome.response.text();
        assert!(text.starts_with(told), "{text}");
    }
}

/// NET.3
#[tokio::test]
async fn the_older_contract_has_four_verbs_and_plain_bodies() {
    let (server, host) = (server().await, Host::builder().build().unwrap());
    host.deploy("http", guest("v1-http")).unwrap();
    for verb in ["GET", "PUT", "POST", "DELETE"] {
        let answer = told(&host, "http", format!("{verb}\n{}\nbody", server.url("/"))).await;
        let body = format!("{verb} 1 body");
        assert_eq!(answer, format!("404 {} {body}", body.len()));
    }
    let answer = told(&host, "http", format!("GET\n{}", server.url("/large"))).await;
    assert!(answer.starts_with("200 1048576 aaa"), "{answer}");
    let answer = told(&host, "http", format!("GET\n{}", server.url("/loop"))).await;
    let error = "Error::RequestError(\"the server redirected too often: more than 10";
    assert!(answer.starts_with(error), "{answer}");
}

/// NET.7
#[tokio::test]
async fn a_body_that_cannot_fit_into_the_function_is_an_error_of_the_older_contract() {
    let limits = Limits::default().with_memory((1 << 20) * 3 / 2);
    let host = Host::builder().limits(limits).build().unwrap();
    host.deploy("http", guest("v1-http")).unwrap();
    let server = HttpServer::start(|_| async { response(200, "a".repeat(2 << 20)) }).await;
    let answer = told(&host, "http", format!("GET\n{}", server.url("/"))).await;
    let error = "Error::RequestError(\"the response's body has more than 1572864 bytes";
    assert!(answer.starts_with(error), "{answer}");
}
