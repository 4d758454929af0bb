//! Servers that are scripts of the test.

use super::contracts::version_1_0_0;
use super::support::{arriving, example, guest, piece};
use super::{deployed, failed, host, host_with, query, send};
use http::Method;
use momento_functions_models::{Clock as _, ManualClock};
use momento_functions_test_host::http_script::{Failure, Reply, Script};
use momento_functions_test_host::{Host, HostBuilder, Limits, Request};
use serde_json::json;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

const URL: &str = "https://api.test/v1/users";
const HOUR: Duration = Duration::from_secs(3600);

fn ok(body: &'static str) -> Reply {
    Reply::status(200).body(body)
}

/// A host whose clock moves by itself, and whose functions have the time for it.
fn patient() -> HostBuilder {
    let limits = Limits::default().with_time(24 * HOUR);
    Host::builder().virtual_clock().limits(limits)
}

/// Tells how long some work takes on the host's clock.
async fn timed<T>(host: &Host, work: impl Future<Output = T>) -> (T, Duration) {
    let before = host.clock().monotonic();
    let done = work.await;
    (done, host.clock().monotonic() - before)
}

/// KIT.14
#[tokio::test]
async fn a_script_sees_the_request_and_answers_as_a_server_does() {
    let host = host();
    let script = host
        .http()
        .on(Method::PUT, "https://api.test/v1/*")
        .with_header("x-a", "1")
        .with_query("page", "2")
        .with_json(json!({"name": "Ada"}))
        .respond(Reply::status(418).header("x-b", "é").body("short"));
    let body = r#"{"id": 7, "name": "Ada"}"#;
    let more = [("verb", "PUT"), ("header", "X-A: 1"), ("body", body)];
    let response = send(&host, &format!("{URL}?page=2#top"), &more).await;
    assert_eq!((response.status, &*response.text()), (418, "short"));
    assert_eq!(response.headers["x-b"], "é");
    let [request] = &script.requests()[..] else {
        panic!("there was one request");
    };
    assert_eq!(request.line(), format!("PUT {URL}?page=2"));
    assert_eq!(request.text(), body);
    assert_eq!(request.header("host"), Some("api.test"));
    assert_eq!(request.header("content-length"), Some("24"));
}

/// KIT.14
#[tokio::test]
async fn a_request_without_a_body_and_one_that_is_streamed_are_as_they_go_out() {
    let host = host();
    host.deploy("proxy", example("http-proxy")).unwrap();
    let script = host.http().on("*", URL).respond(ok("well"));
    send(&host, URL, &[]).await;
    send(&host, URL, &[("verb", "POST")]).await;
    let (body, _) = arriving([piece("a"), piece("b")]);
    let proxy = host.function("default", "proxy").unwrap();
    let request = Request::post(&format!("?upstream={URL}")).body(body);
    assert_eq!(proxy.invoke(request).await.response.text(), "well");
    let told: Vec<_> = script
        .requests()
        .iter()
        .map(|request| {
            let header = |name| request.header(name).map(str::to_owned);
            (
                header("content-length"),
                header("transfer-encoding"),
                request.text(),
            )
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [
            (None, None, String::new()),
            (some("0"), None, String::new()),
            (None, some("chunked"), "ab".to_owned()),
        ]
    );
}

/// KIT.14
#[tokio::test]
async fn every_version_and_contract_is_answered_by_the_same_scripts() {
    let host = host();
    let script = host.http().on("*", URL).with_header("x-a", "1");
    let script = script.respond(ok("scripted"));
    let response = send(&host, URL, &[("header", "x-a: 1")]).await;
    assert_eq!(response.text(), "scripted");
    let older = host.deploy("older", version_1_0_0(URL)).unwrap();
    let outcome = older.invoke(Request::get("/")).await;
    assert_eq!(outcome.response.text(), "scripted", "{outcome:?}");
    let oldest = host.deploy("oldest", guest("v1-http")).unwrap();
    for verb in ["GET", "PUT", "POST", "DELETE"] {
        let request = Request::post("/").body(format!("{verb}\n{URL}\nbody"));
        let outcome = oldest.invoke(request).await;
        assert_eq!(outcome.response.text(), "200 8 scripted", "{outcome:?}");
    }
    script.assert_called(6);
}

/// KIT.14
#[tokio::test]
async fn an_answer_to_head_has_no_body() {
    let host = host();
    host.http().on("HEAD", URL).respond(ok("five!"));
    let response = send(&host, URL, &[("verb", "HEAD"), ("read", "all")]).await;
    assert_eq!((response.status, &*response.text()), (200, "0 bytes"));
}

/// KIT.14
#[tokio::test]
async fn hosts_have_scripts_of_their_own() {
    let (one, other) = (host(), host());
    one.http().on("GET", URL).respond(ok("one"));
    other.http().on("GET", URL).respond(ok("other"));
    assert_eq!(send(&one, URL, &[]).await.text(), "one");
    assert_eq!(send(&other, URL, &[]).await.text(), "other");
    assert_eq!(send(&one.clone(), URL, &[]).await.text(), "one");
}

/// KIT.11
#[tokio::test]
async fn replies_come_in_their_order() {
    let host = host();
    let replies = [
        Reply::status(503),
        Reply::failure(Failure::Timeout),
        ok("at last"),
    ];
    host.http().on("GET", URL).respond_in_order(replies);
    assert_eq!(send(&host, URL, &[]).await.status, 503);
    assert!(failed(&host, URL, &[]).await.starts_with("Timeout("));
    assert_eq!(send(&host, URL, &[]).await.text(), "at last");
}

/// KIT.11
#[tokio::test]
async fn each_failure_is_the_contracts_own() {
    let host = host();
    for (failure, told) in [
        (Failure::Timeout, "Timeout("),
        (Failure::ConnectTimeout, "ConnectTimeout("),
        (Failure::ConnectionFailed, "ConnectionFailed("),
        (Failure::ConnectionInterrupted, "ConnectionInterrupted("),
        (Failure::Tls, "TlsError("),
        (Failure::TooManyRedirects, "TooManyRedirects("),
        (Failure::MalformedResponse, "MalformedResponse("),
        (Failure::Other, "RequestError("),
    ] {
        let script = host.http().on("GET", URL).times(1);
        script.respond(Reply::failure(failure));
        let error = failed(&host, URL, &[]).await;
        let expected = format!("{told}\"the script of GET {URL} has it so\")");
        assert_eq!(error, expected, "{failure:?}");
    }
}

/// KIT.15
#[tokio::test]
async fn redirects_are_followed_from_script_to_script() {
    let host = host();
    let http = host.http();
    let moved = Reply::status(303).header("location", "https://other.test/new");
    let first = http.on("POST", URL).respond(moved);
    let second = http
        .on("GET", "https://other.test/new")
        .respond(ok("arrived"));
    let secret = ("header", "authorization: hidden");
    let response = send(&host, URL, &[("verb", "POST"), ("body", "b"), secret]).await;
    assert_eq!((response.status, &*response.text()), (200, "arrived"));
    let header = |script: &Script| {
        script.requests()[0]
            .header("authorization")
            .map(str::to_owned)
    };
    assert_eq!(header(&first).as_deref(), Some("hidden"));
    assert_eq!(header(&second), None);

    let around = Reply::status(302).header("location", "/around");
    let around = http.on("GET", "https://api.test/around").respond(around);
    let told = failed(&host, "https://api.test/around", &[]).await;
    assert!(told.starts_with("TooManyRedirects("), "{told}");
    around.assert_called(11);
}

/// KIT.15
#[tokio::test]
async fn egress_is_judged_before_a_script_is_asked() {
    let host = host_with("private = \"deny\"\ndeny = [\"*.corp\"]");
    let any = host.http().on("*", "http://**");
    let any = any.respond(ok("reached"));
    for (url, rule) in [
        ("http://db.corp/", "egress: db.corp is refused by"),
        ("http://10.0.0.5/", "egress: 10.0.0.5 is private"),
        ("http://[::1]:8080/", "egress: ::1 is private"),
    ] {
        let told = failed(&host, url, &[]).await;
        assert!(
            told.starts_with(&format!("RequestError(\"{rule}")),
            "{told}"
        );
    }
    any.assert_called(0);
    assert_eq!(send(&host, "http://api.test/", &[]).await.text(), "reached");
    assert_eq!(send(&host, "http://8.8.8.8/", &[]).await.text(), "reached");
}

/// KIT.15
#[tokio::test]
async fn a_script_sees_what_the_host_has_signed() {
    let host = host();
    let script = host.http().on("GET", URL).respond(ok("well"));
    let key = [("secret", "hidden"), ("service", "execute-api")];
    assert_eq!(send(&host, URL, &key).await.text(), "well");
    let request = &script.requests()[0];
    let signature = request.header("authorization").unwrap();
    assert!(signature.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert!(!format!("{request} {request:?}").contains("AKIDEXAMPLE"));
}

/// KIT.15
#[tokio::test]
async fn a_delay_runs_into_the_calls_timeout_on_the_hosts_clock() {
    let host = deployed(patient());
    let http = host.http();
    http.on("GET", URL).respond(ok("late").delay(HOUR));
    let told = failed(&host, URL, &[("timeout", "3599999")]).await;
    assert!(
        told.starts_with("Timeout(\"the response's head did not come in 3599.999s"),
        "{told}"
    );
    let response = send(&host, URL, &[("timeout", "3600001")]).await;
    assert_eq!(response.text(), "late");
    let down = Reply::failure(Failure::ConnectionFailed).delay(HOUR);
    http.on("GET", "https://down.test/").respond(down);
    let told = failed(&host, "https://down.test/", &[("timeout", "20")]).await;
    assert!(
        told.starts_with("ConnectTimeout(\"there was no connection in 20ms"),
        "{told}"
    );
}

/// KIT.15
#[tokio::test]
async fn a_clock_that_runs_by_itself_ends_the_wait_for_a_script_too() {
    let host = host();
    host.http().on("GET", URL).respond(ok("late").delay(HOUR));
    let told = failed(&host, URL, &[("timeout", "20")]).await;
    assert!(told.starts_with("Timeout("), "{told}");
}

/// KIT.15
#[tokio::test]
async fn delays_go_by_the_hosts_clock() {
    let host = deployed(patient());
    host.http().on("GET", URL).respond(ok("late").delay(HOUR));
    let (response, passed) = timed(&host, send(&host, URL, &[])).await;
    assert_eq!((&*response.text(), passed), ("late", HOUR));
    let steps = Reply::status(200)
        .chunk("a")
        .pause(HOUR)
        .chunk("b")
        .pause(HOUR);
    host.http().on("POST", URL).respond(steps);
    let (response, passed) = timed(&host, send(&host, URL, &[("verb", "POST")])).await;
    assert_eq!((&*response.text(), passed), ("ab", 2 * HOUR));
}

/// KIT.15
#[tokio::test]
async fn a_clock_that_stands_still_is_moved_by_the_test() {
    let clock = Arc::new(ManualClock::default());
    let host = deployed(Host::builder().clock(clock.clone()));
    host.http().on("GET", URL).respond(ok("late").delay(HOUR));
    let mut work = pin!(send(&host, URL, &[]));
    let mut passed = Duration::ZERO;
    let response = loop {
        tokio::select! {
            biased;
            response = &mut work => break response,
            () = tokio::task::yield_now() => {
                clock.advance(HOUR / 60);
                passed += HOUR / 60;
            }
        }
    };
    assert_eq!(response.text(), "late");
    assert!(passed >= HOUR, "{passed:?}");
}

/// KIT.15
#[tokio::test]
async fn a_head_that_is_too_large_is_none() {
    let host = host();
    for (count, status) in [(255, 200), (256, 502)] {
        let with = |reply: Reply, n: usize| reply.header("x-a", &n.to_string());
        let reply = (0..count).fold(ok("a"), with);
        host.http().on("GET", URL).times(1).respond(reply);
        let response = send(&host, URL, &[("read", "status")]).await;
        assert_eq!(response.status, status, "{count}: {response:?}");
    }
}

/// KIT.15
#[tokio::test]
async fn a_script_is_shown_no_more_of_a_body_than_the_limit() {
    let limits = Limits::default().with_request_body(1000);
    let host = deployed(Host::builder().limits(limits));
    let script = host.http().on("POST", URL).respond(ok("well"));
    for (size, status) in [(999, 200), (1000, 200), (1001, 502)] {
        let body = "a".repeat(size);
        let response = send(&host, URL, &[("verb", "POST"), ("body", &body)]).await;
        assert_eq!(response.status, status, "{size}: {response:?}");
    }
    script.assert_called(2);
}

/// KIT.15
#[tokio::test]
async fn a_body_that_is_not_read_counts_as_open() {
    let limits = Limits::default().with_open_bodies(3);
    let host = Host::builder().limits(limits).build().unwrap();
    let hoard = host.deploy("hoard", guest("hoard")).unwrap();
    host.http()
        .on("GET", URL)
        .respond(Reply::status(200).chunks(["a", "b"]));
    for (count, told) in [(3, "3 held"), (4, "3 held, then: ")] {
        let request = Request::post(&format!("/http/keep/{count}")).body(URL);
        let text = hoard.invoke(request).await.response.text().into_owned();
        assert!(text.starts_with(told), "{text}");
    }
}

/// KIT.11
#[tokio::test]
async fn a_body_that_breaks_off_is_an_error_after_what_came() {
    let host = host();
    let broken = Reply::status(200)
        .chunks(["one", "two", "three"])
        .broken_after(2);
    host.http().on("GET", URL).respond(broken);
    let told = send(&host, URL, &[("read", "all")]).await;
    let expected = "6 bytes, then: ";
    assert!(told.text().starts_with(expected), "{}", told.text());
    // Handed on unread, it breaks the answer off.
    let function = host.function("default", "http").unwrap();
    let outcome = function.invoke(Request::post(&query(URL, &[]))).await;
    let kind = outcome.error.as_ref().map(|error| error.kind().code());
    assert_eq!(kind, Some("response_failed"), "{outcome:?}");
    assert_eq!(outcome.response.text(), "onetwo");
}

/// KIT.11
#[tokio::test]
async fn the_examples_read_and_relay_scripted_events() {
    let host = patient().build().unwrap();
    let listen = host.deploy("listen", example("http-sse-client")).unwrap();
    let relay = host.deploy("relay", example("sse-relay")).unwrap();
    let events = Reply::status(200)
        .sse(["hello"])
        .pause(HOUR)
        .sse([("tick", "1\n2")]);
    let script = host
        .http()
        .on("GET", "https://events.test/*")
        .respond(events);
    let target = "?upstream=https://events.test/all";
    let (outcome, passed) = timed(&host, listen.invoke(Request::get(target))).await;
    assert_eq!(
        outcome.response.text(),
        "message: hello\ntick: 1\n2\n",
        "{outcome:?}"
    );
    assert_eq!(passed, HOUR);
    let outcome = relay.invoke(Request::get(target)).await;
    assert_eq!(
        outcome.response.text(),
        "event: relayed\nid: none\ndata: hello\n\nevent: relayed\nid: none\ndata: 1\ndata: 2\n\n",
        "{outcome:?}"
    );
    script.assert_called(2);
    assert_eq!(
        script.requests()[0].header("accept"),
        Some("text/event-stream")
    );
}

/// KIT.11
#[tokio::test]
async fn the_proxy_hands_a_scripted_answer_on() {
    let host = Host::builder().scripted_http().build().unwrap();
    let proxy = host.deploy("proxy", example("http-proxy")).unwrap();
    let script = host.http().on("POST", URL).with_body("hello");
    let script = script.respond_with(|request| Reply::status(202).body(request.body.clone()));
    let request = Request::post(&format!("?upstream={URL}")).body("hello");
    let outcome = proxy.invoke(request).await;
    assert_eq!(
        (outcome.response.status, &*outcome.response.text()),
        (202, "hello")
    );
    script.assert_called(1);
    host.http().verify();
}
