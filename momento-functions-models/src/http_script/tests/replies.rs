use super::panic_of;
use crate::http_script::{Body, Event, Failure, Reply, Step};
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn body(reply: Reply) -> Body {
    reply.into_parts().1.unwrap().body
}

fn chunk(text: &'static str) -> Step {
    Step::Chunk(text.into())
}

/// KIT.11
#[test]
fn an_answer_has_what_it_was_given() {
    let reply = Reply::status(201).header("X-A", "1").header("x-a", "2");
    let (delay, answer) = reply.body("hello").delay(SECOND).into_parts();
    let answer = answer.unwrap();
    assert_eq!((delay, answer.status), (SECOND, 201));
    let headers: Vec<_> = answer.headers.iter().map(|(n, v)| (&**n, &**v)).collect();
    assert_eq!(headers, [("x-a", "1"), ("x-a", "2")]);
    assert_eq!(answer.body, Body::Whole("hello".into()));
}

/// KIT.11
#[test]
fn json_and_events_set_their_type_unless_it_is_set() {
    let headers = |reply: Reply| reply.into_parts().1.unwrap().headers;
    let pair = |value: &str| vec![("content-type".to_owned(), value.to_owned())];
    let ok = || Reply::status(200);
    assert_eq!(headers(ok().json(&json!({}))), pair("application/json"));
    assert_eq!(headers(ok().sse(["a"])), pair("text/event-stream"));
    let own = ok().header("Content-Type", "application/x").json(&1);
    assert_eq!(headers(own), pair("application/x"));
    assert_eq!(body(ok().json(&[1, 2])), Body::Whole("[1,2]".into()));
}

/// KIT.11
#[test]
fn a_body_comes_in_steps() {
    let reply = Reply::status(200)
        .chunk("a")
        .pause(SECOND)
        .chunks(["b", "c"]);
    let steps = vec![chunk("a"), Step::Pause(SECOND), chunk("b"), chunk("c")];
    assert_eq!(body(reply), Body::Steps(steps));
    let continued = Reply::status(200).body("a").chunk("b");
    assert_eq!(body(continued), Body::Steps(vec![chunk("a"), chunk("b")]));
}

/// KIT.11
#[test]
fn events_are_chunks_of_their_own() {
    let events = [Event::from(("tick", "1")).with_id("7"), Event::data("a\nb")];
    let reply = Reply::status(200).sse(events);
    let steps = vec![
        chunk("event: tick\nid: 7\ndata: 1\n\n"),
        chunk("data: a\ndata: b\n\n"),
    ];
    assert_eq!(body(reply), Body::Steps(steps));
}

/// KIT.11
#[test]
fn a_body_breaks_off_after_some_chunks() {
    let reply = || Reply::status(200).chunk("a").pause(SECOND).chunk("b");
    for (after, steps) in [
        (0, vec![Step::BreakOff]),
        (1, vec![chunk("a"), Step::Pause(SECOND), Step::BreakOff]),
        (
            2,
            vec![chunk("a"), Step::Pause(SECOND), chunk("b"), Step::BreakOff],
        ),
    ] {
        assert_eq!(body(reply().broken_after(after)), Body::Steps(steps));
    }
    let told = panic_of(|| reply().broken_after(3));
    assert!(
        told.starts_with("a body of 2 chunks is not broken after 3"),
        "{told}"
    );
}

/// KIT.11
#[test]
fn a_failure_may_take_its_time() {
    let reply = Reply::failure(Failure::Timeout).delay(SECOND);
    assert_eq!(reply.into_parts(), (SECOND, Err(Failure::Timeout)));
}

/// KIT.12
#[test]
fn what_cannot_be_an_answer_is_refused_where_it_is_written() {
    let ok = || Reply::status(200);
    let map = HashMap::from([(vec![1], 1)]);
    for (told, reason) in [
        (
            panic_of(|| Reply::status(199)),
            "no answer has the status 199",
        ),
        (
            panic_of(|| Reply::status(1000)),
            "no answer has the status 1000",
        ),
        (
            panic_of(|| ok().header("a b", "")),
            "\"a b\" is no header's name",
        ),
        (
            panic_of(|| ok().header("a", "b\r\n")),
            "the value of `a` has a line break",
        ),
        (
            panic_of(|| ok().header("Content-Length", "1")),
            "`content-length` is made from the body",
        ),
        (
            panic_of(|| ok().header("transfer-encoding", "chunked")),
            "`transfer-encoding` is made from the body",
        ),
        (
            panic_of(|| Reply::status(204).body("a")),
            "an answer of the status 204 has no body",
        ),
        (
            panic_of(|| Reply::status(304).chunk("a")),
            "an answer of the status 304 has no body",
        ),
        (
            panic_of(|| ok().json(&map)),
            "the value cannot be written as JSON",
        ),
        (
            panic_of(|| ok().sse([("a\nb", "c")])),
            "the event cannot be sent: bad event name",
        ),
        (
            panic_of(|| Reply::failure(Failure::Tls).body("a")),
            "there is no answer that could have it: no secure connection",
        ),
    ] {
        assert!(told.starts_with(reason), "{told}");
    }
    for status in [200, 999] {
        assert_eq!(Reply::status(status).into_parts().1.unwrap().status, status);
    }
}
