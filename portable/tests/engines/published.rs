//! Functions that are built with the published crates, version 0.27.

use super::both::{Both, Place};
use super::client::Call;
use super::guests::published;
use super::http_server::{HttpServer, response};
use http_body_util::BodyExt as _;

/// POR.20
#[tokio::test]
async fn what_they_see_and_answer_is_the_same() {
    let Some(both) = Both::serve(&published("web")).await else {
        return;
    };
    let asked = r#"{"header": "x-a", "query": "q"}"#;
    let calls: [fn(&Place, &str) -> Call; 4] = [
        |place, body| {
            place
                .call("POST", "/some/path?q=1")
                .header("X-A", "1")
                .body(body)
        },
        |place, body| place.call("PUT", "/x?q=none").body(body),
        |place, body| place.call("POST", "/x").body(body),
        |place, _| place.call("POST", "/x").body("no json"),
    ];
    for call in calls {
        let mut seen = Vec::new();
        for place in both.places() {
            let answer = place.ask(&call(&place, asked)).await;
            let mut text = answer.text().to_owned();
            if answer.status == 201 {
                let mut json = answer.json();
                // Each invocation has its own; with these crates it is a variable of the environment.
                json["id"].take();
                text = json.to_string();
            }
            seen.push((
                answer.status,
                answer.header("x-two").map(str::to_owned),
                text,
            ));
        }
        assert_eq!(seen[0], seen[1]);
    }
}

/// POR.20
#[tokio::test]
async fn their_streams_are_the_same() {
    let Some(both) = Both::serve(&published("stream")).await else {
        return;
    };
    for path in ["/raw", "/events", "/other"] {
        both.answer(|place| place.call("POST", path).body("a body"))
            .await;
    }
}

/// POR.20
#[tokio::test]
async fn their_calls_of_other_servers_are_the_same() {
    let Some(both) = Both::serve(&published("http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async move {
        let (head, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        if head.uri.path() == "/events" {
            return response(200, "id: 1\nevent: a\ndata: one\n\ndata: two\n\n");
        }
        let signed = head.headers.get("authorization").is_some();
        response(
            200,
            format!("{} {} {body:?} {signed}", head.method, head.uri),
        )
    });
    let server = server.await;
    let url = server.url("");
    let mut told = Vec::new();
    for place in both.places() {
        let answer = place.ask(&place.call("POST", "").body(url.as_str())).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        // The last line is an error, whose words are each place's own.
        let (lines, error) = answer.text().rsplit_once('\n').unwrap();
        let kind = error.split(['(', ' ', '{']).next().unwrap();
        told.push(format!("{lines}\n{kind}"));
    }
    assert_eq!(told[0], told[1]);
}
