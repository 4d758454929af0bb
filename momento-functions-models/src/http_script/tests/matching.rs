use super::{answered, get, ok};
use crate::http_script::{Reply, Request, Scripts};
use serde_json::json;

const URL: &str = "https://a.test/b";

fn post(body: &'static str) -> Request {
    Request::new("POST", URL).with_body(body)
}

/// KIT.10
#[test]
fn a_method_is_matched_by_name_or_by_a_star() {
    let scripts = Scripts::default();
    scripts.on("GET", URL).respond(Reply::status(201));
    assert_eq!(answered(&scripts, &get(URL)), Some(201));
    assert_eq!(answered(&scripts, &post("")), None);
    scripts.on("*", URL).respond(Reply::status(202));
    assert_eq!(answered(&scripts, &post("")), Some(202));
    assert_eq!(answered(&scripts, &get(URL)), Some(201));
}

/// KIT.10
#[test]
fn a_header_is_matched_by_its_name_without_case_and_by_one_of_its_values() {
    let scripts = Scripts::default();
    let script = scripts.on("GET", URL).with_header("X-Key", "One");
    script.respond(ok());
    for (name, values, matches) in [
        ("x-key", &["One"][..], true),
        ("X-KEY", &["two", "One"], true),
        ("x-key", &["one"], false),
        ("x-key", &[], false),
        ("x-keys", &["One"], false),
    ] {
        let with = |request: Request, value: &&str| request.with_header(name, *value);
        let request = values.iter().fold(get(URL), with);
        assert_eq!(answered(&scripts, &request).is_some(), matches, "{name}");
    }
}

/// KIT.10
#[test]
fn a_query_is_matched_decoded_wherever_it_stands() {
    let scripts = Scripts::default();
    let script = scripts.on("GET", URL).with_query("q", "sea otter&co");
    script.respond(ok());
    for (query, matches) in [
        ("?q=sea+otter%26co", true),
        ("?a=1&q=sea%20otter%26co&b", true),
        ("?q=seal&q=sea+otter%26co#q", true),
        ("?q=sea+otter&co", false),
        ("?q", false),
        ("", false),
        ("#?q=sea+otter%26co", false),
    ] {
        let request = get(&format!("{URL}{query}"));
        assert_eq!(answered(&scripts, &request).is_some(), matches, "{query}");
    }
    let percent = Scripts::default();
    percent.on("GET", URL).with_query("q", "100%").respond(ok());
    assert!(answered(&percent, &get(&format!("{URL}?q=100%"))).is_some());
    assert!(answered(&percent, &get(&format!("{URL}?q=100%2"))).is_none());
}

/// KIT.10
#[test]
fn json_is_matched_by_what_it_includes() {
    let scripts = Scripts::default();
    let json = json!({"user": {"name": "Ada"}, "tags": ["a"]});
    scripts.on("POST", URL).with_json(json).respond(ok());
    for (body, matches) in [
        (r#"{"user": {"name": "Ada"}, "tags": ["a"]}"#, true),
        (r#"{"tags":["a"],"user":{"id":7,"name":"Ada"}}"#, true),
        (r#"{"user": {"name": "Bob"}, "tags": ["a"]}"#, false),
        (r#"{"user": {"name": "Ada"}, "tags": ["a", "b"]}"#, false),
        (r#"{"user": {"name": "Ada"}}"#, false),
        ("Ada", false),
        ("", false),
    ] {
        assert_eq!(answered(&scripts, &post(body)).is_some(), matches, "{body}");
    }
}

/// KIT.10
#[test]
fn a_body_is_matched_whole() {
    let scripts = Scripts::default();
    scripts.on("POST", URL).with_body("hello").respond(ok());
    for (body, matches) in [("hello", true), ("hello ", false), ("", false)] {
        assert_eq!(answered(&scripts, &post(body)).is_some(), matches, "{body}");
    }
    let bytes = Scripts::default();
    bytes.on("POST", URL).with_body(vec![0xff]).respond(ok());
    let request = Request::new("POST", URL).with_body(vec![0xff]);
    assert!(answered(&bytes, &request).is_some());
}

/// KIT.10
#[test]
fn the_first_script_that_matches_and_is_not_used_up_answers() {
    let scripts = Scripts::default();
    let first = scripts.on("GET", URL).times(2).respond(Reply::status(201));
    let second = scripts.on("GET", "https://a.test/*");
    let second = second.respond_in_order([Reply::status(202), Reply::status(203)]);
    scripts.on("GET", "https://**").respond(Reply::status(204));
    let order: Vec<_> = (0..6).map(|_| answered(&scripts, &get(URL))).collect();
    assert_eq!(order, [201, 201, 202, 203, 204, 204].map(Some));
    assert_eq!((first.calls(), second.calls()), (2, 2));
}

/// KIT.10
#[test]
fn a_script_that_is_used_up_answers_no_more() {
    let scripts = Scripts::default();
    scripts.on("GET", URL).respond_in_order([ok(), ok()]);
    let order: Vec<_> = (0..4).map(|_| answered(&scripts, &get(URL))).collect();
    assert_eq!(order, [Some(200), Some(200), None, None]);
}

/// KIT.10
#[test]
fn an_answer_may_be_made_of_its_request() {
    let scripts = Scripts::default();
    let script = scripts.on("POST", URL);
    let script = script.respond_with(|request| Reply::status(200).body(request.body.clone()));
    let answer = scripts.answer(&post("hello")).unwrap();
    assert_eq!(answer, Reply::status(200).body("hello"));
    script.assert_called(1);
}

/// KIT.10
#[test]
fn requests_from_many_threads_have_each_their_turn() {
    let scripts = Scripts::default();
    let script = scripts.on("GET", URL).times(50).respond(ok());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..25).for_each(|_| drop(scripts.answer(&get(URL)))));
        }
    });
    script.assert_called(50);
    assert_eq!(scripts.unmatched().len(), 50);
}
