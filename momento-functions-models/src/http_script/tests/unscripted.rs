use super::{answered, get, ok, panic_of};
use crate::http_script::{Request, Scripts};
use serde_json::json;

const URL: &str = "https://a.test/v1/users";

fn told(scripts: &Scripts, request: &Request) -> String {
    scripts.answer(request).unwrap_err().to_string()
}

/// KIT.13
#[test]
fn without_a_script_the_line_to_write_is_told() {
    let request = Request::new("POST", "https://a.test/v1?page=2").with_header("x-a", "1");
    assert_eq!(
        told(&Scripts::default(), &request.with_body("hello")),
        "no script answers this request:\n  POST https://a.test/v1?page=2\n  x-a: 1\n  \n  hello\n\
         there is no script; this one would: \
         http.on(\"POST\", \"https://a.test/v1\").respond(Reply::status(200))"
    );
}

/// KIT.13
#[test]
fn the_nearest_script_is_told_with_what_differs() {
    let http = Scripts::default();
    http.on("DELETE", URL).respond(ok());
    http.on("POST", "https://b.test/v1/users").respond(ok());
    http.on("POST", "https://a.test/v1/*")
        .with_header("x-key", "1")
        .with_query("page", "1")
        .with_json(json!({"name": "Bob"}))
        .respond(ok());
    let request = Request::new("POST", "https://a.test/v1/users?page=2");
    let told = told(&http, &request.with_body(r#"{"name":"Ada"}"#));
    let (_, nearest) = told.split_once("the nearest script is ").unwrap();
    let (script, differences) = nearest.split_once(":\n").unwrap();
    assert!(
        script.starts_with("POST https://a.test/v1/*, made at "),
        "{script}"
    );
    assert!(script.contains("unscripted.rs:"), "{script}");
    assert_eq!(
        differences,
        "  header `x-key`: expected `1`, got none\n  query `page`: expected `1`, got `2`\n  \
         body $.name: expected \"Bob\", got \"Ada\""
    );
}

/// KIT.13
#[test]
fn a_method_a_url_and_a_body_that_differ_are_told() {
    let http = Scripts::default();
    http.on("PUT", "https://a.test/v2")
        .with_body("hello")
        .respond(ok());
    let text = told(&http, &get(URL));
    for part in [
        "\n  method: expected PUT, got GET",
        "\n  URL: expected `https://a.test/v2`, got `https://a.test/v1/users`",
        "\n  body: expected `hello`, got none",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let http = Scripts::default();
    http.on("PUT", URL).with_json(json!({})).respond(ok());
    let text = told(&http, &Request::new("PUT", URL).with_body("{"));
    assert!(text.ends_with("body: expected JSON, got `{`"), "{text}");
    let text = told(&http, &Request::new("PUT", URL).with_body(vec![0xff]));
    assert!(text.ends_with("got 1 bytes that are no text"), "{text}");
}

/// KIT.13
#[test]
fn a_script_that_is_used_up_is_the_nearest() {
    let http = Scripts::default();
    http.on("GET", URL).with_header("x-a", "1").respond(ok());
    http.on("GET", URL).times(1).respond(ok());
    assert_eq!(answered(&http, &get(URL)), Some(200));
    let text = told(&http, &get(URL));
    assert!(
        text.ends_with("it matches, and is used up: it was to answer 1 times"),
        "{text}"
    );
}

/// KIT.13
#[test]
fn no_text_has_a_credential() {
    let http = Scripts::default();
    let script = http.on("GET", "https://a.test/b?token=hidden1");
    let script = script.with_header("authorization", "hidden2");
    let script = script.with_query("api_key", "hidden3").respond(ok());
    let request = get("https://a.test/c?api_key=hidden4&q=1")
        .with_header("Authorization", "Bearer hidden5")
        .with_header("cookie", "hidden6")
        .with_header("x-api-key", "hidden7");
    let unscripted = told(&http, &request);
    assert!(unscripted.contains("authorization`: expected (redacted), got another one"));
    assert!(unscripted.contains("query `api_key`: expected (redacted), got another one"));
    assert!(
        unscripted.contains("api_key=(redacted)&q=1"),
        "{unscripted}"
    );
    let miscalled = panic_of(|| script.assert_called(1));
    for text in [
        unscripted,
        miscalled,
        panic_of(|| http.verify()),
        format!("{request} {request:?} {script:?} {http:?}"),
        told(&Scripts::default(), &request),
    ] {
        assert!(!text.contains("hidden"), "{text}");
    }
}

/// KIT.13
#[test]
fn what_is_told_of_a_request_has_an_end() {
    let long = |size| "a".repeat(size);
    let mut request = get(&format!("https://a.test/{}", long(100_000))).with_body(long(100_000));
    for _ in 0..1000 {
        request = request.with_header("x-a", long(10_000));
    }
    let http = Scripts::default();
    let script = http.on("POST", "https://a.test/").with_header("x-a", "1");
    script.with_json(json!({"a": 1})).respond(ok());
    let text = told(&http, &request);
    assert!(text.len() < 20_000, "{}", text.len());
    assert!(text.contains("… and 968 headers more"));
}
