//! What stands where a function's data should be, and what a function has no counterpart for.

use std::sync::{Arc, Mutex};

use super::both::{Both, Place, compose_with};
use super::client::{Answer, Exchange, Server};
use super::engine::{self, Engine, Options};
use super::guests::{example, guest};
use super::http_server::{Body, HttpServer, read, response};
use super::upstream;
use http::{Request, Response};
use hyper::body::Incoming;
use momento_functions_test_host::{CacheLimits, Host};

/// A function on an engine.
struct Function {
    engine: Engine,
}

impl Function {
    /// Serves a function, or none where there is no engine.
    async fn serve(component: &[u8], variables: &[(&str, &str)]) -> Option<Self> {
        engine::program()?;
        let composed = compose_with(component, variables);
        let engine = Engine::start(&composed.bytes, &Options::default()).await?;
        Some(Self { engine })
    }

    async fn ask(&self, method: &str, target: &str, body: &str) -> Answer {
        let place = Place::on(&self.engine);
        place.ask(&place.call(method, target).body(body)).await
    }

    /// Waits for a line of the log that has all of these.
    async fn logs(&self, parts: &[&str]) {
        let is = |line: &str| parts.iter().all(|part| line.contains(part));
        self.engine.line(is).await;
    }
}

/// What was asked of a service: the request's line, and some of its headers.
type Asked = Arc<Mutex<Vec<String>>>;

/// A service that knows what Momento's documents: items and publishing, in its own words.
async fn service(asked: Asked) -> HttpServer {
    HttpServer::start(move |request| {
        let answer = answer(&asked, &request);
        async move {
            // Who answers before the body has come closes the connection, and the answer may be lost with it.
            read(request).await;
            answer
        }
    })
    .await
}

fn answer(asked: &Asked, request: &Request<Incoming>) -> Response<Body> {
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    let line = format!(
        "{} {} {:?}",
        request.method(),
        request.uri(),
        header("x-momento-ttl-milliseconds")
    );
    asked.lock().unwrap().push(line);
    if header("authorization") != Some("the-key") {
        return response(401, "");
    }
    match (request.method().as_str(), request.uri().path()) {
        ("GET", "/cache/shop") if request.uri().query() == Some("key=here") => {
            response(200, "a value")
        }
        ("GET", "/cache/shop") => response(404, r#"{"status":404,"title":"Key Not Found"}"#),
        ("GET", _) => response(404, r#"{"status":404,"title":"Cache Not Found"}"#),
        ("PUT" | "DELETE", "/cache/shop") | ("POST", "/topics/shop/news") => response(204, ""),
        _ => response(404, ""),
    }
}

/// DAT.10, DAT.11, DAT.13
#[tokio::test]
async fn a_service_with_the_documented_routes_alone_has_items_and_publishing() {
    let asked = Asked::default();
    let service = service(Arc::clone(&asked)).await;
    let endpoint = service.url("/");
    let variables = [
        ("MOMENTO_ENDPOINT", endpoint.as_str()),
        ("MOMENTO_API_KEY", "the-key"),
        ("MOMENTO_CACHE", "shop"),
    ];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    for (target, told) in [
        ("/get/here", "a value"),
        ("/get/none", "missing"),
        ("/set/a%2Bb/1500", "done"),
        ("/delete/here", "done"),
    ] {
        assert_eq!(
            function.ask("POST", target, "v").await.text(),
            told,
            "{target}"
        );
    }
    assert_eq!(
        *asked.lock().unwrap(),
        [
            "GET /cache/shop?key=here None",
            "GET /cache/shop?key=none None",
            "PUT /cache/shop?key=a%252Bb&ttl_seconds=2 Some(\"1500\")",
            "DELETE /cache/shop?key=here None",
        ]
    );
    for target in [
        "/set-if/key/absent/-/60000",
        "/set-if-hash/here/unconditional/here",
    ] {
        let refused = function.ask("POST", target, "v").await;
        let text = refused.text();
        assert!(
            refused.status == 400 && text.starts_with("Error::FailedPrecondition"),
            "{text}"
        );
        assert!(text.contains("cargo momento serve"), "{text}");
    }
    let topic = Function::serve(&guest("topic"), &variables).await;
    let published = topic.unwrap().ask("POST", "/news", "hello").await;
    assert_eq!(published.text(), "Ok(())");
}

/// DAT.11
#[tokio::test]
async fn of_momentos_own_service_what_it_has_not_is_told_before_anything_is_sent() {
    let variables = [("MOMENTO_CELL_HOSTNAME", "cell.invalid.momentohq.com")];
    let Some(function) = Function::serve(&guest("list"), &variables).await else {
        return;
    };
    let refused = function.ask("POST", "/length/list", "").await;
    let text = refused.text();
    assert!(text.contains("does not offer this"), "{text}");
    assert!(
        text.contains("https://api.cache.cell.invalid.momentohq.com"),
        "{text}"
    );
}

/// DAT.12
#[tokio::test]
async fn a_cache_that_is_not_there_is_told_from_a_key_that_is_not() {
    let service = service(Asked::default()).await;
    let endpoint = service.url("");
    let variables = [
        ("MOMENTO_ENDPOINT", endpoint.as_str()),
        ("MOMENTO_API_KEY", "the-key"),
    ];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    let refused = function.ask("POST", "/get/here", "").await;
    assert_eq!(refused.text(), "Error::NotFound(\"Cache Not Found\")");
}

/// DAT.12
#[tokio::test]
async fn an_endpoint_that_does_not_answer_is_a_timeout_and_a_line_of_the_log() {
    let silent = upstream::silent().await;
    let endpoint = silent.url("");
    let variables = [("MOMENTO_ENDPOINT", endpoint.as_str())];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    assert_eq!(
        function.ask("GET", "/get/key", "").await.text(),
        "Error::Timeout"
    );
    function.logs(&[&endpoint, "5 seconds"]).await;
}

/// DAT.12
#[tokio::test]
async fn a_connection_that_ends_is_an_internal_error_and_a_line_of_the_log() {
    let closing = upstream::closing().await;
    let endpoint = closing.url("");
    let variables = [("MOMENTO_ENDPOINT", endpoint.as_str())];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    assert_eq!(
        function.ask("GET", "/get/key", "").await.text(),
        "Error::InternalError"
    );
    function.logs(&[&endpoint]).await;
}

/// DAT.12
#[tokio::test]
async fn a_page_is_no_value_whatever_its_status() {
    let portal = HttpServer::start(|_| async {
        let mut page = response(200, "<html>Log in</html>");
        let html = http::HeaderValue::from_static("text/html; charset=utf-8");
        page.headers_mut().insert("content-type", html);
        page
    });
    let portal = portal.await;
    let endpoint = portal.url("");
    let variables = [("MOMENTO_ENDPOINT", endpoint.as_str())];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    let refused = function.ask("GET", "/get/key", "").await;
    let text = refused.text();
    assert!(
        text.starts_with("Error::FailedPrecondition") && text.contains(&endpoint),
        "{text}"
    );
    assert!(text.contains("200, with a web page"), "{text}");
}

/// DAT.12
#[tokio::test]
async fn a_key_that_no_header_carries_is_told_without_it() {
    let variables = [
        ("MOMENTO_ENDPOINT", "http://127.0.0.1:1"),
        ("MOMENTO_API_KEY", "hunter2\u{1}"),
    ];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    let refused = function.ask("GET", "/get/key", "").await;
    let text = refused.text();
    assert!(
        text.contains("MOMENTO_API_KEY") && !text.contains("hunter2"),
        "{text}"
    );
    assert!(
        !function
            .engine
            .lines()
            .iter()
            .any(|line| line.contains("hunter2"))
    );
}

/// DAT.14
#[tokio::test]
async fn what_the_cache_refuses_is_refused_in_the_same_words() {
    let Some(both) = Both::serve(&guest("cache")).await else {
        return;
    };
    for (target, body) in [
        ("/set/key/0", "v"),
        ("/set/key/86400001", "v"),
        ("/set-if/key/absent/-/0", "v"),
        ("/set-many-bytes/key/5242881", ""),
    ] {
        let [hosted, engine] = both.places();
        let expected = hosted.ask(&hosted.call("POST", target).body(body)).await;
        let actual = engine.ask(&engine.call("POST", target).body(body)).await;
        assert_eq!(actual.status, 400, "{target}: {actual:?}");
        assert_eq!(expected.text(), actual.text(), "{target}");
    }
}

/// DAT.14
#[tokio::test]
async fn a_value_that_is_too_large_for_the_endpoints_cache_is_over_a_limit_in_its_words() {
    let limits = CacheLimits::default().with_item(10_000);
    let host = Host::builder().cache_limits(limits).build().unwrap();
    let served = Server::start(&host).await;
    let endpoint = format!("http://{}", served.address);
    let variables = [("MOMENTO_ENDPOINT", endpoint.as_str())];
    let Some(function) = Function::serve(&guest("cache"), &variables).await else {
        return;
    };
    let refused = function
        .ask("POST", "/set/key/1000", &"v".repeat(10_001))
        .await;
    let text = "a value has at most 10000 bytes; this one has more";
    assert_eq!(refused.text(), format!("Error::LimitExceeded({text:?})"));
}

/// DAT.14
#[tokio::test]
async fn a_value_that_breaks_off_is_an_invalid_argument_and_not_stored() {
    let Some(both) = Both::serve(&guest("cache")).await else {
        return;
    };
    for (place, host) in both.places().iter().zip([&both.host, &both.data.host]) {
        let target = place.target("/set/key/60000");
        let broken = "transfer-encoding: chunked\r\n\r\n4\r\npart\r\nno chunk\r\n";
        let mut exchange = Exchange::with(place.address).await;
        let head = format!(
            "POST {target} HTTP/1.1\r\nhost: {}\r\n{broken}",
            place.address
        );
        exchange.write(head.as_bytes()).await;
        let told = exchange.until("Error::").await;
        assert!(
            told.contains("Error::InvalidArgument(\"a value must come whole; "),
            "{told}"
        );
        let cache = host.cache_store("default");
        assert_eq!(cache.get(b"key").await, Ok(None));
    }
}

/// DAT.13
#[tokio::test]
async fn a_key_that_fits_into_no_url_is_over_a_limit() {
    let Some(both) = Both::serve(&guest("cache")).await else {
        return;
    };
    let place = both.on_engine();
    let refused = place
        .ask(&place.call("POST", "/get-by-body").body("k".repeat(70_000)))
        .await;
    assert!(
        refused.text().contains("LimitExceeded"),
        "{}",
        refused.text()
    );
    let found = place
        .ask(&place.call("POST", "/get-by-body").body([0xff, 0]))
        .await;
    assert_eq!(found.text(), "missing");
}

/// DAT.15
#[tokio::test]
async fn what_has_no_counterpart_is_an_error_that_says_what_to_do() {
    for (component, method, target, body, told) in [
        (
            guest("valkey"),
            "GET",
            "/counters?a=GET&a=key",
            "",
            "failed: ",
        ),
        (guest("aws"), "POST", "/auth", "", "Unauthorized"),
        (
            example("token-vending"),
            "POST",
            "",
            r#"{"user": "a", "password": "open sesame"}"#,
            "permission",
        ),
    ] {
        let Some(function) = Function::serve(&component, &[]).await else {
            return;
        };
        let answer = function.ask(method, target, body).await;
        let text = answer.text();
        assert!(text.to_lowercase().contains(&told.to_lowercase()), "{text}");
        assert!(text.contains("cargo momento serve"), "{text}");
    }
}

/// DAT.15
#[tokio::test]
async fn a_function_that_cannot_be_spawned_is_not_found_and_the_log_says_why() {
    let Some(function) = Function::serve(&guest("spawner"), &[]).await else {
        return;
    };
    let answer = function.ask("POST", "/task", "").await;
    assert!(
        answer.text().contains("FunctionNotFound"),
        "{}",
        answer.text()
    );
    function.logs(&["`task`", "cargo momento serve"]).await;
}
