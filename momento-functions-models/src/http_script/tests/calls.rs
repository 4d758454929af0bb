use super::{get, ok, panic_of};
use crate::http_script::{Request, Scripts};

const URL: &str = "https://a.test/b";

/// KIT.17
#[test]
fn a_script_keeps_the_requests_that_it_answers() {
    let http = Scripts::default();
    let script = http.on("*", URL).respond(ok());
    assert_eq!((script.calls(), script.requests()), (0, Vec::new()));
    let first = get(&format!("{URL}?page=1&q=a+b"));
    let second = Request::new("POST", URL)
        .with_header("X-A", "1")
        .with_body(r#"{"a": 1}"#);
    for request in [&first, &second] {
        let _ = http.answer(request).unwrap();
    }
    script.assert_called(2);
    let [one, other] = &script.requests()[..] else {
        panic!("there are two");
    };
    assert_eq!((one, other), (&first, &second));
    assert_eq!(one.query("q").as_deref(), Some("a b"));
    assert_eq!(one.query("r"), None);
    assert_eq!(other.header("x-a"), Some("1"));
    assert_eq!(other.json().unwrap()["a"], 1);
    assert_eq!(other.text(), r#"{"a": 1}"#);
}

/// KIT.17
#[test]
fn another_count_of_calls_fails_with_the_requests_there_were() {
    let http = Scripts::default();
    let script = http.on("GET", "https://a.test/*").respond(ok());
    let _ = http.answer(&get("https://a.test/one")).unwrap();
    http.answer(&get("https://other.test/two")).unwrap_err();
    let told = panic_of(|| script.assert_called(2));
    for part in [
        "the script of GET https://a.test/*, made at ",
        "was to be called 2 times, and was 1 times",
        "\n  1. GET https://a.test/one",
        "no script answers this request:\n  GET https://other.test/two",
    ] {
        assert!(told.contains(part), "{told}");
    }
    panic_of(|| script.assert_called(0));
    script.assert_called(1);
}

/// KIT.17
#[test]
fn what_is_kept_of_the_requests_has_an_end() {
    let http = Scripts::default();
    let script = http.on("POST", URL).respond(ok());
    let large = Request::new("POST", URL).with_body(vec![b'a'; 10 << 20]);
    (0..8).for_each(|_| drop(http.answer(&large)));
    assert_eq!((script.calls(), script.requests().len()), (8, 6));

    let http = Scripts::default();
    let script = http.on("GET", URL).respond(ok());
    (0..10_001).for_each(|_| drop(http.answer(&get(URL))));
    assert_eq!((script.calls(), script.requests().len()), (10_001, 10_000));
}

/// KIT.16
#[test]
fn requests_that_nothing_matched_fail_the_test_unless_it_looked_at_them() {
    let http = Scripts::default();
    http.verify();
    http.answer(&get("https://a.test/one")).unwrap_err();
    assert_eq!(http.unmatched().len(), 1);
    http.verify();
    http.answer(&get("https://a.test/two")).unwrap_err();
    http.answer(&get("https://a.test/three")).unwrap_err();
    let told = panic_of(|| http.verify());
    assert!(
        told.starts_with("2 requests were answered by no script"),
        "{told}"
    );
    assert!(told.contains("https://a.test/two") && told.contains("https://a.test/three"));
    assert!(!told.contains("https://a.test/one"), "{told}");
    http.verify();
}

/// KIT.16
#[test]
fn a_test_that_fails_already_does_not_fail_of_an_unmatched_request() {
    struct Verified(Scripts);
    impl Drop for Verified {
        fn drop(&mut self) {
            self.0.verify();
        }
    }
    let told = panic_of(|| {
        let http = Verified(Scripts::default());
        http.0.answer(&get(URL)).unwrap_err();
        panic!("the test's own failure");
    });
    assert_eq!(told, "the test's own failure");
}

/// KIT.16
#[test]
fn of_many_unmatched_requests_the_first_are_kept() {
    let http = Scripts::default();
    (0..150).for_each(|_| drop(http.answer(&get(URL))));
    let told = panic_of(|| http.verify());
    assert!(told.starts_with("150 requests were answered by no script"));
    assert!(told.ends_with("the first 100 are told"));
    assert_eq!(http.unmatched().len(), 100);
}
