//! What a function sees of its request, and what its client sees of its answer.

use super::both::{Both, Place};
use super::client::Answer;
use super::guests::{example, guest};

/// POR.20
#[tokio::test]
async fn status_headers_and_body_come_back_as_the_function_gave_them() {
    let Some(both) = Both::serve(&guest("answer")).await else {
        return;
    };
    let targets = [
        "?status=201&body=made&x-a=1&x-b=2&x-a=3",
        "?status=204",
        "?status=304",
        "?status=404",
        "?status=500&body=no",
        "?body=text&content-type=text/plain",
        "?set-cookie=a&set-cookie=b",
        "?body=five5&content-length=5",
    ];
    for target in targets {
        both.answer(|place| place.call("GET", target)).await;
    }
}

/// POR.20
#[tokio::test]
async fn every_method_reaches_the_function() {
    let Some(both) = Both::serve(&guest("method")).await else {
        return;
    };
    for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"] {
        let answer = both.answer(|place| place.call(method, "")).await;
        assert_eq!(answer.text(), method);
    }
    let answer = both.answer(|place| place.call("HEAD", "")).await;
    assert_eq!(answer.status, 200);
}

/// POR.20
#[tokio::test]
async fn path_query_and_headers_reach_the_function_and_are_taken() {
    let Some(both) = Both::serve(&guest("context")).await else {
        return;
    };
    let targets = [
        "/some/path?a=1&b=2&a=3",
        "/a%20b/%2F/%C3%A9?q=a+b%26&empty=&none",
        "//twice//",
        "/x?percent=%zz&plus=%2B",
    ];
    for target in targets {
        let call = |method: &str| {
            let method = method.to_owned();
            move |place: &Place| {
                let call = place.call(&method, target).host("functions.test");
                let call = call.header("X-One", "1").header("x-two", "a, b");
                call.header("x-one", "2").header("authorization", "secret")
            }
        };
        for method in ["GET", "POST"] {
            let [hosted, engine] = both.answers(call(method)).await;
            assert_eq!(context(&hosted), context(&engine), "{method} {target}");
        }
    }
}

/// What the guest `context` tells: the id is another one each time, and the environment is told elsewhere.
fn context(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{answer:?}");
    let lines = answer.text().lines();
    // DIFFERENCES: an engine keeps what concerns its connection to itself.
    let ours = |line: &&str| !line.starts_with("env ") && !line.contains("header connection=");
    let lines = lines.filter(ours);
    let mut lines: Vec<String> = lines.map(str::to_owned).collect();
    let ids: Vec<String> = lines.extract_if(.., |line| line.contains(" id ")).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    let id = ids[0].strip_prefix("first id ").unwrap();
    assert_eq!(ids[1], format!("again id {id}"), "an id stays");
    assert_eq!(id.len(), 36, "an id is a UUID");
    // Of different headers, the order means nothing.
    lines.sort();
    lines
}

/// POR.20
#[tokio::test]
async fn no_two_invocations_have_the_same_id() {
    let Some(both) = Both::serve(&guest("context")).await else {
        return;
    };
    let place = both.on_engine();
    let (mut ids, mut texts) = (std::collections::BTreeSet::new(), Vec::new());
    for _ in 0..4 {
        let answer = place.ask(&place.call("GET", "")).await;
        let line = answer.text().lines().find(|line| line.contains(" id "));
        ids.insert(line.unwrap().to_owned());
        texts.push(answer.text().to_owned());
    }
    assert_eq!(ids.len(), 4, "{texts:?}");
}

/// POR.6
#[tokio::test]
async fn the_variables_that_were_baked_in_are_the_functions_environment() {
    let Some(both) = Both::serve(&guest("context")).await else {
        return;
    };
    let place = both.on_engine();
    let answer = place.ask(&place.call("GET", "")).await;
    for line in ["env __CACHE_NAME=default", "env __FUNCTION_NAME=function"] {
        assert!(answer.text().contains(line), "{}", answer.text());
    }
}

/// POR.20
#[tokio::test]
async fn every_kind_of_response_and_error_of_the_guest_library_is_the_same() {
    let Some(both) = Both::serve(&guest("sdk")).await else {
        return;
    };
    let paths = [
        "str",
        "string",
        "some-string",
        "vec",
        "slice",
        "some-vec",
        "data",
        "json",
        "value",
        "broken-json",
        "unit",
        "web-response",
        "question-mark",
        "message",
        "status",
        "or-status",
        "shared",
        "nothing",
    ];
    for path in paths {
        both.answer(|place| {
            place
                .call("POST", &format!("/{path}?a=b"))
                .header("x-a", "1")
                .body("[1]")
        })
        .await;
    }
    both.answer(|place| place.call("POST", "/str").body("no json"))
        .await;
}

/// POR.20
#[tokio::test]
async fn a_body_is_read_and_handed_back_as_it_comes() {
    let Some(both) = Both::serve(&guest("buffer")).await else {
        return;
    };
    let body = "0123456789";
    let targets = [
        "/sizes/4",
        "/sizes/4294967295",
        "/attempts/4",
        "/advance/3",
        "/advance/99",
        "/give-back-after/4",
        "/stream-back",
    ];
    for target in targets {
        both.answer(|place| place.call("POST", target).body(body))
            .await;
    }
    // A body of nothing is a body, too.
    for target in [
        "/sizes/4",
        "/attempts/4",
        "/stream-back",
        "/give-back-after/4",
    ] {
        both.answer(|place| place.call("POST", target)).await;
    }
}

/// POR.20
#[tokio::test]
async fn a_chunked_body_is_echoed() {
    let Some(both) = Both::serve(&guest("echo")).await else {
        return;
    };
    for place in both.places() {
        let call = place
            .call("POST", "")
            .header("transfer-encoding", "chunked");
        let mut exchange = place.begin(&call).await;
        exchange.write(b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n").await;
        let answer = exchange.rest().await;
        assert_eq!((answer.text(), answer.complete), ("hello!", true));
    }
}

/// POR.20
#[tokio::test]
async fn the_errors_of_the_guest_library_are_the_same() {
    let Some(both) = Both::serve(&example("web-errors")).await else {
        return;
    };
    for target in [
        "",
        "?dividend=1",
        "?dividend=1&divisor=0",
        "?dividend=x&divisor=1",
    ] {
        both.answer(|place| place.call("POST", target).body("2"))
            .await;
    }
}

/// POR.20: What nobody can answer is a 5xx in both places, and the next request is served.
#[tokio::test]
async fn a_function_that_traps_fails_its_own_request_alone() {
    let Some(both) = Both::serve(&guest("trouble")).await else {
        return;
    };
    for path in ["/panic", "/abort", "/recurse", "/out-of-bounds", "/divide"] {
        for place in both.places() {
            let answer = place.ask(&place.call("GET", path)).await;
            assert!(answer.status >= 500, "{path}: {answer:?}");
            let answer = place.ask(&place.call("GET", "/none")).await;
            assert_eq!(answer.text(), "no trouble", "after {path}");
        }
    }
}
