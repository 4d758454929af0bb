//! The manage routes.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use momento_functions_test_host::service::{Event, Key};
use momento_functions_test_host::{Deployment, Limits};
use serde_json::{Value, json};

use super::client::{Call, Server};
use super::support::guest;
use super::{host_of, limited};

fn put(target: &str, body: &Value) -> Call {
    Call::new("PUT", target).body(body.to_string())
}

fn wasm(name: &str) -> String {
    BASE64_STANDARD.encode(guest(name))
}

/// HTTP.2
#[tokio::test]
async fn what_is_deployed_answers_with_its_environment() {
    let host = host_of(&[]);
    let mut server = Server::start(&host).await;
    let body = json!({"inline_wasm": wasm("context"), "environment_variables": {"COLOR": "red"}, "description": "tells"});
    let answer = server.send(put("/functions/manage/shop/ctx", &body)).await;
    assert_eq!((answer.status, answer.text()), (204, ""));
    assert!(matches!(
        server.event().await,
        Event::Deployed { version: 1, .. }
    ));
    let answer = server.send(Call::get("/functions/shop/ctx")).await;
    assert!(
        answer.text().contains("env COLOR=red\n"),
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("env __CACHE_NAME=shop\n"));
}

/// HTTP.2
#[tokio::test]
async fn a_deploy_is_a_new_version_and_replaces_the_whole_environment() {
    let host = host_of(&[]);
    let server = Server::start(&host).await;
    let first = json!({"inline_wasm": wasm("context"), "environment_variables": {"ONE": "1"}, "description": "d"});
    let second = json!({"inline_wasm": wasm("context"), "environment_variables": {"TWO": "2"}});
    for body in [first, second] {
        assert_eq!(
            server
                .send(put("/functions/manage/default/f", &body))
                .await
                .status,
            204
        );
    }
    let function = host.function("default", "f").unwrap();
    assert_eq!((function.version(), function.description()), (2, None));
    let answer = server.send(Call::get("/functions/default/f")).await;
    assert!(
        answer.text().contains("env TWO=2") && !answer.text().contains("env ONE"),
        "{}",
        answer.text()
    );
}

/// HTTP.2
#[tokio::test]
async fn an_unknown_field_is_refused_by_name_and_replaces_nothing() {
    let host = host_of(&["count"]);
    let server = Server::start(&host).await;
    let body = json!({"inline_wasm": wasm("context"), "env": {}});
    let answer = server
        .send(put("/functions/manage/default/count", &body))
        .await;
    assert_eq!(answer.error(), (400, "bad_deploy".to_owned()));
    assert!(answer.message().contains("`env`"), "{}", answer.message());
    assert_eq!(host.function("default", "count").unwrap().version(), 1);
}

/// HTTP.2
#[tokio::test]
async fn bodies_that_are_no_deploy_are_refused_with_the_reason() {
    let server = Server::start(&host_of(&[])).await;
    for (body, reason) in [
        ("", "no JSON object"),
        (r#"["", null, null]"#, "no JSON object"),
        ("{", "EOF"),
        ("{}", "missing field `inline_wasm`"),
        (r#"{"inline_wasm": "_-"}"#, "base64"),
        (
            r#"{"inline_wasm": "", "environment_variables": {"A": 1}}"#,
            "expected a string",
        ),
    ] {
        let answer = server
            .send(Call::new("PUT", "/functions/manage/default/f").body(body))
            .await;
        assert_eq!(answer.error(), (400, "bad_deploy".to_owned()), "{body}");
        assert!(
            answer.message().contains(reason),
            "{body}: {}",
            answer.message()
        );
    }
}

/// HTTP.3
#[tokio::test]
async fn a_put_to_the_function_itself_never_deploys_and_tells_how() {
    let host = host_of(&[]);
    let server = Server::start(&host).await;
    let answer = server
        .send(Call::new("PUT", "/functions/default/f").body(guest("context")))
        .await;
    assert_eq!(answer.error(), (404, "no_such_function".to_owned()));
    let url = format!("'http://{}/functions/manage/default/f'", server.address);
    assert!(
        answer.message().contains("curl -X PUT") && answer.message().contains(&url),
        "{}",
        answer.message()
    );
    assert!(host.function("default", "f").is_none());
}

/// HTTP.3
#[tokio::test]
async fn the_curl_line_names_the_key_and_lets_no_host_name_into_the_shell() {
    let host = host_of(&[]);
    let server = Server::with(&host, |service| service.key(Key::full("k"))).await;
    let put = Call::new("PUT", "/functions/default/f").header("authorization", "k");
    let message = server.send(put.host("x';ls;'")).await.message();
    assert!(
        message.contains("curl -X PUT -H 'authorization: KEY' ")
            && message.ends_with("'http://localhost/functions/manage/default/f'"),
        "{message}"
    );
}

/// HTTP.3: the line is run as it was given.
#[cfg(unix)]
#[tokio::test]
async fn the_curl_line_of_a_wrong_put_deploys() {
    let host = host_of(&[]);
    let server = Server::start(&host).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("FILE.wasm"), guest("count")).unwrap();
    let message = server
        .send(Call::new("PUT", "/functions/default/f").body(""))
        .await
        .message();
    let line = message.split_once("To deploy it: ").unwrap().1.to_owned();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &line]).current_dir(folder.path());
    let ran = tokio::task::spawn_blocking(move || shell.output().unwrap())
        .await
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    assert!(host.function("default", "f").is_some(), "{ran:?}");
}

/// HTTP.4
#[tokio::test]
async fn functions_are_listed_described_and_deleted() {
    let host = host_of(&["count"]);
    let described = Deployment::from_wasm(guest("count")).with_description("counts");
    host.deploy("count", described).unwrap();
    let mut server = Server::start(&host).await;
    let answer = server
        .send(Call::get("/functions/manage/default/count"))
        .await;
    let mut description = answer.json();
    let updated = description
        .as_object_mut()
        .unwrap()
        .remove("updated_at")
        .unwrap();
    assert!(
        updated.as_str().is_some_and(|time| time.ends_with('Z')),
        "{updated}"
    );
    let expected = json!({
        "name": "count", "cache": "default", "description": "counts",
        "current_version": 2, "latest_version": 2, "pinned": false,
    });
    assert_eq!(description, expected);
    let listed = server
        .send(Call::get("/functions/manage/default"))
        .await
        .json();
    assert_eq!(
        (
            &listed["functions"][0]["name"],
            listed["functions"].as_array().unwrap().len()
        ),
        (&json!("count"), 1)
    );
    let deleted = server
        .send(Call::new("DELETE", "/functions/manage/default/count"))
        .await;
    assert_eq!((deleted.status, deleted.text()), (204, ""));
    while !matches!(server.event().await, Event::Deleted { .. }) {}
    assert_eq!(
        server
            .send(Call::post("/functions/default/count", ""))
            .await
            .status,
        404
    );
}

/// HTTP.4
#[tokio::test]
async fn what_is_missing_cannot_be_described_or_deleted() {
    let server = Server::start(&host_of(&[])).await;
    for verb in ["GET", "DELETE"] {
        let answer = server
            .send(Call::new(verb, "/functions/manage/default/f"))
            .await;
        assert_eq!(answer.error(), (404, "no_such_function".to_owned()));
    }
    assert_eq!(
        server
            .send(Call::get("/functions/manage/none"))
            .await
            .json(),
        json!({"functions": []})
    );
}

/// HTTP.5
#[tokio::test]
async fn what_cannot_be_deployed_is_refused_with_its_reason_and_replaces_nothing() {
    let host = host_of(&["count"]);
    let server = Server::start(&host).await;
    let module = BASE64_STANDARD.encode(b"\0asm\x01\0\0\0");
    let component = BASE64_STANDARD.encode(b"\0asm\x0d\0\x01\0");
    let text = BASE64_STANDARD.encode(b"hello");
    let sockets = wasm("sockets");
    for (wasm, code) in [
        (&module, "core_module"),
        (&component, "wrong_world"),
        (&text, "not_a_component"),
        (&sockets, "missing_imports"),
    ] {
        let body = json!({"inline_wasm": wasm});
        let answer = server
            .send(put("/functions/manage/default/count", &body))
            .await;
        assert_eq!(answer.error(), (422, code.to_owned()));
    }
    let answer = server
        .send(put(
            "/functions/manage/default/count",
            &json!({"inline_wasm": sockets}),
        ))
        .await;
    for import in ["wasi:sockets/tcp@", "wasi:sockets/udp@"] {
        assert!(answer.message().contains(import), "{}", answer.message());
    }
    assert_eq!(host.function("default", "count").unwrap().version(), 1);
}

/// HTTP.5, HTTP.11
#[tokio::test]
async fn a_component_that_starts_over_the_memory_limit_is_refused() {
    let server = Server::start(&limited(Limits::default().with_memory(1 << 16), &[])).await;
    let answer = server
        .send(put(
            "/functions/manage/default/f",
            &json!({"inline_wasm": wasm("count")}),
        ))
        .await;
    assert_eq!(answer.error(), (422, "minimum_memory".to_owned()));
}

/// HTTP.1
#[tokio::test]
async fn a_function_whose_name_is_no_name_is_refused() {
    let server = Server::start(&host_of(&[])).await;
    let answer = server
        .send(put(
            "/functions/manage/default/a%20b",
            &json!({"inline_wasm": wasm("count")}),
        ))
        .await;
    assert_eq!(answer.error(), (422, "invalid_name".to_owned()));
    let answer = server
        .send(put(
            "/functions/manage/manage/f",
            &json!({"inline_wasm": wasm("count")}),
        ))
        .await;
    assert_eq!(answer.error(), (422, "invalid_name".to_owned()));
}

/// LIM.7
#[tokio::test]
async fn a_deploy_that_is_too_large_is_refused_while_it_arrives() {
    let server = Server::start(&limited(Limits::default().with_component(1000), &[])).await;
    let mut exchange = server.connect().await;
    let head = format!(
        "PUT /functions/manage/c/f HTTP/1.1\r\nhost: {}\r\ncontent-length: 999999999\r\n\r\n",
        server.address
    );
    exchange.write(head.as_bytes()).await;
    exchange.write(&vec![b' '; (1 << 20) + 4096]).await;
    let read = exchange.until("\r\n\r\n").await;
    assert!(read.starts_with("HTTP/1.1 413 "), "{read}");
    let over = BASE64_STANDARD.encode(vec![0; 1001]);
    let answer = server
        .send(put("/functions/manage/c/f", &json!({"inline_wasm": over})))
        .await;
    assert_eq!(answer.error(), (422, "too_large".to_owned()));
}

#[tokio::test]
async fn a_verb_that_a_route_does_not_have_is_told_the_ones_it_has() {
    let server = Server::start(&host_of(&[])).await;
    for (target, allowed) in [
        ("/", "GET, HEAD"),
        ("/functions/manage/c", "GET, HEAD"),
        ("/functions/manage/c/f", "GET, HEAD, PUT, DELETE"),
    ] {
        let answer = server.send(Call::post(target, "")).await;
        assert_eq!(answer.error(), (405, "method_not_allowed".to_owned()));
        assert_eq!(answer.header("allow"), Some(allowed));
    }
}

#[tokio::test]
async fn the_root_tells_the_routes() {
    let server = Server::start(&host_of(&[])).await;
    let routes = server.send(Call::get("/")).await.json();
    assert_eq!(
        routes["routes"][2]["path"],
        "/functions/manage/{cache}/{function}"
    );
    let answer = server.send(Call::get("/nowhere")).await;
    assert_eq!(answer.error(), (404, "no_such_route".to_owned()));
}
