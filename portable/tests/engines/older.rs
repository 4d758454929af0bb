//! Functions of the older contract, whose bodies and values are whole.

use super::both::{self, Both, Place};
use super::client::{Answer, Call};
use super::engine::{Engine, Options};
use super::guests::{guest, published};
use super::http_server::{self, HttpServer, response};
use super::{same, upstream};
use momento_functions_test_host::TopicEvent;

/// How much of a request's body is given to a function: LIM.6.
const LIMIT: usize = 32 << 20;

/// What a function answered; the invocation's id is another one each time, and `host` is told of in DIFFERENCES.
fn told(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let mut headers = same::given_headers(answer);
    headers.retain(|(name, _)| name != "x-id" && name != "host");
    headers.sort();
    (answer.status, headers, answer.text().to_owned())
}

/// POR.20
#[tokio::test]
async fn a_function_of_the_older_contract_sees_its_request_and_answers_the_same() {
    let Some(both) = Both::serve(&guest("v1-echo")).await else {
        return;
    };
    let calls: [fn(&Place) -> Call; 3] = [
        |place| {
            let call = place.call("POST", "/some/path?x-q=1&x-q=2");
            call.host("functions.test")
                .header("X-A", "1")
                .header("x-a", "2")
                .body("a body")
        },
        |place| place.call("DELETE", "/x").host("functions.test"),
        |place| place.call("HEAD", "/x").host("functions.test"),
    ];
    for call in calls {
        let [hosted, engine] = both.answers(call).await;
        assert_eq!(told(&hosted), told(&engine));
        assert_eq!(engine.status, 201);
        let ids = [&hosted, &engine].map(|answer| answer.header("x-id").map(str::len));
        assert_eq!(ids, [Some(36), Some(36)]);
        let hosts = [&hosted, &engine].map(|answer| answer.header("host").is_some());
        assert_eq!(hosts, [true, false]);
    }
}

/// POR.14
#[tokio::test]
async fn a_body_is_given_whole_up_to_the_limit_of_the_older_contract() {
    let Some(both) = Both::serve(&guest("v1-echo")).await else {
        return;
    };
    let body: Vec<u8> = (0..LIMIT).map(|at| (at % 251) as u8).collect();
    let over = [&body[..], b"x"].concat();
    let place = both.on_engine();
    let answer = place
        .ask(&place.call("POST", "/x").body(body.clone()))
        .await;
    assert_eq!(answer.status, 201);
    assert!(answer.body == body, "{} bytes came", answer.body.len());
    let chunk = [
        format!("{:x}\r\n", over.len()).as_bytes(),
        &over,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let chunked = place
        .call("POST", "/x")
        .header("transfer-encoding", "chunked");
    let mut exchange = place.begin(&chunked).await;
    exchange.write(&chunk).await;
    is_too_large(&exchange.rest().await);
    let line = both.engine.line(|line| line.contains("33554432 bytes"));
    assert!(line.await.contains("\"error\""));
}

fn is_too_large(answer: &Answer) {
    let expected = (413, "request_too_large".to_owned());
    assert_eq!(answer.error(), expected, "{answer:?}");
    assert_eq!(answer.message(), "Request body too large");
}

/// POR.14
#[tokio::test]
async fn a_body_that_tells_too_great_a_length_is_refused_before_it_comes() {
    let Some(both) = Both::serve(&guest("v1-echo")).await else {
        return;
    };
    let answers = both
        .answers(|place| {
            place
                .call("POST", "/x")
                .header("content-length", "10737418240")
        })
        .await;
    answers.iter().for_each(is_too_large);
}

/// POR.14
#[tokio::test]
async fn what_an_engine_has_no_memory_for_is_an_error_and_no_trap() {
    let options = || Options::default().argument("-Wmax-memory-size=16777216");
    let echo = both::compose_with(&guest("v1-echo"), &[]);
    let Some(engine) = Engine::start(&echo.bytes, &options()).await else {
        return;
    };
    let place = Place::on(&engine);
    let large = place
        .call("POST", "/x")
        .header("content-length", "20971520");
    is_too_large(&place.ask(&large).await);
    let http = both::compose_with(&guest("v1-http"), &[]);
    let engine = Engine::start(&http.bytes, &options()).await.unwrap();
    let place = Place::on(&engine);
    let server = HttpServer::start(|_| async { response(200, vec![b'x'; 20 << 20]) }).await;
    let body = format!("GET\n{}\n", server.url("/"));
    let answer = place.ask(&place.call("POST", "").body(body)).await;
    assert!(answer.text().contains("has no memory"), "{answer:?}");
}

/// What a function answers to a request whose body begins so, and does not go on as it should.
async fn unfinished(
    variables: &[(&str, &str)],
    header: (&str, &str),
    beginning: &str,
) -> Option<Answer> {
    let composed = both::compose_with(&guest("v1-echo"), variables);
    let engine = Engine::start(&composed.bytes, &Options::default()).await?;
    let place = Place::on(&engine);
    let call = place.call("POST", "/x").header(header.0, header.1);
    let mut exchange = place.begin(&call).await;
    exchange.write(beginning.as_bytes()).await;
    Some(exchange.rest().await)
}

/// POR.14
#[tokio::test]
async fn a_body_that_does_not_come_whole_is_never_given() {
    let chunked = ("transfer-encoding", "chunked");
    let Some(answer) = unfinished(&[], chunked, "4\r\nhalf\r\nno length\r\n").await else {
        return;
    };
    let expected = (400, "request_failed".to_owned());
    assert_eq!(answer.error(), expected, "{answer:?}");
}

/// POR.14, POR.23
#[tokio::test]
async fn a_body_that_does_not_come_in_time_is_never_given() {
    let limit = ("MOMENTO_TIMEOUT_MILLISECONDS", "300");
    let Some(answer) = unfinished(&[limit], ("content-length", "10"), "half").await else {
        return;
    };
    assert_eq!(answer.error(), (504, "time_limit".to_owned()), "{answer:?}");
}

/// POR.14, POR.20
#[tokio::test]
async fn the_older_calls_of_other_servers_are_the_same() {
    let Some(both) = Both::serve(&guest("v1-http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async move {
        let told = format!("{} {:?}", request.method(), request.headers().get("x-a"));
        let path = request.uri().path().to_owned();
        let body = http_server::read(request).await;
        match path.as_str() {
            "/large" => response(200, vec![b'x'; (64 << 20) + 1]),
            "/missing" => response(404, told + &body),
            _ => response(200, told + &body),
        }
    });
    let server = server.await;
    for (verb, path) in [
        ("GET", "/"),
        ("PUT", "/"),
        ("POST", "/"),
        ("DELETE", "/missing"),
        ("GET", "/large"),
    ] {
        let body = format!("{verb}\n{}\na body", server.url(path));
        both.answer(|place| place.call("POST", "").body(body.as_str()))
            .await;
    }
    // The words of an error are each place's own.
    let url = server.url("/");
    for body in [
        "GET\nno url".to_owned(),
        "GET\nftp://localhost/".to_owned(),
        "GET\nhttp://127.0.0.1:1/".to_owned(),
        format!("GET\n{url}\n\na b: x"),
        format!("GET\n{url}\n\nx-a: \u{7f}"),
        format!("GET\n{url}\n\nx-a: 1\narn:aws:iam::123456789012:role/name"),
    ] {
        let answers = both
            .answers(|place| place.call("POST", "").body(body.as_str()))
            .await;
        let kinds = answers.map(|it| it.text().split(['(', ' ']).next().unwrap().to_owned());
        assert!(!kinds[0].starts_with("200"), "{body}");
        assert_eq!(kinds[0], kinds[1], "{body}");
    }
}

/// POR.20
#[tokio::test]
async fn the_older_calls_of_the_published_crates_are_the_same() {
    let Some(both) = Both::serve(&published("v1-http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async move {
        // What a signature is made for: all but its time.
        let signed = request.headers().get("authorization");
        let signed = signed.map_or("unsigned", |it| it.to_str().unwrap());
        let mut scope = signed.split(['=', ',']).nth(1).unwrap_or(signed).split('/');
        let scope: Vec<&str> = [scope.next(), scope.nth(1), scope.next()]
            .into_iter()
            .flatten()
            .collect();
        let told = format!(
            "{} {} {} ",
            request.method(),
            request.uri(),
            scope.join(" ")
        );
        let mut answer = response(201, told + &http_server::read(request).await);
        let kind = http::HeaderValue::from_static("test");
        answer.headers_mut().insert("x-kind", kind);
        answer
    });
    let server = server.await;
    let url = server.url("");
    let answer = both
        .answer(|place| place.call("POST", "").body(url.as_str()))
        .await;
    for told in ["x-kind", "AKIDEXAMPLE eu-central-1 execute-api"] {
        assert!(answer.text().contains(told), "{told}: {answer:?}");
    }
}

/// POR.20
#[tokio::test]
async fn the_older_cache_answers_the_same() {
    for component in [
        guest("v1-cache"),
        published("v1-cache"),
        published("v1-cache-list"),
    ] {
        let Some(both) = Both::serve(&component).await else {
            return;
        };
        for host in [&both.host, &both.data.host] {
            let cache = host.cache_store("default");
            cache.set(b"seeded", b"value", 3_600_000).await.unwrap();
        }
        let [hosted, engine] = both
            .answers(|place| place.call("POST", "").body("body"))
            .await;
        assert_eq!(engine.status, 200, "{engine:?}");
        assert_eq!(values(&hosted), values(&engine));
    }
}

/// What the cache of the published crates answers where its data is behind this server.
async fn read(server: &HttpServer) -> Option<(Answer, Engine)> {
    let endpoint = ("MOMENTO_ENDPOINT", &*server.url(""));
    let composed = both::compose_with(&published("v1-cache"), &[endpoint]);
    let engine = Engine::start(&composed.bytes, &Options::default()).await?;
    let place = Place::on(&engine);
    let answer = place.ask(&place.call("POST", "").body("body")).await;
    Some((answer, engine))
}

/// POR.14
#[tokio::test]
async fn a_value_that_does_not_come_whole_is_an_error() {
    let large = HttpServer::start(|_| async { response(200, vec![b'x'; (64 << 20) + 1]) }).await;
    let Some((answer, _)) = read(&large).await else {
        return;
    };
    assert!(answer.text().contains("LimitExceeded"), "{answer:?}");
    let broken = HttpServer::raw(|mut stream| async move {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
        upstream::read_head(&mut stream).await;
        upstream::end_with(stream, head).await;
    })
    .await;
    let (answer, engine) = read(&broken).await.unwrap();
    assert!(answer.text().contains("InternalError"), "{answer:?}");
    engine
        .line(|line| line.contains("a value of the cache broke off"))
        .await;
}

/// The lines of an answer; of an error its kind, whose words are each place's own.
fn values(answer: &Answer) -> Vec<&str> {
    let lines = answer.text().lines();
    let kind = |line| match str::split_once(line, "(\"") {
        Some((kind, _)) if line.contains("Err(") => kind,
        _ => line,
    };
    lines.map(kind).collect()
}

/// POR.20
#[tokio::test]
async fn the_older_topics_and_logs_are_those_of_today() {
    let Some(both) = Both::serve(&guest("v1-services")).await else {
        return;
    };
    let mut heard = ["texts", "bytes"].map(|name| {
        let topic = both.data.host.topic("default", name);
        topic.subscribe().unwrap()
    });
    let answer = both
        .answer(|place| place.call("POST", "").body("a word"))
        .await;
    assert_eq!(answer.text(), "Ok(()) Ok(()) Ok(())");
    for heard in &mut heard {
        let Some(TopicEvent::Message { message, .. }) = heard.try_next() else {
            panic!("no message came");
        };
        assert_eq!(message.as_bytes(), b"a word");
    }
    let line = both.engine.line(|line| line.contains("a word")).await;
    let json: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(
        (&json["message"], &json["level"]),
        (&"a word".into(), &"warn".into())
    );
}

/// POR.20
#[tokio::test]
async fn what_an_engine_does_not_have_is_told_to_older_functions_too() {
    for (component, body, says) in [
        (
            guest("v1-redis"),
            "redis://:hunter2@127.0.0.1:1\nGET a",
            "the server cannot be reached",
        ),
        (
            guest("v1-redis"),
            "cluster\nGET a",
            "the cluster `cluster` cannot be reached",
        ),
        (published("v1-aws-ddb"), "arn", "holds no AWS credentials"),
        (published("v1-aws-s3"), "arn", "holds no AWS credentials"),
        (
            published("v1-aws-secrets"),
            "arn",
            "holds no AWS credentials",
        ),
        (
            published("v1-aws-lambda"),
            "arn",
            "holds no AWS credentials",
        ),
        (published("v1-token"), "function", "make its tokens"),
        (published("v1-spawn"), "payload", "FunctionNotFound"),
    ] {
        let Some(both) = Both::serve(&component).await else {
            return;
        };
        let place = both.on_engine();
        let answer = place.ask(&place.call("POST", "/task").body(body)).await;
        let text = answer.text();
        assert!(answer.complete && text.contains(says), "{says}: {answer:?}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

/// POR.22
#[tokio::test]
async fn an_older_function_of_ours_sees_its_own_request_alone() {
    let component = guest("v1-sdk");
    let Some(both) = Both::serve_with(&component, |options| options.reuse(1000)).await else {
        return;
    };
    let calls: [fn(&Place) -> Call; 4] = [
        |place| {
            let call = place.call("POST", "/one?tag=c").header("x-tag", "a");
            call.body("first")
        },
        |place| {
            place
                .call("PUT", "/two")
                .header("x-tag", "b")
                .body("second")
        },
        |place| place.call("GET", "/three?tag=e"),
        |place| place.call("GET", "/"),
    ];
    for call in calls.iter().cycle().take(12) {
        both.answer(call).await;
    }
}
