//! Who may call.

use momento_functions_test_host::service::{BindError, Key, Service};
use serde_json::json;

use super::client::{Call, Server};
use super::host_of;

async fn guarded() -> Server {
    let host = host_of(&["count"]);
    Server::with(&host, |service| {
        service.key(Key::full("all")).key(Key::invoke_only("some"))
    })
    .await
}

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// HTTP.6
#[tokio::test]
async fn a_known_key_invokes_wherever_it_is_put() {
    let server = guarded().await;
    let call = Call::get("/functions/default/count");
    let ways = [
        call.clone().header("authorization", "all"),
        call.header("x-momento-authorization", "some")
            .header("authorization", "the function's own"),
        Call::get("/functions/default/count?token=some"),
    ];
    for way in ways {
        assert_eq!(server.send(way).await.status, 200);
    }
}

/// HTTP.6
#[tokio::test]
async fn a_missing_or_unknown_key_is_401() {
    let server = guarded().await;
    let call = Call::get("/functions/default/count");
    assert_eq!(server.send(call.clone()).await.error(), code(401, "no_key"));
    let answer = server
        .send(call.header("authorization", "Bearer all"))
        .await;
    assert_eq!(answer.error(), code(401, "unknown_key"));
    assert!(answer.message().contains("without `Bearer`"));
    // A name that does not exist is not told to someone without a key.
    assert_eq!(
        server
            .send(Call::get("/functions/default/none"))
            .await
            .status,
        401
    );
}

/// HTTP.6
#[tokio::test]
async fn a_key_without_permission_is_403() {
    let server = guarded().await;
    let call =
        Call::new("DELETE", "/functions/manage/default/count").header("authorization", "some");
    assert_eq!(server.send(call).await.error(), code(403, "not_allowed"));
    let call =
        Call::new("DELETE", "/functions/manage/default/count").header("authorization", "all");
    assert_eq!(server.send(call).await.status, 204);
}

/// HTTP.6
#[tokio::test]
async fn a_key_in_a_header_and_one_in_the_query_are_400() {
    let server = guarded().await;
    let call = Call::get("/functions/default/count?token=all").header("authorization", "all");
    assert_eq!(server.send(call).await.error(), code(400, "two_keys"));
}

/// HTTP.6
#[tokio::test]
async fn deploys_need_a_key() {
    let server = guarded().await;
    let body = json!({"inline_wasm": ""}).to_string();
    for target in ["/functions/manage/default/f", "/functions/manage/default"] {
        let call = Call::new("PUT", target).body(body.clone());
        assert_eq!(server.send(call).await.error(), code(401, "no_key"));
    }
}

/// HTTP.6
#[tokio::test]
async fn an_open_service_does_not_listen_beyond_this_machine_unless_told() {
    let everywhere = ([0, 0, 0, 0], 0).into();
    let refused = Service::builder(host_of(&[]))
        .bind(everywhere)
        .await
        .unwrap_err();
    assert!(matches!(refused, BindError::Open { .. }));
    assert!(refused.to_string().contains("--allow-open"));
    assert!(
        Service::builder(host_of(&[]))
            .allow_open(true)
            .bind(everywhere)
            .await
            .is_ok()
    );
    assert!(
        Service::builder(host_of(&[]))
            .key(Key::full("k"))
            .bind(everywhere)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error() {
    let server = guarded().await;
    let refused = Service::builder(host_of(&[]))
        .bind(server.address)
        .await
        .unwrap_err();
    assert!(matches!(refused, BindError::Listen { .. }));
}
