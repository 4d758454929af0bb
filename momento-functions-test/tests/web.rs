//! A handler's request, and the answer that a caller gets of it.

use momento_functions_guest_web::{
    Headers, Method, SseEvent, WebEnvironment, WebError, WebResponse, WebResult,
    raw_streaming_response, sse_streaming_response,
};
use momento_functions_test::{Request, SentEvent, answer_of, host, invoke, run};

fn whole_request() -> Request {
    Request::put("/a%20b/c?q=sea+otter&q=2&token=secret")
        .header("X-Tag", "1")
        .header("x-tag", "2")
        .header("X-Trace", "7")
        .token_metadata("ada")
}

/// KIT.36
#[momento_functions_test::test]
fn the_function_sees_the_request_that_the_test_gives() {
    host().request(whole_request());
    let environment = WebEnvironment::load();
    assert_eq!(environment.http_method(), "PUT");
    assert_eq!(environment.invocation_path(), Some("a%20b/c"));
    let query: Vec<_> = environment.query_map().iter().collect();
    assert_eq!(query, [("q", "sea otter"), ("q", "2")]);
    let tags: Vec<_> = environment.header_map().get_all("x-tag").collect();
    assert_eq!(tags, ["1", "2"]);
    assert_eq!(environment.token_metadata().as_deref(), Some("ada"));
    assert_eq!(environment.cache_name(), "default");
    assert_eq!(environment.invocation_id().len(), 36);
}

/// KIT.36
#[momento_functions_test::test]
fn each_request_is_an_invocation_of_its_own() {
    host().request(whole_request());
    let first = WebEnvironment::load();
    assert_eq!(first.http_path(), "a%20b/c");
    let id = first.invocation_id();
    host().request(Request::get(""));
    let next = WebEnvironment::load();
    assert_eq!((next.invocation_path(), next.http_method()), (None, "GET"));
    assert!(next.header_map().is_empty() && next.token_metadata().is_none());
    assert_ne!(id, next.invocation_id());
}

/// KIT.36
#[momento_functions_test::test]
fn the_older_contract_asks_the_same_request() {
    use momento_functions_host::web_extensions::{headers, query_parameters, token_metadata};
    host().request(whole_request());
    assert_eq!(headers().get("x-tag").map(String::as_str), Some("2"));
    assert_eq!(headers().get("x-trace").map(String::as_str), Some("7"));
    assert_eq!(query_parameters().get("q").map(String::as_str), Some("2"));
    assert_eq!(token_metadata().as_deref(), Some("ada"));
}

fn describe(method: Method, Headers(headers): Headers, body: String) -> WebResult<WebResponse> {
    if body.is_empty() {
        return Err(WebError::new(422, "nothing was sent"));
    }
    let tag = headers.get("x-tag").unwrap_or("none");
    let text = format!("{} {tag} {body}", method.as_str());
    Ok(WebResponse::new()
        .header("x-a", "1")
        .header("X-A", "2")
        .with_body(text)?)
}

/// KIT.37
#[momento_functions_test::test]
fn a_handler_is_invoked_as_it_would_be_and_its_answer_is_whole() {
    let answer = invoke(describe, whole_request().body("hi"));
    assert_eq!((answer.status(), &*answer.text()), (200, "PUT 1 hi"));
    let headers: Vec<_> = answer.headers().collect();
    assert_eq!(headers, [("x-a", "1"), ("x-a", "2")]);
    let refused = invoke(describe, Request::post("/"));
    assert_eq!(
        (refused.status(), &*refused.text()),
        (422, "nothing was sent")
    );
    let unreadable = invoke(describe, Request::post("/").body([0xff]));
    assert_eq!(unreadable.status(), 400);
}

/// KIT.37
#[momento_functions_test::test]
fn an_answer_that_cannot_be_sent_is_500() {
    let invalid = answer_of(WebResponse::new().with_status(700));
    assert_eq!(invalid.status(), 500);
    let text =
        "the function's answer is invalid: the status 700 cannot be sent: one from 200 to 599 can";
    assert_eq!(invalid.text(), text);
    let body = WebResponse::new()
        .with_status(204)
        .with_body("lost")
        .unwrap();
    assert_eq!(answer_of(body).body(), b"");
    let dropped = answer_of(WebResponse::new().header("connection", "close"));
    assert_eq!(dropped.header("connection"), None);
}

fn count(fail: bool) -> WebResult<()> {
    let mut stream = sse_streaming_response();
    let tick = SseEvent::from_event("tick").with_event_id("7");
    stream
        .send(tick.with_data("one\ntwo"))
        .map_err(WebError::message)?;
    match fail {
        false => Ok(()),
        true => Err(WebError::new(503, "no more")),
    }
}

/// KIT.37
#[momento_functions_test::test]
fn the_events_that_were_sent_can_be_read() {
    let answer = invoke(|| count(false), Request::get("/"));
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    assert_eq!(
        answer.text(),
        "event: tick\nid: 7\ndata: one\ndata: two\n\n"
    );
    let sent = host().sent().unwrap();
    let [
        SentEvent {
            event, id, data, ..
        },
    ] = &sent.events[..]
    else {
        unreachable!("one event was sent, not {:?}", sent.events)
    };
    assert_eq!((event.as_deref(), id.as_deref()), (Some("tick"), Some("7")));
    assert_eq!(data.as_deref(), Some("one\ntwo"));
    host().request(Request::get("/"));
    assert_eq!(host().sent(), None);
}

/// KIT.37
#[momento_functions_test::test]
fn a_failure_after_events_is_told_as_an_event() {
    let answer = invoke(|| count(true), Request::get("/"));
    assert_eq!(answer.status(), 200);
    assert!(
        answer
            .text()
            .ends_with("event: http-error\ndata: HTTP 503: no more\n\n")
    );
}

fn table(status: u16) -> WebResult<WebResponse> {
    let headers = vec![("content-type".to_string(), "text/csv".to_string())];
    let mut stream = raw_streaming_response(202, headers).map_err(WebError::message)?;
    for piece in ["number,", "square\n"] {
        stream.send(piece).map_err(WebError::message)?;
    }
    Ok(WebResponse::new().with_status(status))
}

/// KIT.37
#[momento_functions_test::test]
fn the_pieces_that_were_sent_can_be_read() {
    let answer = invoke(|| table(200), Request::get("/"));
    assert_eq!((answer.status(), &*answer.text()), (202, "number,square\n"));
    assert_eq!(answer.header("content-type"), Some("text/csv"));
    let sent = host().sent().unwrap();
    assert_eq!(sent.pieces, [b"number,".to_vec(), b"square\n".to_vec()]);
}

/// KIT.37
#[momento_functions_test::test(should_panic = "the status 500 after its response had begun")]
fn a_failure_after_pieces_breaks_the_answer_off() {
    invoke(|| table(500), Request::get("/"));
}

/// KIT.37
#[test]
fn a_function_that_streams_out_of_turn_is_told() {
    use momento_functions_wit::bytes::Data;
    use momento_functions_wit::web_function_stream::{send_data, send_response_start, send_sse};
    run(|_| {
        let piece = || Data::Value(b"piece".to_vec());
        let early = send_data(piece()).unwrap_err();
        assert_eq!(early, "send-response-start must come before send-data");
        assert!(send_response_start(700, &[]).unwrap_err().contains("700"));
        assert_eq!(
            send_sse(None, None, None).unwrap_err(),
            "event or data must be provided"
        );
        send_sse(Some("first"), None, None).unwrap();
        let again = send_response_start(200, &[]).unwrap_err();
        assert_eq!(again, "the response has already begun");
        assert!(send_data(piece()).is_err());
    });
    run(|_| {
        send_response_start(200, &[]).unwrap();
        send_sse(Some("after"), None, None).unwrap();
        send_data(piece_of(1)).unwrap();
    });

    fn piece_of(size: usize) -> Data {
        Data::Value(vec![0; size])
    }
}
