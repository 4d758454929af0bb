//! Redirects.

use super::support::http_server::{HttpServer, read, redirect, response};
use super::support::{arriving, piece};
use super::{failed, host, host_with, invoke, query, send, works};
use momento_functions_test_host::Request;

/// Redirects as often as the path says, and then tells the request.
async fn counting() -> HttpServer {
    HttpServer::start(|request| async move {
        let left: u32 = request
            .uri()
            .path()
            .trim_start_matches('/')
            .parse()
            .unwrap();
        match left.checked_sub(1) {
            Some(left) => redirect(302, &format!("/{left}")),
            None => response(200, "arrived"),
        }
    })
    .await
}

/// Redirects to what the query says, with the status that the path is, or tells the request.
async fn guide() -> HttpServer {
    HttpServer::start(|request| async move {
        if let (Ok(status), Some(to)) = (request.uri().path()[1..].parse(), request.uri().query()) {
            return redirect(status, to);
        }
        let secret = request.headers().get("authorization").is_some();
        let method = request.method().clone();
        let body = read(request).await;
        response(200, format!("{method} {secret} {body:?}"))
    })
    .await
}

/// NET.2
#[tokio::test]
async fn ten_redirects_are_followed_and_no_more() {
    let (server, host) = (counting().await, host());
    for hops in [1, 10] {
        let response = send(&host, &server.url(&format!("/{hops}")), &[]).await;
        assert_eq!((response.status, &*response.text()), (200, "arrived"));
    }
    let told = failed(&host, &server.url("/11"), &[]).await;
    let expected = "TooManyRedirects(\"more than 10 redirects, which is the limit\")";
    assert_eq!(told, expected);
    works(&host).await;
}

/// NET.2
#[tokio::test]
async fn how_many_are_followed_can_be_set() {
    let server = counting().await;
    let host = host_with("redirects = 2");
    let response = send(&host, &server.url("/2"), &[]).await;
    assert_eq!(response.status, 200);
    let told = failed(&host, &server.url("/3"), &[]).await;
    assert!(told.starts_with("TooManyRedirects(\"more than 2"), "{told}");
    let host = host_with("redirects = 0");
    let response = send(&host, &server.url("/3"), &[]).await;
    assert_eq!((response.status, &*response.text()), (302, "elsewhere"));
    assert_eq!(response.header("location"), Some("/2"));
}

/// NET.2
#[tokio::test]
async fn a_loop_ends() {
    let server = HttpServer::start(|_| async { redirect(308, "/again") }).await;
    let host = host();
    let told = failed(&host, &server.url("/"), &[]).await;
    assert!(told.starts_with("TooManyRedirects("), "{told}");
    works(&host).await;
}

/// NET.2
#[tokio::test]
async fn methods_and_bodies_follow_as_the_status_says() {
    let (server, host) = (guide().await, host());
    for (status, verb, arrived) in [
        (301, "POST", "GET false \"\""),
        (302, "POST", "GET false \"\""),
        (303, "PUT", "GET false \"\""),
        (302, "PUT", "PUT false \"body\""),
        (307, "POST", "POST false \"body\""),
        (308, "POST", "POST false \"body\""),
    ] {
        let more = [("verb", verb), ("body", "body")];
        let response = send(&host, &server.url(&format!("/{status}?/x")), &more).await;
        assert_eq!(response.text(), arrived, "{status} {verb}");
    }
}

/// NET.2
#[tokio::test]
async fn a_body_that_was_streamed_makes_the_redirect_the_response() {
    let (server, host) = (guide().await, host());
    for (status, followed) in [(307, false), (308, false), (303, true)] {
        let url = server.url(&format!("/{status}?/x"));
        let (body, _) = arriving([piece("body")]);
        let target = query(&url, &[("verb", "POST")]);
        let response = invoke(&host, Request::post(&target).body(body)).await;
        match followed {
            true => assert_eq!(response.text(), "GET false \"\""),
            false => assert_eq!(
                (response.status, response.header("location")),
                (status, Some("/x"))
            ),
        }
    }
}

/// NET.2
#[tokio::test]
async fn authorization_goes_to_its_own_origin_only() {
    let (server, other, host) = (guide().await, guide().await, host());
    let secret = [("header", "authorization: hidden")];
    let own = server.url("/302?/x");
    assert_eq!(send(&host, &own, &secret).await.text(), "GET true \"\"");
    let elsewhere = server.url(&format!("/302?{}", other.url("/x")));
    let arrived = send(&host, &elsewhere, &secret).await;
    assert_eq!(arrived.text(), "GET false \"\"");
    let renamed = server.url(&format!("/302?{}", server.url_at("localhost", "/x")));
    let arrived = send(&host, &renamed, &secret).await;
    assert_eq!(arrived.text(), "GET false \"\"");
    // And what was dropped does not come back with the way back.
    let back = format!("{}?{}", other.url("/302"), server.url("/x"));
    let there_and_back = server.url(&format!("/302?{back}"));
    let arrived = send(&host, &there_and_back, &secret).await;
    assert_eq!(arrived.text(), "GET false \"\"");
}

/// NET.2
#[tokio::test]
async fn a_location_that_cannot_be_called_is_a_malformed_response() {
    let (server, host) = (guide().await, host());
    for (location, why) in [
        ("http://", "which is no URL"),
        ("ftp://a.test/", "which is neither http nor https"),
        ("http://u:p@a.test/", "which has a user or a password in it"),
    ] {
        let told = failed(&host, &server.url(&format!("/302?{location}")), &[]).await;
        let expected = format!("MalformedResponse(\"it redirects to \\\"{location}\\\", {why}\")");
        assert_eq!(told, expected);
        works(&host).await;
    }
}

/// NET.2
#[tokio::test]
async fn a_redirect_without_location_is_a_response() {
    let server = HttpServer::start(|_| async { response(302, "here") }).await;
    let response = send(&host(), &server.url("/"), &[]).await;
    assert_eq!((response.status, &*response.text()), (302, "here"));
}

/// NET.5
#[tokio::test]
async fn the_egress_rules_hold_at_each_hop() {
    let server = guide().await;
    let host = host_with("deny = [\"localhost\"]");
    let url = server.url(&format!("/302?{}", server.url_at("localhost", "/x")));
    let told = failed(&host, &url, &[]).await;
    let expected = "RequestError(\"egress: localhost is refused by \\\"localhost\\\", a deny in \
        momento.toml's [egress]\")";
    assert_eq!(told, expected);
    works(&host).await;
}
