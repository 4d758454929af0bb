//! An invocation is recorded in a file, and run again from it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    Deployment, Function, Host, InvocationRecord, RecordError, Request, ServiceFault, calls::cache,
};
use serde_json::{Value, json};
use support::http_server::{self, HttpServer};

fn function(guest: &str) -> (Host, Function) {
    let host = Host::builder().observe_calls(true).build().unwrap();
    let function = host.deploy(guest, support::guest(guest)).unwrap();
    (host, function)
}

async fn record(function: &Function, request: Request) -> InvocationRecord {
    function.invoke(request).await.record().unwrap()
}

/// A record as its file has it.
fn reread(record: &InvocationRecord) -> InvocationRecord {
    InvocationRecord::from_json(&record.to_json()).unwrap()
}

/// KIT.44
#[tokio::test]
async fn a_record_has_the_request_the_calls_and_the_answer() {
    let (_host, function) = function("cache");
    let request = Request::post("/set/a/5000?x=1")
        .header("X-Trace", "7")
        .token_metadata("ada")
        .body("value");
    let record = reread(&record(&function, request).await);
    assert_eq!((&*record.cache, &*record.function), ("default", "cache"));
    assert_eq!(record.request.method, "POST");
    assert_eq!(record.request.path.as_deref(), Some("set/a/5000"));
    assert_eq!(record.request.query.as_deref(), Some("x=1"));
    assert_eq!(record.request.token_metadata.as_deref(), Some("ada"));
    assert_eq!(record.request.body, json!("value"));
    let header = ("x-trace".to_owned(), "7".to_owned());
    assert_eq!(record.request.headers, [header]);
    assert!(record.calls.iter().any(|call| call.is(cache::set)));
    assert_eq!(record.answer.status, 200);
    assert_eq!(record.answer.error, None);
}

/// KIT.44
#[tokio::test]
async fn every_recorded_invocation_is_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    let host = Host::builder().build().unwrap();
    let function = host.deploy("cache", support::guest("cache")).unwrap();
    function.invoke(Request::get("/get/a")).await;
    host.record(&records).unwrap();
    let ids = [
        function.invoke(Request::get("/get/a")).await.invocation_id,
        function.invoke(Request::get("/get/b")).await.invocation_id,
    ];
    drop((function, host));
    let host = Host::builder().build().unwrap();
    host.deploy("cache", support::guest("cache")).unwrap();
    for id in ids {
        let file = records.join(format!("cache-{id}.json"));
        let record = InvocationRecord::from_file(&file).unwrap();
        assert_eq!(record.invocation_id, id);
        host.replay(&record).await.unwrap().assert_same();
    }
}

/// KIT.46
#[tokio::test]
async fn a_replay_needs_nothing_that_was_there() {
    let (host, function) = function("cache");
    host.cache("default").set(b"from", b"value", 9000).unwrap();
    let record = record(&function, Request::post("/copy/from/to/5000")).await;
    let (empty, _again) = self::function("cache");
    let replayed = empty.replay(&reread(&record)).await.unwrap();
    replayed.assert_same();
    assert!(replayed.is_same());
    assert_eq!(replayed.outcome.invocation_id, record.invocation_id);
    let kept = empty.cache("default").get(b"to").unwrap();
    assert_eq!(kept, None, "a replay changes nothing");
}

/// KIT.46
#[tokio::test]
async fn a_proxy_is_replayed_with_its_upstream_gone() {
    let upstream = HttpServer::start(|_| async { http_server::response(201, "hello") }).await;
    let host = Host::builder().observe_calls(true).build().unwrap();
    let proxy = host
        .deploy("proxy", support::example("http-proxy"))
        .unwrap();
    let target = format!("/?upstream={}", upstream.url("/x"));
    let outcome = proxy.invoke(Request::post(&target).body("asked")).await;
    assert_eq!(outcome.response.status, 201);
    let record = reread(&outcome.record().unwrap());
    drop(upstream);
    let replayed = host.replay(&record).await.unwrap();
    replayed.assert_same();
    assert_eq!(replayed.outcome.response.text(), "hello");
    let live = proxy.invoke(Request::post(&target).body("asked")).await;
    assert_ne!(live.response.status, 201, "the upstream is gone");
}

/// KIT.46
#[tokio::test]
async fn time_and_chance_are_those_of_the_record() {
    let (host, function) = function("wasi");
    for verb in ["time", "random", "sleep 1"] {
        let outcome = function.invoke(Request::post("/").body(verb)).await;
        let again = host.replay(&outcome.record().unwrap()).await.unwrap();
        again.assert_same();
        assert_eq!(again.outcome.response.body, outcome.response.body, "{verb}");
    }
}

/// KIT.46
#[tokio::test]
async fn a_function_that_does_something_else_is_told_as_a_diff() {
    let (host, function) = function("cache");
    host.cache("default").set(b"a", b"1", 9000).unwrap();
    let mut record = record(&function, Request::get("/get/a")).await;
    assert!(host.replay(&record).await.unwrap().is_same());
    record.request.path = Some("get/b".to_owned());
    let replayed = host.replay(&record).await.unwrap();
    assert!(!replayed.is_same());
    let text = replayed.to_string();
    assert!(text.contains("the replay parts from the record"), "{text}");
    assert!(text.contains("--- record"), "{text}");
    assert!(text.contains("get/b"), "{text}");
}

/// KIT.46
#[tokio::test]
async fn a_call_beyond_the_record_and_one_too_few_are_told() {
    let (host, function) = function("cache");
    let whole = record(&function, Request::get("/get-often/a/3")).await;
    let mut fewer = whole.clone();
    fewer.calls.pop();
    fewer.call_count -= 1;
    let text = host.replay(&fewer).await.unwrap().to_string();
    assert!(text.contains("no further call"), "{text}");
    let mut more = whole;
    more.calls.push(more.calls[1].clone());
    more.call_count += 1;
    let replayed = host.replay(&more).await.unwrap();
    assert!(!replayed.is_same(), "{replayed}");
}

/// KIT.46
#[tokio::test]
async fn a_fault_is_replayed_as_the_failure_that_it_was() {
    let (host, function) = function("cache");
    host.faults().on(cache::get).fail(ServiceFault::Timeout);
    let record = record(&function, Request::get("/get/a")).await;
    host.faults().clear();
    let replayed = host.replay(&reread(&record)).await.unwrap();
    replayed.assert_same();
    assert_eq!(replayed.outcome.response.text(), "Error::Timeout");
}

/// KIT.45
#[tokio::test]
async fn credentials_are_in_no_record() {
    let (_host, function) = function("http");
    let target = "/?url=http://127.0.0.1:9/cookie-value/wJalr%2FK7%2Bx&secret=wJalr%2FK7%2Bx&service=s3&api_key=in-the-query";
    let request = Request::post(target)
        .header("authorization", "Bearer top-secret-token")
        .header("cookie", "session=cookie-value; theme=x")
        .body("top-secret-token");
    let outcome = function.invoke(request).await;
    let text = outcome.record().unwrap().to_json();
    let shown = outcome.calls.to_string();
    let secrets = ["wJalr", "in-the-query", "top-secret-token", "cookie-value"];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert!(text.contains("[redacted]"));
    assert!(!shown.contains("wJalr"), "{shown}");
    // What is known of all calls is left out of some of them, too.
    let http = outcome.calls.http().to_string();
    assert!(
        !http.contains("wJalr") && http.contains("http invoke"),
        "{http}"
    );
}

/// KIT.45
#[tokio::test]
async fn a_redacted_record_is_replayed() {
    let (host, function) = function("http");
    let request =
        Request::post("/?url=http://127.0.0.1:9/").header("authorization", "Bearer secret-token");
    let record = reread(&record(&function, request).await);
    host.replay(&record).await.unwrap().assert_same();
}

fn refusal(text: &str) -> RecordError {
    InvocationRecord::from_json(text).unwrap_err()
}

/// KIT.47
#[tokio::test]
async fn a_file_that_is_no_record_is_refused_with_what_is_wrong() {
    let (host, function) = function("cache");
    let record = record(&function, Request::get("/get/a")).await;
    let text = record.to_json();
    let cut = refusal(&text[..text.len() / 2]).to_string();
    assert!(cut.contains("was it cut, or edited?"), "{cut}");
    assert!(matches!(refusal("{}"), RecordError::NoRecord));
    let newer = text.replace(
        "\"momento-functions-record\": 1",
        "\"momento-functions-record\": 2",
    );
    let newer = refusal(&newer).to_string();
    assert!(
        newer.contains("of version 2; this release reads version 1"),
        "{newer}"
    );
    let edited = refusal(&text.replace("\"method\"", "\"metod\"")).to_string();
    assert!(edited.contains("unknown field `metod`"), "{edited}");
    assert!(edited.contains("line"), "{edited}");
    let edited = refusal(&text.replace("\"GET\"", "\"G T\"")).to_string();
    assert!(edited.contains("method"), "{edited}");
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["call_count"] = json!(20_000);
    let count = refusal(&value.to_string()).to_string();
    assert!(count.contains("20000"), "{count}");
    value["call_count"] = json!(record.call_count);
    value["request"]["body"] = json!({ "cut-from": 7 });
    let body = refusal(&value.to_string()).to_string();
    assert!(
        body.contains("request body") && body.contains("7 bytes"),
        "{body}"
    );
    let missing = InvocationRecord::from_file("nowhere.json").unwrap_err();
    assert!(missing.to_string().contains("nowhere.json"), "{missing}");
    let stranger = Host::builder().build().unwrap();
    let none = stranger.replay(&record).await.unwrap_err().to_string();
    assert!(
        none.contains("`cache`") && none.contains("deploy it"),
        "{none}"
    );
    drop(host);
}

/// KIT.47
#[tokio::test]
async fn an_answer_that_the_contract_does_not_have_ends_the_replay() {
    let (host, function) = function("cache");
    let mut record = record(&function, Request::get("/get/a")).await;
    let get = record.calls.iter_mut().find(|call| call.is(cache::get));
    get.unwrap().answer = Some(json!({ "error": "tired" }));
    let text = host.replay(&record).await.unwrap().to_string();
    assert!(text.contains("`tired`"), "{text}");
}

/// KIT.44
#[tokio::test]
async fn every_kind_of_answer_is_recorded_and_replayed() {
    let (host, function) = function("stream");
    for (body, status, answer, error) in [
        ("return\t204\t", 204, "", None),
        ("return\t201\thello", 201, "hello", None),
        (
            "sse\ta\t-\tone\nsse\t-\t-\ttwo",
            200,
            "event: a\ndata: one\n\ndata: two\n\n",
            None,
        ),
        (
            "start\t200\tx-a\t1\ndata\tabc\ndata\tdef",
            200,
            "abcdef",
            None,
        ),
        (
            "start\t200\tx-a\t1\ndata\tabc\ntrap",
            200,
            "abc",
            Some("trap"),
        ),
        ("trap", 500, "Internal server error", Some("trap")),
    ] {
        let record = reread(&record(&function, Request::post("/").body(body)).await);
        assert_eq!(record.answer.status, status, "{body}");
        assert_eq!(record.answer.error.as_deref(), error, "{body}");
        let joined = host.replay(&record).await.unwrap();
        joined.assert_same();
        assert_eq!(joined.outcome.response.text(), answer, "{body}");
    }
}

/// KIT.44
#[tokio::test]
async fn an_answer_to_head_is_recorded_without_its_body() {
    let (host, function) = function("stream");
    let request = Request::new(http::Method::HEAD, "/").body("return\t200\thello");
    let record = reread(&record(&function, request).await);
    assert_eq!(record.answer.body, json!(""));
    host.replay(&record).await.unwrap().assert_same();
}

/// KIT.44
#[tokio::test]
async fn an_invocation_that_its_caller_gave_up_is_recorded_as_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::builder().build().unwrap();
    let function = host.deploy("stream", support::guest("stream")).unwrap();
    host.record(folder.path()).unwrap();
    let body = "start\t200\tx-a\t1\ndata\tabc\nspin";
    let mut answer = function.start(Request::post("/").body(body)).await;
    http_body_util::BodyExt::frame(answer.body_mut())
        .await
        .unwrap()
        .unwrap();
    drop((answer, function, host));
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap();
    let record = InvocationRecord::from_file(file.unwrap().path()).unwrap();
    assert_eq!(record.answer.error.as_deref(), Some("cancelled"));
    assert_eq!(record.answer.body, json!("abc"));
}

/// KIT.46
#[tokio::test]
async fn a_function_without_the_variables_that_it_had_is_told_which() {
    let host = Host::builder().observe_calls(true).build().unwrap();
    let deployment = || Deployment::from_wasm(support::guest("wasi"));
    let with = deployment().with_variable("UPSTREAM", "http://a.test");
    let function = host.deploy("wasi", with.clone()).unwrap();
    let outcome = function
        .invoke(Request::post("/").body("variable UPSTREAM"))
        .await;
    let record = outcome.record().unwrap();
    assert!(
        !record.to_json().contains("\"http://a.test\""),
        "{record:?}"
    );
    host.deploy("wasi", deployment()).unwrap();
    let error = host.replay(&record).await.unwrap_err().to_string();
    assert!(
        error.contains("UPSTREAM") && error.contains("--env"),
        "{error}"
    );
    host.deploy("wasi", with).unwrap();
    host.replay(&record).await.unwrap().assert_same();
}

/// KIT.46
#[tokio::test]
async fn a_request_that_no_script_answers_is_replayed_as_that_end() {
    let host = Host::builder().for_tests().build().unwrap();
    let function = host.deploy("http", support::guest("http")).unwrap();
    let outcome = function
        .invoke(Request::post("/?url=http://api.test/"))
        .await;
    let record = outcome.record().unwrap();
    assert_eq!(record.answer.error.as_deref(), Some("unscripted_request"));
    host.replay(&reread(&record)).await.unwrap().assert_same();
    assert_eq!(host.http().unmatched().len(), 1);
}

/// KIT.46
#[tokio::test]
async fn a_replay_is_not_recorded_over_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let (host, function) = function("cache");
    let record = record(&function, Request::get("/get/a")).await;
    host.record(folder.path()).unwrap();
    host.replay(&record).await.unwrap().assert_same();
    drop((function, host));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// KIT.46
#[tokio::test]
async fn a_body_that_came_in_pieces_comes_in_pieces_again() {
    let (host, function) = function("echo");
    let steps = ["a", "b", "c"].map(support::piece);
    let (body, _pulled) = support::arriving(steps);
    let request = Request::post("/").body(body);
    let record = reread(&record(&function, request).await);
    assert_eq!(record.request.body, json!({ "pieces": ["a", "b", "c"] }));
    host.replay(&record).await.unwrap().assert_same();
}
