//! The routes of versions: listed, called, pinned, and made of another environment.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use momento_functions_test_host::service::{Event, Key};
use momento_functions_test_host::{Deployment, Host, Limits};
use serde_json::{Value, json};

use super::client::{Answer, Call, Server};
use super::support::guest;
use super::{host_of, limited};

const MANAGE: &str = "/functions/manage/default/f";

/// A host with two versions of a function, which are known by their colours.
fn two() -> Host {
    let host = host_of(&[]);
    for color in ["red", "green"] {
        let deployment = Deployment::from_wasm(guest("context")).with_variable("COLOR", color);
        host.deploy("f", deployment).unwrap();
    }
    host
}

fn call(method: &str, aspect: &str, body: &str) -> Call {
    Call::new(method, &format!("{MANAGE}{aspect}")).body(body)
}

async fn color(server: &Server, name: &str) -> String {
    let answer = server
        .send(Call::get(&format!("/functions/default/{name}")))
        .await;
    let color = answer
        .text()
        .lines()
        .find_map(|line| line.strip_prefix("env COLOR="));
    color.unwrap_or("none").to_owned()
}

/// What is described of the function: the current and the latest version, and whether one is pinned.
async fn described(server: &Server) -> (Value, Value, Value) {
    let mut all = server.send(Call::get(MANAGE)).await.json();
    let mut take = |name: &str| all[name].take();
    (
        take("current_version"),
        take("latest_version"),
        take("pinned"),
    )
}

fn facts(current: u64, latest: u64, pinned: bool) -> (Value, Value, Value) {
    (json!(current), json!(latest), json!(pinned))
}

fn refused(answer: &Answer, status: u16, code: &str, reason: &str) {
    assert_eq!(answer.error(), (status, code.to_owned()));
    assert!(answer.message().contains(reason), "{}", answer.message());
}

/// VER.5
#[tokio::test]
async fn versions_are_listed_the_newest_first_without_the_values_of_their_environments() {
    let host = two();
    let server = Server::start(&host).await;
    let body = json!({
        "inline_wasm": BASE64_STANDARD.encode(guest("count")),
        "description": "counts",
        "limits": {"memory_bytes": 8 << 20, "time_ms": 500},
    });
    let answer = server.send(call("PUT", "", &body.to_string())).await;
    assert_eq!(answer.status, 204);
    let answer = server.send(Call::get(&format!("{MANAGE}/versions"))).await;
    assert!(!answer.text().contains("green"), "{}", answer.text());
    let mut listed = answer.json();
    let versions = listed["versions"].as_array_mut().unwrap();
    let created = versions[0]["created_at"].take();
    assert!(created.as_str().unwrap().ends_with('Z'), "{created}");
    assert_eq!(
        versions[0],
        json!({
            "version": 3, "current": true, "description": "counts", "created_at": null,
            "size": guest("count").len(),
            "sha256": host.function("default", "f").unwrap().sha256(),
            "kind": "web_v2", "environment": [],
            "limits": {"memory_bytes": 8 << 20, "time_ms": 500, "fuel": null},
        })
    );
    let told: Vec<(u64, bool, Value)> = versions
        .iter_mut()
        .map(|version| {
            let number = version["version"].as_u64().unwrap();
            (
                number,
                version["current"] == true,
                version["environment"].take(),
            )
        })
        .collect();
    let variables = || json!(["COLOR"]);
    let expected = [
        (3, true, json!([])),
        (2, false, variables()),
        (1, false, variables()),
    ];
    assert_eq!(told, expected);
}

/// VER.4
#[tokio::test]
async fn a_version_is_called_by_its_number() {
    let server = Server::start(&two()).await;
    for (name, expected) in [
        ("f", "green"),
        ("f@1", "red"),
        ("f@2", "green"),
        ("f%401/p", "red"),
    ] {
        assert_eq!(color(&server, name).await, expected, "{name}");
    }
    let answer = server
        .send(Call::get("/functions/default/f@1/some/p@th"))
        .await;
    assert!(
        answer.text().contains("path Some(\"some/p@th\")"),
        "{}",
        answer.text()
    );
}

/// VER.4
#[tokio::test]
async fn a_version_that_is_not_there_is_told_those_that_are() {
    let server = Server::start(&two()).await;
    for name in ["f@3", "f@0"] {
        let answer = server
            .send(Call::get(&format!("/functions/default/{name}")))
            .await;
        refused(&answer, 404, "no_such_version", "there are: 2, 1");
    }
    let answer = server.send(Call::get("/functions/default/g@1")).await;
    refused(&answer, 404, "no_such_function", "`g`");
    for name in ["f@", "f@one", "f@-1", "f@1.0"] {
        let answer = server
            .send(Call::get(&format!("/functions/default/{name}")))
            .await;
        refused(&answer, 400, "bad_version", "`@` and a number");
    }
}

/// VER.4
#[tokio::test]
async fn a_token_does_not_open_versions_that_are_not_invoked() {
    let host = two();
    let server = Server::with(&host, |service| {
        service.key(Key::full("all")).key(Key::invoke_only("some"))
    })
    .await;
    let all = r#"{"explicit": {"permissions": [{"function_permissions": {
        "role": "FunctionInvoke", "all_caches": null, "all_functions": null}}]}}"#;
    let token = host.disposable_token(60, all, None).unwrap().api_key;
    let get = |name: &str, key: &str| {
        Call::get(&format!("/functions/default/{name}")).header("authorization", key)
    };
    assert_eq!(server.send(get("f", &token)).await.status, 200);
    let answer = server.send(get("f@1", &token)).await;
    refused(&answer, 403, "not_granted", "current version");
    for key in ["all", "some"] {
        assert_eq!(server.send(get("f@1", key)).await.status, 200, "{key}");
    }
    let answer = server.send(Call::get("/functions/default/f@1")).await;
    assert_eq!(answer.error(), (401, "no_key".to_owned()));
}

/// VER.5
#[tokio::test]
async fn a_version_is_pinned_and_unpinned() {
    let mut server = Server::start(&two()).await;
    assert_eq!(described(&server).await, facts(2, 2, false));
    let answer = server.send(call("PUT", "/pin", r#"{"version": 1}"#)).await;
    assert_eq!((answer.status, answer.text()), (204, ""));
    assert_eq!(described(&server).await, facts(1, 2, true));
    assert_eq!(color(&server, "f").await, "red");
    let listed = server.send(Call::get("/functions/manage/default")).await;
    assert_eq!(listed.json()["functions"][0]["current_version"], 1);
    let answer = server.send(call("DELETE", "/pin", "")).await;
    assert_eq!((answer.status, answer.text()), (204, ""));
    assert_eq!(described(&server).await, facts(2, 2, false));
    assert_eq!(color(&server, "f").await, "green");
    let mut told = Vec::new();
    while told.len() < 2 {
        if let Event::Pinned { version, .. } = server.event().await {
            told.push(version);
        }
    }
    assert_eq!(told, [Some(1), None]);
}

/// VER.5
#[tokio::test]
async fn a_pin_that_names_no_version_changes_nothing() {
    let server = Server::start(&two()).await;
    for (body, status, code, reason) in [
        (
            r#"{"version": 3}"#,
            404,
            "no_such_version",
            "there are: 2, 1",
        ),
        (
            r#"{"version": 0}"#,
            404,
            "no_such_version",
            "there are: 2, 1",
        ),
        (r#"{"version": -1}"#, 400, "bad_body", "u64"),
        (r#"{"version": "1"}"#, 400, "bad_body", "u64"),
        (
            r#"{"version": 1, "until": "noon"}"#,
            400,
            "bad_body",
            "`until`",
        ),
        ("{}", 400, "bad_body", "`version`"),
        ("[1]", 400, "bad_body", "no JSON object"),
        ("", 400, "bad_body", "no JSON object"),
    ] {
        refused(
            &server.send(call("PUT", "/pin", body)).await,
            status,
            code,
            reason,
        );
    }
    let long = format!("{{\"version\": {}1}}", " ".repeat(4 << 10));
    let answer = server.send(call("PUT", "/pin", &long)).await;
    refused(&answer, 413, "body_too_large", "4096");
    assert_eq!(described(&server).await, facts(2, 2, false));
    for (method, body) in [("PUT", r#"{"version": 1}"#), ("DELETE", "")] {
        let target = "/functions/manage/default/g/pin";
        let answer = server.send(Call::new(method, target).body(body)).await;
        refused(&answer, 404, "no_such_function", "`g`");
    }
}

/// VER.5
#[tokio::test]
async fn a_merge_patch_makes_a_version_with_another_environment() {
    let mut server = Server::start(&two()).await;
    let patch = r#"{"COLOR": null, "SIZE": "9", "ABSENT": null}"#;
    let answer = server.send(call("PATCH", "/environment", patch)).await;
    assert_eq!((answer.status, answer.json()), (200, json!({"version": 3})));
    let names = server
        .send(Call::get(&format!("{MANAGE}/environment")))
        .await;
    assert_eq!(names.json(), json!({"environment": ["SIZE"]}));
    assert_eq!(color(&server, "f").await, "none");
    assert_eq!(color(&server, "f@2").await, "green");
    while !matches!(server.event().await, Event::Deployed { version: 3, .. }) {}
}

/// VER.5
#[tokio::test]
async fn a_patch_of_anything_but_strings_and_nulls_changes_nothing() {
    let server = Server::start(&two()).await;
    for body in [
        r#"{"COLOR": 1}"#,
        r#"{"COLOR": ["red"]}"#,
        r#"{"COLOR": {"red": null}}"#,
        r#"{"COLOR": true}"#,
    ] {
        let answer = server.send(call("PATCH", "/environment", body)).await;
        refused(&answer, 400, "bad_body", "expected a string");
    }
    for body in ["", "null", r#"["COLOR", "red"]"#] {
        let answer = server.send(call("PATCH", "/environment", body)).await;
        refused(&answer, 400, "bad_body", "no JSON object");
    }
    let large = json!({"LARGE": "x".repeat(1 << 20)}).to_string();
    let answer = server.send(call("PATCH", "/environment", &large)).await;
    refused(&answer, 422, "environment_too_large", "1048576");
    assert_eq!(described(&server).await, facts(2, 2, false));
    let target = "/functions/manage/default/g/environment";
    for call in [Call::get(target), Call::new("PATCH", target).body("{}")] {
        refused(&server.send(call).await, 404, "no_such_function", "`g`");
    }
}

/// VER.3
#[tokio::test]
async fn a_deploy_with_limits_that_it_cannot_have_is_refused_by_the_limits_name() {
    let server = Server::start(&limited(Limits::default().with_fuel(10), &[])).await;
    for (limits, status, code, reason) in [
        (
            json!({"memory_bytes": (64 << 20) + 1}),
            422,
            "limit_out_of_range",
            "the memory limit",
        ),
        (
            json!({"time_ms": 30_001}),
            422,
            "limit_out_of_range",
            "the time limit",
        ),
        (
            json!({"time_ms": 0}),
            422,
            "limit_out_of_range",
            "from 1 to 30000 ms",
        ),
        (
            json!({"fuel": 11}),
            422,
            "limit_out_of_range",
            "the fuel limit",
        ),
        (json!({"time_ms": -1}), 400, "bad_deploy", "u64"),
        (json!({"seconds": 1}), 400, "bad_deploy", "`seconds`"),
        (json!(1), 400, "bad_deploy", "invalid type"),
    ] {
        let body = json!({"inline_wasm": BASE64_STANDARD.encode(guest("count")), "limits": limits});
        let answer = server.send(call("PUT", "", &body.to_string())).await;
        refused(&answer, status, code, reason);
    }
    assert_eq!(server.send(Call::get(MANAGE)).await.status, 404);
}

/// VER.5
#[tokio::test]
async fn versions_are_managed_with_the_key_and_from_no_other_page() {
    let host = two();
    let server = Server::with(&host, |service| service.key(Key::invoke_only("some"))).await;
    for (method, aspect) in [
        ("GET", "/versions"),
        ("PUT", "/pin"),
        ("DELETE", "/pin"),
        ("GET", "/environment"),
        ("PATCH", "/environment"),
    ] {
        let call = || call(method, aspect, r#"{"version": 1}"#);
        let answer = server.send(call()).await;
        assert_eq!(
            answer.error(),
            (401, "no_key".to_owned()),
            "{method} {aspect}"
        );
        let answer = server.send(call().header("authorization", "some")).await;
        assert_eq!(
            answer.error(),
            (403, "not_allowed".to_owned()),
            "{method} {aspect}"
        );
        let answer = server
            .send(call().header("origin", "http://evil.test"))
            .await;
        assert_eq!(
            answer.error(),
            (403, "foreign_origin".to_owned()),
            "{method} {aspect}"
        );
    }
    assert_eq!(host.pinned_version("default", "f"), None);
}

/// VER.5
#[tokio::test]
async fn the_routes_of_versions_tell_their_verbs() {
    let server = Server::start(&two()).await;
    for (aspect, allowed) in [
        ("/versions", "GET, HEAD"),
        ("/pin", "PUT, DELETE"),
        ("/environment", "GET, HEAD, PATCH"),
    ] {
        let answer = server.send(call("POST", aspect, "")).await;
        assert_eq!(answer.error(), (405, "method_not_allowed".to_owned()));
        assert_eq!(answer.header("allow"), Some(allowed));
    }
    let answer = server.send(Call::get(&format!("{MANAGE}/colour"))).await;
    assert_eq!(answer.error(), (404, "no_such_route".to_owned()));
}
