//! What is by design not the same in both places. `docs/portable.md` repeats it.

use super::both::Both;
use super::guests::{example, guest};
use std::fs;
use std::path::Path;

/// One thing that a function or its client may notice.
struct Difference {
    what: &'static str,
    host: &'static str,
    engine: &'static str,
    /// The test that shows it: a file of this folder, and a function in it.
    shown: (&'static str, &'static str),
}

const DIFFERENCES: &[Difference] = &[
    Difference {
        what: "path of a request to the function itself",
        host: "none for `…/NAME`, the empty string for `…/NAME/`",
        engine: "none for `/`",
        shown: (
            "differences",
            "a_request_to_the_function_itself_has_no_path",
        ),
    },
    Difference {
        what: "the header `connection` of a request",
        host: "reaches the function",
        engine: "is the engine's",
        shown: ("differences", "the_connection_is_the_engines"),
    },
    Difference {
        what: "order of headers with different names",
        host: "as they came",
        engine: "the engine's; repeats of one name keep theirs",
        shown: (
            "requests",
            "path_query_and_headers_reach_the_function_and_are_taken",
        ),
    },
    Difference {
        what: "`connection: keep-alive` of a stream of events",
        host: "sent",
        engine: "is the engine's",
        shown: ("differences", "the_connection_is_the_engines"),
    },
    Difference {
        what: "the header `host` of an answer",
        host: "is sent",
        engine: "is left out",
        shown: (
            "older",
            "a_function_of_the_older_contract_sees_its_request_and_answers_the_same",
        ),
    },
    Difference {
        what: "a trap before the answer",
        host: "500, as JSON with the invocation's id",
        engine: "the engine's own 500",
        shown: (
            "requests",
            "a_function_that_traps_fails_its_own_request_alone",
        ),
    },
    Difference {
        what: "a trap amid a stream",
        host: "the stream breaks off",
        engine: "`wasmtime serve` ends it as if it were whole",
        shown: ("differences", "a_trap_amid_a_stream_ends_it"),
    },
    Difference {
        what: "a request's body of up to 64 KiB, with its length told",
        host: "has come before the function starts",
        engine: "comes as it is sent",
        shown: ("differences", "a_small_body_comes_as_it_is_sent"),
    },
    Difference {
        what: "the variable `__INVOCATION_ID`",
        host: "is set",
        engine: "is not; the call `invocation-id` tells it",
        shown: ("differences", "the_id_is_told_by_its_call_alone"),
    },
    Difference {
        what: "errors of calls to other servers",
        host: "their kind",
        engine: "the same kind, in the engine's words",
        shown: ("upstreams", "what_cannot_be_called_is_the_same_error"),
    },
    Difference {
        what: "a line of log",
        host: "goes to its topics",
        engine: "is a line of JSON on stderr",
        shown: ("logs", "a_line_is_an_object_of_json_on_the_engines_stderr"),
    },
    Difference {
        what: "spawning, tokens, Valkey, AWS",
        host: "as configured",
        engine: "an error of the interface, which says why",
        shown: ("examples", "every_example_answers_as_its_readme_says"),
    },
];

/// POR.20
#[test]
fn the_guide_tells_every_difference() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/portable.md");
    let guide = fs::read_to_string(guide).unwrap();
    for Difference {
        what, host, engine, ..
    } in DIFFERENCES
    {
        let row = format!("| {what} | {host} | {engine} |\n");
        assert!(
            guide.contains(&row),
            "docs/portable.md does not have this row:\n{row}"
        );
    }
    let table = guide
        .split("## What differs from the test host")
        .nth(1)
        .unwrap();
    let table = table.split("\n## ").next().unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| "));
    assert_eq!(
        rows.count(),
        DIFFERENCES.len() + 1,
        "one head, and no other row"
    );
}

/// POR.20
#[test]
fn every_difference_is_shown_by_a_test() {
    for Difference {
        what,
        shown: (file, test),
        ..
    } in DIFFERENCES
    {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/engines/{file}.rs"));
        let source = fs::read_to_string(source).unwrap();
        assert!(
            source.contains(&format!("fn {test}()")),
            "{what}: {file} has no {test}"
        );
    }
}

/// POR.20
#[tokio::test]
async fn a_request_to_the_function_itself_has_no_path() {
    let Some(both) = Both::serve(&guest("context")).await else {
        return;
    };
    let path = |target: &'static str| {
        let both = &both;
        async move {
            let answers = both.answers(|place| place.call("GET", target)).await;
            answers.map(|answer| answer.text().contains("first path None"))
        }
    };
    assert_eq!(path("").await, [true, true]);
    assert_eq!(path("/").await, [false, true]);
}

/// POR.20
#[tokio::test]
async fn the_connection_is_the_engines() {
    let Some(both) = Both::serve(&guest("context")).await else {
        return;
    };
    let answers = both.answers(|place| place.call("GET", "")).await;
    let told = answers.map(|answer| answer.text().contains("header connection=close"));
    assert_eq!(told, [true, false]);
    let Some(both) = Both::serve(&example("web-sse")).await else {
        return;
    };
    let answers = both.answers(|place| place.call("GET", "")).await;
    let sent = answers.map(|answer| answer.header("cache-control").map(str::to_owned));
    assert_eq!(sent[0], sent[1]);
}

/// POR.20
#[tokio::test]
async fn a_trap_amid_a_stream_ends_it() {
    let Some(both) = Both::serve(&guest("stream")).await else {
        return;
    };
    let script = "start\t200\tx-a\t1\ndata\tone\ntrap";
    let answers = both
        .answers(|place| place.call("POST", "").body(script))
        .await;
    assert_eq!(answers.map(|answer| answer.complete), [false, true]);
}

/// POR.20
#[tokio::test]
async fn a_small_body_comes_as_it_is_sent() {
    let Some(both) = Both::serve(&guest("echo")).await else {
        return;
    };
    let place = both.on_engine();
    let call = place.call("POST", "").header("content-length", "6");
    let mut exchange = place.begin(&call).await;
    exchange.write(b"one").await;
    exchange.until("one").await;
    exchange.write(b"two").await;
    assert_eq!(exchange.rest().await.text(), "onetwo");
}

/// POR.20
#[tokio::test]
async fn the_id_is_told_by_its_call_alone() {
    let Some(both) = Both::serve(&guest("context")).await else {
        return;
    };
    let answers = both.answers(|place| place.call("GET", "")).await;
    let told = answers.map(|answer| answer.text().contains("env __INVOCATION_ID="));
    assert_eq!(told, [true, false]);
}
