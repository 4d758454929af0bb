//! Caches and topics, which live elsewhere: here on a host of the test's own.

use super::both::{Both, Place, compose_with};
use super::client::Answer;
use super::engine::{self, Engine, Options};
use super::guests::{guest, published};
use super::http_server::{HttpServer, response};
use super::nobody::Nobody;
use momento_functions_test_host::TopicEvent;

/// Calls of the guest `cache`: a path, and a body.
const SCALARS: &[(&str, &str)] = &[
    ("/get/none", ""),
    ("/set/key/60000", "a value"),
    ("/get/key", ""),
    ("/get-by-body", "key"),
    ("/copy/key/copied/60000", ""),
    ("/get/copied", ""),
    ("/set/empty/60000", ""),
    ("/get/empty", ""),
    ("/set/a%20b/60000", "odd"),
    ("/get/a%20b", ""),
    ("/delete/key", ""),
    ("/get/key", ""),
    ("/delete/key", ""),
    ("/set-if/key/present/-/60000", "1"),
    ("/set-if/key/absent/-/60000", "1"),
    ("/set-if/key/absent/-/60000", "2"),
    ("/set-if/key/present/-/60000", "2"),
    ("/set-if/key/equal/2/60000", "3"),
    ("/set-if/key/equal/2/60000", "4"),
    ("/set-if/key/not-equal/3/60000", "4"),
    ("/set-if/key/not-equal/x/60000", "4"),
    ("/set-if/key/absent-or-equal/4/60000", "5"),
    ("/set-if/new/absent-or-equal/4/60000", "5"),
    ("/set-if/key/present-and-not-equal/5/60000", "6"),
    ("/set-if/key/present-and-not-equal/x/60000", "6"),
    ("/get/key", ""),
    ("/set-if-hash/key/present-and-hash-equal/key", "7"),
    ("/set-if-hash/key/present-and-not-hash-equal/key", "8"),
    ("/set-if-hash/key/absent-or-hash-equal/new", "8"),
    ("/set-if-hash/key/absent-or-not-hash-equal/new", "8"),
    ("/set-if-hash/key/unconditional/none", "9"),
    ("/get/key", ""),
    ("/set/key/0", "no time to live"),
];

/// Calls of the guest `list`.
const LISTS: &[(&str, &str)] = &[
    ("/length/list", ""),
    ("/push-back/list/60000/refresh/0", "b"),
    ("/push-front/list/60000/refresh/0", "a"),
    ("/push-back/list/60000/keep/0", "c"),
    ("/length/list", ""),
    ("/fetch/list/-/-", ""),
    ("/concatenate-many/list/5", ""),
    ("/fetch/list/1/3", ""),
    ("/fetch/list/-2/-", ""),
    ("/fetch-ends/list", ""),
    ("/pop-front/list", ""),
    ("/pop-back/list", ""),
    ("/remove/list", "c"),
    ("/retain/list/1/3/60000/keep", ""),
    ("/fetch/list/-/-", ""),
    ("/erase/list", ""),
    ("/pop-front/list", ""),
    ("/erase/list", ""),
];

/// POR.20
#[tokio::test]
async fn a_cache_answers_the_same() {
    same(&guest("cache"), SCALARS).await;
}

/// POR.20
#[tokio::test]
async fn lists_answer_the_same() {
    same(&guest("list"), LISTS).await;
}

async fn same(component: &[u8], calls: &[(&str, &str)]) {
    let Some(both) = Both::serve(component).await else {
        return;
    };
    for (path, body) in calls {
        let [hosted, engine] = answers(&both, path, body).await;
        assert_eq!(hosted, engine, "{path} {body:?}");
    }
}

/// The answers of both places: status and text; of an error its kind, whose words are each place's own.
async fn answers(both: &Both, path: &str, body: &str) -> [(u16, String); 2] {
    let [one, other] = both.places();
    [told(&one, path, body).await, told(&other, path, body).await]
}

async fn told(place: &Place, path: &str, body: &str) -> (u16, String) {
    let answer = place.ask(&place.call("POST", path).body(body)).await;
    let text = answer.text();
    let text = match (answer.status, text.split_once('(')) {
        (400, Some((kind, _))) => kind,
        _ => text,
    };
    (answer.status, text.to_owned())
}

/// POR.20
#[tokio::test]
async fn a_value_of_many_megabytes_is_stored_and_comes_back() {
    let Some(both) = Both::serve(&guest("cache")).await else {
        return;
    };
    let value: Vec<u8> = (0..4_000_000_u32).map(|at| (at % 251) as u8).collect();
    for place in both.places() {
        let set = place.call("POST", "/set/large/60000").body(value.clone());
        assert_eq!(place.ask(&set).await.text(), "done");
        let got = place.ask(&place.call("GET", "/get/large")).await;
        assert!(
            got.complete && got.body == value,
            "{} bytes came",
            got.body.len()
        );
    }
}

/// POR.20
#[tokio::test]
async fn what_an_engine_stores_the_host_of_the_data_has() {
    let Some(both) = Both::serve(&guest("cache")).await else {
        return;
    };
    let place = both.on_engine();
    let set = place.call("POST", "/set/key/60000").body("shared");
    assert_eq!(place.ask(&set).await.text(), "done");
    let stored = both.data.host.cache_store("default").get(b"key").await;
    assert_eq!(stored.unwrap().as_deref(), Some(b"shared".as_slice()));
}

/// POR.20
#[tokio::test]
async fn a_message_is_published_where_the_data_is() {
    let Some(both) = Both::serve(&guest("topic")).await else {
        return;
    };
    for (place, host) in both.places().iter().zip([&both.host, &both.data.host]) {
        let mut heard = host.topic("default", "news").subscribe().unwrap();
        for (method, message) in [("POST", "text"), ("PUT", "bytes"), ("PATCH", "string")] {
            let answer = place.ask(&place.call(method, "/news").body(message)).await;
            assert_eq!(answer.text(), "Ok(())");
            let Some(TopicEvent::Message { message: came, .. }) = heard.try_next() else {
                panic!("{message} did not come");
            };
            assert_eq!(came.as_bytes(), message.as_bytes());
        }
    }
    let [hosted, engine] = answers(&both, "/", "to no topic").await;
    assert!(hosted.1.starts_with("Err("), "{hosted:?}");
    assert!(engine.1.starts_with("Err("), "{engine:?}");
}

/// POR.20
#[tokio::test]
async fn the_cache_of_the_published_crates_answers_the_same() {
    let Some(both) = Both::serve(&published("cache")).await else {
        return;
    };
    both.answer(|place| place.call("POST", "").body("a value"))
        .await;
}

/// What the guest `cache` answers where its data is elsewhere.
async fn elsewhere(variables: &[(&str, &str)]) -> Option<Answer> {
    engine::program()?;
    let composed = compose_with(&guest("cache"), variables);
    let engine = Engine::start(&composed.bytes, &Options::default()).await?;
    let place = Place::on(&engine);
    Some(place.ask(&place.call("GET", "/get/key")).await)
}

/// An error is the function's to handle, and tells what to do.
fn is_error(answer: &Answer, told: &[&str]) {
    assert_eq!(answer.status, 400, "{answer:?}");
    for part in told {
        assert!(
            answer.text().contains(part),
            "{part:?} is not in {}",
            answer.text()
        );
    }
}

/// POR.20
#[tokio::test]
async fn data_without_an_endpoint_is_an_error_that_names_the_variable() {
    if let Some(answer) = elsewhere(&[]).await {
        is_error(&answer, &["MOMENTO_ENDPOINT"]);
    }
}

/// POR.20
#[tokio::test]
async fn a_cache_that_is_down_is_an_error() {
    let nobody = Nobody::new();
    let gone = format!("http://{}", nobody.address());
    if let Some(answer) = elsewhere(&[("MOMENTO_ENDPOINT", &gone)]).await {
        is_error(&answer, &[gone.as_str()]);
    }
}

/// POR.20
#[tokio::test]
async fn a_cache_that_answers_html_is_an_error() {
    let server = HttpServer::start(|_| async {
        let mut page = response(502, "<html><body>Bad Gateway</body></html>");
        let html = http::HeaderValue::from_static("text/html");
        page.headers_mut().insert("content-type", html);
        page
    });
    let server = server.await;
    let endpoint = server.url("");
    if let Some(answer) = elsewhere(&[("MOMENTO_ENDPOINT", &endpoint)]).await {
        is_error(&answer, &[endpoint.as_str(), "502"]);
    }
}

/// POR.20
#[tokio::test]
async fn a_key_goes_to_the_endpoint_and_into_no_error() {
    let server = HttpServer::start(|request| async move {
        let is_sent = request
            .headers()
            .get("authorization")
            .is_some_and(|key| key == "the-secret");
        response(if is_sent { 403 } else { 400 }, "the-secret is refused")
    });
    let server = server.await;
    let endpoint = server.url("");
    let variables = [
        ("MOMENTO_ENDPOINT", endpoint.as_str()),
        ("MOMENTO_API_KEY", "the-secret"),
    ];
    if let Some(answer) = elsewhere(&variables).await {
        assert!(!answer.text().contains("the-secret"), "{}", answer.text());
        is_error(&answer, &["403"]);
    }
}
