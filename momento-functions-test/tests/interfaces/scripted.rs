//! What answers as the test says.

use momento_functions_test::http::{Failure, Reply};
use momento_functions_test::{ValkeyReply, host};
use momento_functions_valkey::{Command, Value, get_managed_cluster_client};
use std::time::Duration;

/// KIT.34
#[momento_functions_test::test]
fn a_valkey_cluster_replies_what_the_test_says() {
    let client = get_managed_cluster_client("counters");
    let visit = || Command::builder("INCR").with_argument("visits");
    let text = client.command(visit()).unwrap_err().to_string();
    assert!(
        text.contains(r#"`host.valkey("counters").reply("INCR", …)`"#),
        "{text}"
    );
    let counters = host().valkey("counters");
    counters.reply("incr", 1).reply("INCR", 2);
    let next = || match client.command(visit()).unwrap() {
        Value::Int(number) => number,
        other => panic!("{other:?}"),
    };
    assert_eq!([next(), next(), next()], [1, 2, 2]);
    let many = vec![ValkeyReply::from("a"), ValkeyReply::Nil, ValkeyReply::Okay];
    counters.reply("MGET", ValkeyReply::Bulk(many));
    let Value::Bulk(values) = client.command(Command::builder("MGET")).unwrap() else {
        panic!("several values");
    };
    let values: Vec<Value> = values.collect();
    assert!(
        matches!(&values[..], [Value::Data(_), Value::Nil, Value::Ok]),
        "{values:?}"
    );
    counters.reply("GET", ValkeyReply::Failure("the server is down".to_owned()));
    assert!(
        client
            .command(Command::get("k"))
            .unwrap_err()
            .to_string()
            .contains("is down")
    );
    let sent = counters.commands();
    assert_eq!((sent.len(), &*sent[0].name), (6, "INCR"));
    assert_eq!(sent[0].arguments, [b"visits"]);
}

/// KIT.34
#[momento_functions_test::test]
fn scripted_servers_answer_outbound_requests() {
    use momento_functions_http::{Request, invoke};
    let users = host()
        .http()
        .on("POST", "https://api.test/users")
        .with_json(serde_json::json!({"name": "Ada"}))
        .respond(Reply::status(201).header("x-id", "7").body("made"));
    let request = Request::new("https://api.test/users", "POST").with_body(r#"{"name": "Ada"}"#);
    let answer = invoke(request).unwrap();
    assert_eq!((answer.status, answer.header("x-id")), (201, Some("7")));
    assert_eq!(answer.body.into_bytes(), b"made");
    users.assert_called(1);
}

/// KIT.33, KIT.39
#[momento_functions_test::test]
fn a_slow_server_takes_its_time_on_the_virtual_clock_and_a_broken_body_fails_the_call() {
    use momento_functions_http::{HttpError, Request, invoke};
    let http = host().http().clone();
    let slow = Reply::status(200)
        .body("at last")
        .delay(Duration::from_secs(3600));
    http.on("GET", "https://slow.test/").respond(slow);
    let get = |url: &str| Request::new(url, "GET");
    let began = momento_functions_system::now();
    let late = get("https://slow.test/").with_request_timeout(Duration::from_secs(5));
    assert!(matches!(invoke(late), Err(HttpError::Timeout(_))));
    assert_eq!(
        momento_functions_system::now(),
        began + Duration::from_secs(5)
    );
    assert_eq!(invoke(get("https://slow.test/")).unwrap().status, 200);
    assert_eq!(
        momento_functions_system::now(),
        began + Duration::from_secs(3605)
    );
    let broken = Reply::status(200).chunks(["a", "b"]).broken_after(1);
    http.on("GET", "https://broken.test/").respond(broken);
    let broken = invoke(get("https://broken.test/"));
    assert!(
        matches!(broken, Err(HttpError::ConnectionInterrupted(_))),
        "{broken:?}"
    );
    http.on("GET", "https://down.test/")
        .respond(Reply::failure(Failure::ConnectionFailed));
    let down = invoke(get("https://down.test/"));
    assert!(
        matches!(down, Err(HttpError::ConnectionFailed(_))),
        "{down:?}"
    );
}

/// KIT.34
#[momento_functions_test::test(should_panic = "no script answers this request")]
fn a_request_that_no_script_answers_fails_the_test() {
    use momento_functions_http::{Request, invoke};
    // The function may make what it likes of the error.
    let _ = invoke(Request::new("https://api.test/", "GET"));
}
