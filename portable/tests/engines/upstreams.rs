//! Functions that call other servers.

use super::both::{Both, Place};
use super::client::{Answer, Call};
use super::guests::{example, guest};
use super::http_server::{self, HttpServer, redirect, response, text};
use super::nobody::Nobody;
use super::upstream;
use http::Response;
use http_body_util::BodyExt as _;
use std::time::{Duration, Instant};

/// A call of the guest `http`.
fn send(place: &Place, url: &str, more: &str) -> Call {
    place.call("POST", &format!("?url={url}{more}"))
}

/// POR.20
#[tokio::test]
async fn a_request_goes_out_the_same() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async move {
        let mut told = format!("{} {}\n", request.method(), request.uri());
        let headers = request.headers().iter();
        let mut headers: Vec<_> = headers
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        // Where `host` stands is the client's to say; a stable sort keeps the order of what is there twice.
        headers.sort_by_key(|(name, _)| *name);
        for (name, value) in headers {
            told += &format!("{name}: {value}\n");
        }
        let body = request.into_body().collect().await.unwrap().to_bytes();
        told += std::str::from_utf8(&body).unwrap();
        Response::builder()
            .status(203)
            .header("x-two", "a")
            .header("x-two", "b")
            .body(text(told))
            .unwrap()
    });
    let server = server.await;
    let url = server.url("/some/path");
    let asked = [
        "&verb=GET&header=x-a: 1&header=x-b: 2&header=x-a: 3",
        "&verb=POST&body=text&header=content-type: text/plain",
        "&verb=PUT",
        "&verb=DELETE",
        "&verb=PATCH&body=part",
        "&verb=POST&body=x&header=Connection: close&header=te: trailers&header=content-length: 99",
    ];
    for more in asked {
        both.answer(|place| send(place, &url, &more.replace(' ', "%20")))
            .await;
    }
    // The request's own body is sent on as it comes.
    both.answer(|place| send(place, &url, "&verb=POST").body("handed on"))
        .await;
}

/// POR.20
#[tokio::test]
async fn redirects_are_followed_the_same() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async move {
        let (head, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let path = head.uri.path();
        match path.strip_prefix('/').and_then(|code| code.parse().ok()) {
            Some(code) => redirect(code, "/there?a=b"),
            None if path == "/loop" => redirect(302, "/loop"),
            None if path == "/nowhere" => redirect(302, "mailto:nobody@example.com"),
            None if path == "/none" => response(302, "no location"),
            None => response(200, format!("{} {} {}", head.method, head.uri, body.len())),
        }
    });
    let server = server.await;
    for status in [301, 302, 303, 307, 308] {
        let url = server.url(&format!("/{status}"));
        for verb in ["GET", "POST", "PUT", "HEAD"] {
            both.answer(|place| send(place, &url, &format!("&verb={verb}&body=kept")))
                .await;
        }
        // What has streamed is gone, and the redirect is the answer. A small body the test host has whole.
        both.answer(|place| send(place, &url, "&verb=POST").body(vec![b'a'; 100_000]))
            .await;
    }
    both.answer(|place| send(place, &server.url("/none"), ""))
        .await;
    for path in ["/loop", "/nowhere"] {
        kinds(&both, &server.url(path), "").await;
    }
}

/// An error is of the same kind, and its words are each place's own.
async fn kinds(both: &Both, url: &str, more: &str) -> String {
    let mut kinds = Vec::new();
    for place in both.places() {
        let answer = place.ask(&send(&place, url, more)).await;
        assert_eq!(answer.status, 502, "{url}{more}: {answer:?}");
        let (kind, _) = answer
            .text()
            .split_once(['(', ' '])
            .unwrap_or((answer.text(), ""));
        kinds.push(kind.to_owned());
    }
    assert_eq!(kinds[0], kinds[1], "{url}{more}");
    kinds.remove(0)
}

/// POR.20
#[tokio::test]
async fn what_cannot_be_called_is_the_same_error() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    let nobody = Nobody::new();
    let gone = format!("http://{}/", nobody.address());
    let closing = upstream::closing().await;
    let silent = upstream::silent().await;
    assert_eq!(kinds(&both, &gone, "").await, "ConnectionFailed");
    assert_eq!(
        kinds(&both, &closing.url("/"), "").await,
        "ConnectionInterrupted"
    );
    assert_eq!(
        kinds(&both, &silent.url("/"), "&timeout=300").await,
        "Timeout"
    );
    assert_eq!(kinds(&both, "no-url", "").await, "InvalidUrl");
    assert_eq!(
        kinds(&both, "http://user:secret@127.0.0.1/", "").await,
        "InvalidUrl"
    );
    assert_eq!(kinds(&both, "ftp://127.0.0.1/", "").await, "InvalidUrl");
    let server = silent.url("/");
    assert_eq!(kinds(&both, &server, "&verb=CONNECT").await, "RequestError");
    assert_eq!(
        kinds(&both, &server, "&header=bad%20name:%20x").await,
        "InvalidHeaderName"
    );
    assert_eq!(
        kinds(&both, &server, "&header=x:%20a%0Ab").await,
        "InvalidHeaderValue"
    );
}

/// POR.20: The server never answers: the deadline does, and not much later.
#[tokio::test]
async fn a_deadline_of_300_milliseconds_ends_the_wait() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    let silent = upstream::silent().await;
    let well = HttpServer::start(|_| async { response(200, "well") }).await;
    for place in both.places() {
        // What is made for the first call of all takes nothing of this one's time.
        assert_eq!(
            place.ask(&send(&place, &well.url("/"), "")).await.text(),
            "well"
        );
        let begin = Instant::now();
        let answer = place
            .ask(&send(&place, &silent.url("/"), "&timeout=300"))
            .await;
        assert!(answer.text().starts_with("Timeout("), "{answer:?}");
        let took = begin.elapsed();
        assert!(took >= Duration::from_millis(300), "{took:?}");
        assert!(took < Duration::from_secs(20), "{took:?}");
    }
}

/// POR.20
#[tokio::test]
async fn a_body_that_does_not_come_to_be_signed_is_a_timeout() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    for place in both.places() {
        let signed = "&secret=key&service=execute-api&timeout=300";
        let call = send(&place, "http://127.0.0.1:1/", signed);
        let mut exchange = place
            .begin(&call.header("transfer-encoding", "chunked"))
            .await;
        exchange.write(b"4\r\nhalf\r\n").await;
        let answer = exchange.rest().await;
        let told = "Timeout(\"the request was not signed in 300ms\")";
        assert_eq!((answer.status, answer.text()), (502, told));
    }
}

/// POR.21
#[tokio::test]
async fn a_server_that_breaks_off_cuts_the_answer_that_is_made_of_it() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    for server in [upstream::cut().await, upstream::cut_chunks().await] {
        for place in both.places() {
            let answer = place.ask(&send(&place, &server.url("/"), "")).await;
            assert!(!answer.complete, "a cut body looks whole: {answer:?}");
        }
        // Read, it is an error after the bytes that came.
        for place in both.places() {
            let answer: Answer = place
                .ask(&send(&place, &server.url("/"), "&read=all"))
                .await;
            assert!(answer.text().starts_with("4 bytes, then: "), "{answer:?}");
        }
    }
}

/// POR.21
#[tokio::test]
async fn an_event_arrives_while_the_function_waits_for_the_next() {
    let Some(both) = Both::serve(&example("sse-relay")).await else {
        return;
    };
    for place in both.places() {
        let (server, send) = upstream::sending().await;
        let call = place.call("GET", &format!("?upstream={}", server.url("/")));
        let mut exchange = place.begin(&call).await;
        send.send("id: 1\ndata: first\n\n").await.unwrap();
        exchange.until("data: first").await;
        // Only now does the server send the next one: the function was not at its end.
        send.send("id: 2\ndata: second\n\n").await.unwrap();
        exchange.until("data: second").await;
        drop(send);
        let answer = exchange.rest().await;
        assert!(answer.complete, "{answer:?}");
        assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    }
}

/// POR.21
#[tokio::test]
async fn a_body_passes_through_to_a_server_and_back_piece_by_piece() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async {
        Response::new(request.into_body().map_err(Into::into).boxed_unsync())
    });
    let server = server.await;
    for place in both.places() {
        let target = format!("?url={}&verb=POST", server.url("/"));
        let call = place
            .call("POST", &target)
            .header("transfer-encoding", "chunked");
        let mut exchange = place.begin(&call).await;
        exchange.write(b"3\r\none\r\n").await;
        exchange.write(b"3\r\ntwo\r\n").await;
        exchange.write(b"0\r\n\r\n").await;
        let answer = exchange.rest().await;
        assert_eq!(
            (answer.text(), answer.complete),
            ("onetwo", true),
            "{answer:?}"
        );
    }
}

/// POR.20
#[tokio::test]
async fn a_signature_is_made_and_says_the_same() {
    let Some(both) = Both::serve(&guest("http")).await else {
        return;
    };
    let server = HttpServer::start(|request| async move {
        let of = |name: &str| {
            request
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let authorization = of("authorization").unwrap();
        let (said, signature) = authorization.split_once("Signature=").unwrap();
        assert_eq!(signature.len(), 64, "{authorization}");
        // The date is the only part of what is said that may differ.
        let date = of("x-amz-date").unwrap();
        let told = said.replace(&date[..8], "DATE");
        http_server::read(request).await;
        response(200, told)
    });
    let server = server.await;
    let url = server.url("/a/b?c=d");
    both.answer(|place| {
        send(
            place,
            &url,
            "&verb=POST&body=x&secret=wJalr&service=execute-api",
        )
    })
    .await;
}
