//! Engines that have one instance serve several requests, one after the other.

use super::both::{Both, Place};
use super::client::{Answer, Call};
use super::guests::{example, guest, lean_example, published};
use super::same;

/// How often it is asked for something that a reused instance shows.
const TRIES: usize = 50;

/// Serves a function so that the engine has one instance for all requests of a test.
async fn reusing(component: &[u8]) -> Option<Both> {
    Both::serve_with(component, |options| options.reuse(1000)).await
}

/// POR.22
#[tokio::test]
async fn instances_are_reused_where_the_engine_is_asked_to() {
    let Some(both) = reusing(&guest("count")).await else {
        return;
    };
    let place = both.on_engine();
    // An instance is free a moment after its client has the answer: who comes before that gets another one.
    for _ in 0..TRIES {
        let answer = place.ask(&place.call("GET", "")).await;
        if answer.text() != "1" {
            return;
        }
    }
    panic!("no instance is used twice");
}

/// Each request sees what is its own, and nothing of the one before.
async fn alone(component: &[u8], calls: &[fn(&Place) -> Call]) {
    let Some(both) = reusing(component).await else {
        return;
    };
    for _ in 0..2 {
        for call in calls {
            let [hosted, engine] = both.answers(call).await;
            assert_eq!(hosted.status, engine.status);
            assert_eq!(told(&hosted), told(&engine));
        }
    }
}

/// The lines of an answer; of headers that it tells of, the order of different names means nothing.
fn told(answer: &Answer) -> Vec<String> {
    let mut lines: Vec<String> = answer.text().lines().map(str::to_owned).collect();
    if let Some(line) = lines.iter_mut().find(|line| line.starts_with("headers: ")) {
        let mut headers: Vec<&str> = line.trim_start_matches("headers: ").split(", ").collect();
        // An engine keeps what concerns its connection to itself: DIFFERENCES.
        headers.retain(|header| !header.starts_with("connection:"));
        headers.sort();
        *line = headers.join(", ");
    }
    lines
}

/// Calls of `web-headers`, which tells of its headers `x-tag` and its parameters `tag`.
const TAGS: &[fn(&Place) -> Call] = &[
    |place| place.call("GET", "?tag=c&tag=d").header("x-tag", "a"),
    |place| place.call("GET", "").header("x-tag", "b"),
    |place| place.call("GET", "?tag=e"),
    |place| place.call("GET", ""),
];

/// Calls of `web-echo-details`, which tells of its method, path and headers.
const DETAILS: &[fn(&Place) -> Call] = &[
    |place| {
        details(
            place,
            "PUT",
            "/one/path",
            r#"{"headers_to_send_back": {"x-a": "1"}}"#,
        )
        .header("x-one", "1")
    },
    |place| details(place, "POST", "/another", r#"{"headers_to_send_back": {}}"#),
    |place| details(place, "POST", "/another", "no json"),
    |place| {
        details(
            place,
            "PATCH",
            "/third",
            r#"{"headers_to_send_back": {"x-b": "2"}}"#,
        )
    },
];

fn details(place: &Place, method: &str, path: &str, body: &str) -> Call {
    place.call(method, path).host("functions.test").body(body)
}

/// POR.22
#[tokio::test]
async fn a_function_of_ours_sees_its_own_request_alone() {
    alone(&example("web-headers"), TAGS).await;
    alone(&example("web-echo-details"), DETAILS).await;
}

/// POR.22
#[tokio::test]
async fn a_lean_function_sees_its_own_request_alone() {
    alone(&lean_example("web-headers"), TAGS).await;
    alone(&lean_example("web-echo-details"), DETAILS).await;
}

/// POR.22
#[tokio::test]
async fn a_stream_leaves_nothing_behind_for_the_next_request() {
    let script = |script: &'static str| move |place: &Place| place.call("POST", "").body(script);
    let Some(both) = reusing(&guest("stream")).await else {
        return;
    };
    for _ in 0..2 {
        both.answer(script("sse\ttick\t1\tone\nreturn\t200\tdropped"))
            .await;
        both.answer(script("return\t201\tno stream")).await;
        both.answer(script(
            "start\t202\tx-kind\traw\ndata\tone\nreturn\t200\tdropped",
        ))
        .await;
        both.answer(script("data\tbefore the start")).await;
        both.answer(script("sse\t-\t-\tone\nreturn\t404\tthe reason"))
            .await;
    }
}

/// POR.22
#[tokio::test]
async fn a_client_that_went_away_leaves_nothing_behind_for_the_next() {
    let Some(both) = reusing(&guest("echo")).await else {
        return;
    };
    let place = both.on_engine();
    for _ in 0..3 {
        let mut gone = place
            .begin(&place.call("POST", "").header("content-length", "100"))
            .await;
        gone.write(b"some of it").await;
        gone.until("some of it").await;
        drop(gone);
        let answer = place.ask(&place.call("POST", "").body("all of it")).await;
        assert_eq!(
            (answer.status, answer.text(), answer.complete),
            (200, "all of it", true)
        );
    }
}

/// POR.22
#[tokio::test]
async fn upstreams_are_called_anew_for_each_request() {
    let Some(both) = reusing(&example("http-sse-client")).await else {
        return;
    };
    for data in ["data: one\n\n", "data: two\n\ndata: three\n\n"] {
        let mut answers = Vec::new();
        for place in both.places() {
            let (server, send) = super::upstream::sending().await;
            send.send(data).await.unwrap();
            drop(send);
            let call = place.call("GET", &format!("?upstream={}", server.url("/")));
            answers.push(place.ask(&call).await);
        }
        same::assert(&answers[0], &answers[1]);
    }
}

/// POR.9: The published crates keep a request's headers and query in statics: what the composer warns of.
#[tokio::test]
async fn a_function_of_the_published_crates_shows_one_request_to_the_next() {
    let component = published("web");
    let composed = super::both::compose(&component, ([127, 0, 0, 1], 1).into());
    assert!(!composed.warnings.is_empty(), "nobody was warned");
    let Some(both) = reusing(&component).await else {
        return;
    };
    let place = both.on_engine();
    let asked = r#"{"header": "x-secret", "query": "q"}"#;
    let first = place
        .call("POST", "/one?q=mine")
        .header("x-secret", "mine")
        .body(asked);
    assert_eq!(place.ask(&first).await.json()["header"], "mine");
    for _ in 0..TRIES {
        let second = place.ask(&place.call("POST", "/two").body(asked)).await;
        if second.json()["header"] == "mine" {
            return;
        }
    }
    panic!("it leaks no more");
}

/// POR.9
#[tokio::test]
async fn what_is_built_with_our_crates_is_not_warned_of() {
    for component in [example("web-headers"), lean_example("web-headers")] {
        let composed = super::both::compose(&component, ([127, 0, 0, 1], 1).into());
        assert!(composed.warnings.is_empty(), "{:?}", composed.warnings);
    }
}
