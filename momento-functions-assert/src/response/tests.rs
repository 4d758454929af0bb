use super::{AssertResponse, SseEvent};
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[derive(Clone)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
    what: &'static str,
}

impl AssertResponse for Answer {
    fn status(&self) -> u16 {
        self.status
    }

    fn headers(&self) -> Vec<(String, String)> {
        let headers = self.headers.iter();
        headers
            .map(|&(n, v)| (n.to_owned(), v.to_owned()))
            .collect()
    }

    fn body(&self) -> &[u8] {
        &self.body
    }

    fn what(&self) -> String {
        self.what.to_owned()
    }
}

fn answer(body: &str) -> Answer {
    Answer {
        status: 200,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        what: "",
    }
}

fn status(status: u16) -> Answer {
    Answer {
        status,
        ..answer("")
    }
}

/// The first part of what an assertion says when it fails; none when it holds.
fn failure(answer: &Answer, assert: impl Fn(&Answer) -> &Answer) -> Option<String> {
    let text = whole_failure(answer, assert)?;
    Some(text.split("\n\nthe answer:\n").next().unwrap().to_owned())
}

fn whole_failure(answer: &Answer, assert: impl Fn(&Answer) -> &Answer) -> Option<String> {
    let failed = catch_unwind(AssertUnwindSafe(|| {
        assert(answer);
    }));
    failed.err().map(|text| *text.downcast::<String>().unwrap())
}

/// KIT.19
#[test]
fn a_status_is_one_or_of_a_range() {
    assert_eq!(failure(&status(201), |it| it.assert_status(201)), None);
    let told = failure(&status(500), |it| it.assert_status(201)).unwrap();
    assert_eq!(told, "expected the status 201, got 500");
    type Assertion = fn(&Answer) -> &Answer;
    let assertions: [(Assertion, u16, &str); 4] = [
        (
            |it| it.assert_success(),
            200,
            "expected success, a status from 200 to 299",
        ),
        (
            |it| it.assert_redirect(),
            300,
            "expected a redirect, a status from 300 to 399",
        ),
        (
            |it| it.assert_client_error(),
            400,
            "expected a client's error, a status from 400 to 499",
        ),
        (
            |it| it.assert_server_error(),
            500,
            "expected a server's error, a status from 500 to 599",
        ),
    ];
    for (assert, first, told) in assertions {
        for holds in [first, first + 99] {
            assert_eq!(failure(&status(holds), assert), None, "{holds}");
        }
        for other in [first - 1, first + 100] {
            let expected = format!("{told}, got {other}");
            assert_eq!(failure(&status(other), assert).unwrap(), expected);
        }
    }
}

/// KIT.19
#[test]
fn a_header_is_there_with_a_value_or_is_not() {
    let answer = Answer {
        headers: vec![("x-a", "one"), ("X-A", "two")],
        ..answer("")
    };
    for name in ["x-a", "X-a"] {
        assert_eq!(failure(&answer, |it| it.assert_header(name, "one")), None);
        assert_eq!(failure(&answer, |it| it.assert_header(name, "two")), None);
        assert_eq!(
            failure(&answer, |it| it.assert_header_contains(name, "w")),
            None
        );
        assert_eq!(failure(&answer, |it| it.assert_header_present(name)), None);
        let told = failure(&answer, |it| it.assert_header_absent(name)).unwrap();
        assert_eq!(told, format!("header `{name}`: expected none, got \"one\""));
    }
    assert_eq!(failure(&answer, |it| it.assert_header_absent("x-b")), None);
    let told = failure(&answer, |it| it.assert_header("x-a", "on")).unwrap();
    assert_eq!(told, r#"header `x-a`: expected "on", got "one", "two""#);
    let told = failure(&answer, |it| it.assert_header_contains("x-a", "three")).unwrap();
    assert_eq!(
        told,
        r#"header `x-a`: expected a value with "three" in it, got "one", "two""#
    );
    let told = failure(&answer, |it| it.assert_header_present("x-b")).unwrap();
    assert_eq!(told, "header `x-b`: expected a value, got none");
}

/// KIT.19
#[test]
fn a_body_is_a_text_or_bytes() {
    assert_eq!(
        failure(&answer("hello"), |it| it.assert_text("hello")),
        None
    );
    assert_eq!(
        failure(&answer("hello"), |it| it.assert_text_contains("ell")),
        None
    );
    assert_eq!(
        failure(&answer("hello"), |it| it.assert_bytes(b"hello")),
        None
    );
    let told = failure(&answer("hello"), |it| it.assert_text("hallo")).unwrap();
    assert_eq!(
        told,
        r#"the body is another text: expected "hallo", got "hello""#
    );
    let told = failure(&answer("hello"), |it| it.assert_text_contains("ELL")).unwrap();
    assert_eq!(told, r#"expected a body with "ELL" in it"#);
    let told = failure(&answer("hello"), |it| it.assert_bytes(b"helm")).unwrap();
    assert_eq!(
        told,
        "the body differs from byte 3 on: expected 4 bytes (68 65 6c 6d), got 5 bytes (68 65 6c 6c 6f)"
    );
    let bytes = Answer {
        body: vec![b'a', 0xff],
        ..answer("")
    };
    let told = failure(&bytes, |it| it.assert_text("a")).unwrap();
    assert_eq!(
        told,
        "expected a text, got 2 bytes (61 ff), no UTF-8 from byte 1 on"
    );
}

/// KIT.18
#[test]
fn json_is_equal_or_includes_a_part() {
    let body = answer(r#"{"items": [{"name": "otter", "id": 7}], "page": 1}"#);
    let whole = json!({"items": [{"name": "otter", "id": 7}], "page": 1});
    let part = json!({"items": [{"name": "otter"}]});
    assert_eq!(failure(&body, |it| it.assert_json(whole.clone())), None);
    assert_eq!(
        failure(&body, |it| it.assert_json_includes(part.clone())),
        None
    );
    assert_eq!(body.json(), whole);
    let told = failure(&body, |it| it.assert_json(part.clone())).unwrap();
    assert_eq!(
        told,
        "the JSON differs:\n  $.items[0].id: expected none, got 7\n  $.page: expected none, got 1"
    );
    let other = json!({"items": [{"name": "seal"}]});
    let told = failure(&body, |it| it.assert_json_includes(other.clone())).unwrap();
    assert_eq!(
        told,
        "the JSON differs:\n  $.items[0].name: expected \"seal\", got \"otter\""
    );
}

/// KIT.18
#[test]
fn a_body_that_is_no_json_is_told_where() {
    for (body, told) in [
        ("", "expected JSON, got an empty body"),
        (
            "{\"a\": }",
            "expected JSON, got none: expected value at line 1 column 7",
        ),
        (
            "hello",
            "expected JSON, got none: expected value at line 1 column 1",
        ),
    ] {
        for found in [
            failure(&answer(body), |it| it.assert_json(json!({}))),
            failure(&answer(body), |it| it.assert_json_includes(json!({}))),
            failure(&answer(body), |it| {
                it.json();
                it
            }),
        ] {
            assert_eq!(found.as_deref(), Some(told));
        }
    }
}

/// KIT.19
#[test]
fn events_are_compared_and_the_difference_is_told() {
    let events = answer("data: one\n\nid: 7\nevent: tick\ndata: two\n\n");
    assert_eq!(
        failure(&events, |it| it
            .assert_sse(&[("message", "one"), ("tick", "two")])),
        None
    );
    let exact = [
        SseEvent::data("one"),
        SseEvent::data("two").named("tick").with_id("7"),
    ];
    assert_eq!(failure(&events, |it| it.assert_sse(&exact)), None);
    let told = failure(&events, |it| it.assert_sse(&["one", "two"])).unwrap();
    for part in [
        "the events differ:\n",
        "\n message: \"one\"\n-message: \"two\"\n+tick: \"two\"\n",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert!(failure(&events, |it| it.assert_sse(&["one"])).is_some());
    assert_eq!(failure(&answer(""), |it| it.assert_sse::<&str>(&[])), None);
    let typed = |kind| Answer {
        headers: vec![("content-type", kind)],
        ..events.clone()
    };
    let same = [("message", "one"), ("tick", "two")];
    let stream = typed("text/event-stream; charset=utf-8");
    assert_eq!(failure(&stream, |it| it.assert_sse(&same)), None);
    let told = failure(&typed("text/plain"), |it| it.assert_sse(&same)).unwrap();
    assert_eq!(
        told,
        "expected server-sent events, text/event-stream, got text/plain"
    );
}

/// KIT.19
#[test]
fn a_failure_tells_the_answer_and_what_is_known_of_it() {
    let answer = Answer {
        status: 500,
        headers: vec![("x-a", "1"), ("Set-Cookie", "hidden")],
        body: b"one\ntwo".to_vec(),
        what: "it panicked",
    };
    assert_eq!(
        whole_failure(&answer, |it| it.assert_success()).unwrap(),
        "expected success, a status from 200 to 299, got 500\n\nthe answer:\n  500\n  x-a: 1\n  \
         Set-Cookie: (redacted)\n  \n  one\n  two\n\nit panicked"
    );
    let empty = whole_failure(&status(500), |it| it.assert_success()).unwrap();
    assert!(empty.ends_with("\n  500\n  \n  (an empty body)"), "{empty}");
}

/// KIT.19
#[test]
fn a_failure_has_an_end() {
    let answer = Answer {
        headers: vec![("x-a", "1"); 1000],
        ..answer(&"a".repeat(1 << 20))
    };
    let told = whole_failure(&answer, |it| it.assert_status(201)).unwrap();
    assert!(told.len() < 4000, "{}", told.len());
    assert!(told.contains("… and 960 headers more"), "{told}");
}

/// KIT.19
#[test]
fn assertions_follow_each_other_and_fail_at_their_callers_line() {
    answer("{}")
        .assert_success()
        .assert_text("{}")
        .assert_json(json!({}));
    let place = std::sync::Arc::new(std::sync::Mutex::new(None));
    let told = std::sync::Arc::clone(&place);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic
            .payload_as_str()
            .is_some_and(|text| text.contains("the status 299"))
        {
            *told.lock().unwrap() = panic.location().map(|at| at.line());
        }
    }));
    let line = line!() + 1;
    let failed = whole_failure(&answer(""), |it| it.assert_status(299));
    std::panic::set_hook(before);
    assert!(failed.is_some());
    assert_eq!(*place.lock().unwrap(), Some(line));
}
