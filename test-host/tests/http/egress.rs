//! Where requests may go.

use super::support::http_server::{HttpServer, response};
use super::{failed, host, host_with, send};
use momento_functions_test_host::Configuration;

async fn server() -> HttpServer {
    HttpServer::start(|_| async { response(200, "in") }).await
}

/// NET.5
#[tokio::test]
async fn private_addresses_are_allowed_unless_they_are_denied() {
    let server = server().await;
    assert_eq!(send(&host(), &server.url("/"), &[]).await.text(), "in");
    let host = host_with("private = \"deny\"");
    for (name, address) in [
        ("127.0.0.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
        ("10.0.0.5", "10.0.0.5"),
        ("169.254.169.254", "169.254.169.254"),
        ("0.0.0.0", "0.0.0.0"),
    ] {
        let told = failed(&host, &server.url_at(name, "/"), &[]).await;
        let expected = format!(
            "RequestError(\"egress: {address} is private, and private = \\\"deny\\\" in \
             momento.toml's [egress]\")"
        );
        assert_eq!(told, expected, "{name}");
    }
    assert_eq!(server.connections(), 1);
}

/// NET.5
#[tokio::test]
async fn a_name_is_judged_by_the_addresses_it_leads_to() {
    let server = server().await;
    let host = host_with("private = \"deny\"");
    let told = failed(&host, &server.url_at("localhost", "/"), &[]).await;
    assert!(told.contains("is private"), "{told}");
    assert_eq!(server.connections(), 0);
    let host = host_with("private = \"deny\"\nallow = [\"localhost\"]");
    let response = send(&host, &server.url_at("localhost", "/"), &[]).await;
    assert_eq!(response.text(), "in");
    let told = failed(&host, &server.url("/"), &[]).await;
    assert!(told.contains("127.0.0.1 is private"), "{told}");
}

/// NET.5
#[tokio::test]
async fn a_name_that_leads_to_allowed_and_refused_addresses_is_called_at_the_allowed_ones() {
    let server = server().await;
    let host = host_with("deny = [\"::1\"]");
    let response = send(&host, &server.url_at("localhost", "/"), &[]).await;
    assert_eq!(response.text(), "in");
}

/// NET.5
#[tokio::test]
async fn a_denied_name_is_not_even_looked_up() {
    let host = host_with("deny = [\"*.invalid\"]");
    let told = failed(&host, "http://Secret.INVALID/", &[]).await;
    let expected = "RequestError(\"egress: secret.invalid is refused by \\\"*.invalid\\\", a deny \
        in momento.toml's [egress]\")";
    assert_eq!(told, expected);
}

/// NET.5
#[tokio::test]
async fn all_but_what_is_allowed_can_be_denied() {
    let server = server().await;
    let host = host_with("allow = [\"127.0.0.0/8\"]\ndeny = [\"*\"]");
    assert_eq!(send(&host, &server.url("/"), &[]).await.text(), "in");
    let told = failed(&host, &server.url_at("localhost", "/"), &[]).await;
    assert!(told.contains("localhost is refused by"), "{told}");
}

/// NET.5
#[test]
fn a_rule_that_is_none_is_told_with_its_line() {
    let text = "[egress]\nallow = [\"localhost\"]\ndeny = [\"10.0.0.0/99\"]";
    let error = Configuration::from_toml(text).unwrap_err().to_string();
    assert!(
        error.contains("line 3") && error.contains("is no egress rule"),
        "{error}"
    );
    let error = Configuration::from_toml("[egress]\nprivate = \"no\"").unwrap_err();
    assert!(error.to_string().contains("line 2"), "{error}");
    let error = Configuration::from_toml("[egress]\nalow = []").unwrap_err();
    assert!(error.to_string().contains("alow"), "{error}");
}
