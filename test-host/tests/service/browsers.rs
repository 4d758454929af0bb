//! What web pages may do.

use momento_functions_test_host::service::Key;
use serde_json::json;

use super::client::{Call, Server};
use super::host_of;

const PAGE: &str = "https://page.example";

/// HTTP.7
#[tokio::test]
async fn a_preflight_is_answered_without_a_key_and_without_the_function() {
    let host = host_of(&["answer"]);
    let mut server = Server::with(&host, |service| service.key(Key::full("k"))).await;
    let call = Call::new("OPTIONS", "/functions/default/answer?status=500")
        .header("origin", PAGE)
        .header("access-control-request-method", "PATCH")
        .header("access-control-request-headers", "authorization, x-own");
    let answer = server.send(call).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE));
    assert_eq!(answer.header("access-control-allow-methods"), Some("PATCH"));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some("authorization, x-own")
    );
    assert_eq!(server.answered().await.invocation_id, None);
}

/// HTTP.7
#[tokio::test]
async fn options_without_a_requested_method_is_an_invocation() {
    let server = Server::start(&host_of(&["answer"])).await;
    let call = Call::new("OPTIONS", "/functions/default/answer?status=299").header("origin", PAGE);
    assert_eq!(server.send(call).await.status, 299);
}

/// HTTP.7
#[tokio::test]
async fn the_origin_is_reflected_on_answers_and_errors() {
    let server = Server::start(&host_of(&["answer"])).await;
    for (target, status) in [("answer", 200), ("answer?status=99", 500), ("none", 404)] {
        let answer = server
            .send(Call::get(&format!("/functions/default/{target}")).header("origin", PAGE))
            .await;
        assert_eq!(
            (answer.status, answer.header("access-control-allow-origin")),
            (status, Some(PAGE)),
            "{target}"
        );
        assert_eq!(answer.header("vary"), Some("origin"));
    }
    let answer = server.send(Call::get("/functions/default/answer")).await;
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

/// HTTP.7
#[tokio::test]
async fn a_function_may_say_itself_which_pages_read_it() {
    let server = Server::start(&host_of(&["answer"])).await;
    let target = "/functions/default/answer?access-control-allow-origin=https://only.example";
    let answer = server.send(Call::get(target).header("origin", PAGE)).await;
    let allowed: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "access-control-allow-origin")
        .collect();
    assert_eq!(allowed.len(), 1);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        Some("https://only.example")
    );
}

/// HTTP.7
#[tokio::test]
async fn no_page_elsewhere_can_deploy_list_or_delete() {
    let host = host_of(&["count"]);
    let server = Server::start(&host).await;
    let deploy = json!({"inline_wasm": ""}).to_string();
    let calls = [
        Call::new("PUT", "/functions/manage/default/count").body(deploy),
        Call::new("DELETE", "/functions/manage/default/count"),
        Call::get("/functions/manage/default"),
        Call::new("OPTIONS", "/functions/manage/default/count")
            .header("access-control-request-method", "PUT"),
        Call::get("/"),
    ];
    for call in calls {
        let foreign = server.send(call.clone().header("origin", PAGE)).await;
        assert_eq!(foreign.error(), (403, "foreign_origin".to_owned()));
        assert_eq!(foreign.header("access-control-allow-origin"), None);
        // A name that was made to point to this machine.
        let rebound = server
            .send(
                call.host("rebound.example")
                    .header("origin", "http://rebound.example"),
            )
            .await;
        assert_eq!(rebound.error(), (403, "foreign_host".to_owned()));
    }
    assert!(host.function("default", "count").is_some());
}

/// HTTP.7
#[tokio::test]
async fn the_services_own_pages_localhost_and_allowed_names_manage() {
    let server = Server::with(&host_of(&[]), |service| service.allow_host("dev.example")).await;
    let own = format!("http://{}", server.address);
    let list = Call::get("/functions/manage/default");
    for call in [
        list.clone().header("origin", &own),
        list.clone().host("localhost:1234"),
        list.clone()
            .host("dev.example")
            .header("origin", "https://dev.example"),
    ] {
        assert_eq!(server.send(call).await.status, 200);
    }
}
