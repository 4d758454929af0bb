use super::{line_of, ok, panic_of};
use crate::http_script::{Reply, Scripts};
use serde_json::json;

const URL: &str = "https://a.test/b";

/// KIT.12
#[test]
fn a_script_that_can_never_match_is_refused_where_it_is_written() {
    let http = Scripts::default();
    let none = || Vec::<Reply>::new();
    for (told, reason) in [
        (
            panic_of(|| http.on("GET", "a.test")),
            "the pattern `a.test` matches no URL: it has no scheme",
        ),
        (
            panic_of(|| http.on("", URL)),
            "no request has the method ``",
        ),
        (
            panic_of(|| http.on("G T", URL)),
            "no request has the method `G T`",
        ),
        (
            panic_of(|| http.on("CONNECT", URL)),
            "no request has the method `CONNECT`",
        ),
        (
            panic_of(|| http.on("GET", URL).with_header("a:", "b")),
            "\"a:\" is no header's name",
        ),
        (
            panic_of(|| http.on("GET", URL).with_header("a", "\n")),
            "the value of `a` has a line break",
        ),
        (
            panic_of(|| http.on("GET", URL).with_json(json!(1))),
            "a GET request has no body to match",
        ),
        (
            panic_of(|| http.on("HEAD", URL).with_body("a")),
            "a HEAD request has no body to match",
        ),
        (
            panic_of(|| http.on("POST", URL).with_body("a").with_json(json!(1))),
            "a request has one body",
        ),
        (
            panic_of(|| http.on("GET", URL).times(0)),
            "a script that answers 0 times never does",
        ),
        (
            panic_of(|| http.on("GET", URL).respond_in_order(none())),
            "a script without a reply",
        ),
        (
            panic_of(|| http.on("GET", URL).times(1).respond_in_order([ok()])),
            "each reply is given once",
        ),
    ] {
        assert!(told.starts_with(reason), "{told}");
    }
    assert!(http.is_empty());
}

/// KIT.12
#[test]
fn a_script_behind_one_that_always_answers_is_refused_with_both() {
    let http = Scripts::default();
    http.on("GET", "https://a.test/*").respond(ok());
    let told = panic_of(|| http.on("GET", URL).with_header("x-a", "1").respond(ok()));
    for part in [
        "a script of GET https://a.test/b would never be asked",
        "GET https://a.test/*, made at ",
        "misuse.rs:",
        "give that one `.times(n)`",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

/// KIT.12
#[test]
fn a_script_is_hidden_only_by_one_that_answers_all_of_its_requests() {
    let json = |value| move |http: &Scripts| http.on("POST", URL).with_json(value);
    let hidden = |first: &dyn Fn(&Scripts), second: &dyn Fn(&Scripts)| {
        let http = Scripts::default();
        first(&http);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| second(&http))).is_err()
    };
    let any = |http: &Scripts| drop(http.on("*", URL).respond(ok()));
    let get = |http: &Scripts| drop(http.on("GET", URL).respond(ok()));
    let limited = |http: &Scripts| drop(http.on("GET", URL).times(9).respond(ok()));
    let header = |http: &Scripts| drop(http.on("GET", URL).with_header("x-a", "1").respond(ok()));
    let query = |http: &Scripts| drop(http.on("GET", URL).with_query("a", "1").respond(ok()));
    let text = |http: &Scripts| {
        drop(
            http.on("POST", URL)
                .with_body(r#"{"a":1,"b":2}"#)
                .respond(ok()),
        )
    };
    let part = |http: &Scripts| drop(json(json!({"a": 1}))(http).respond(ok()));
    let whole = |http: &Scripts| drop(json(json!({"a": 1, "b": 2}))(http).respond(ok()));
    assert!(hidden(&get, &get));
    assert!(hidden(&any, &get));
    assert!(hidden(&get, &header));
    assert!(hidden(&get, &limited));
    assert!(hidden(&part, &whole));
    assert!(hidden(&part, &text));
    assert!(hidden(&text, &text));
    assert!(!hidden(&get, &any));
    assert!(!hidden(&limited, &get));
    assert!(!hidden(&header, &get));
    assert!(!hidden(&header, &query));
    assert!(!hidden(&query, &get));
    assert!(!hidden(&whole, &part));
    assert!(!hidden(&text, &whole));
}

/// KIT.12
#[test]
fn misuse_is_told_at_its_authors_line() {
    let http = Scripts::default();
    http.on("GET", URL).respond(ok());
    let none = Vec::<Reply>::new;
    let first = line!() + 2;
    let lines = [
        line_of(|| http.on("GET", "a.test")),
        line_of(|| http.on("GET", URL).with_json(json!(1))),
        line_of(|| http.on("GET", URL).with_header("", "")),
        line_of(|| http.on("GET", URL).times(0)),
        line_of(|| http.on("GET", URL).respond(ok())),
        line_of(|| http.on("GET", URL).respond_with(|_| ok())),
        line_of(|| http.on("GET", URL).respond_in_order(none())),
        line_of(|| Reply::status(1)),
        line_of(|| ok().header("", "")),
        line_of(|| Reply::status(204).json(&1)),
        line_of(|| Reply::status(204).sse(["a"])),
        line_of(|| Reply::status(204).chunks(["a"])),
        line_of(|| ok().broken_after(1)),
    ];
    let expected: Vec<_> = (first..).take(lines.len()).map(Some).collect();
    assert_eq!(lines, &expected[..]);
}
