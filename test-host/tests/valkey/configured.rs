use crate::support::nobody::Nobody;
use crate::{ask, host};
use momento_functions_test_host::{Configuration, Host, HostError, LocalValkey};

/// SVC.3
#[tokio::test]
async fn a_cluster_that_is_not_configured_is_told_with_the_line_to_add() {
    let host = Host::builder().build().unwrap();
    host.deploy("valkey", crate::support::guest("valkey"))
        .unwrap();
    let told = ask(&host, "PING").await;
    let line = "add `[local.valkey.main]` with `url = \"redis://…\"` to momento.toml";
    assert!(
        told.starts_with("failed: ") && told.ends_with(line),
        "{told}"
    );
}

/// SVC.3
#[test]
fn a_url_that_cannot_be_used_is_refused_when_the_host_is_made() {
    for url in [
        "localhost:6379",
        "http://localhost",
        "redis+unix:///run/redis.sock",
        "redis://:hunter2@",
    ] {
        let error = refusal(&format!("[local.valkey.main]\nurl = \"{url}\""));
        assert_eq!(error.0, "local.valkey.main.url", "{url}");
        assert!(!error.1.contains("hunter2"), "{}", error.1);
    }
    let never = "[local.valkey.main]\nurl = \"redis://localhost\"\ntimeout-milliseconds = 0";
    assert_eq!(refusal(never).0, "local.valkey.main.timeout-milliseconds");
}

fn refusal(toml: &str) -> (String, String) {
    let configuration = Configuration::from_toml(toml).unwrap();
    match Host::builder().configuration(configuration).build() {
        Err(HostError::Configuration { setting, reason }) => (setting, reason),
        other => panic!("{other:?}"),
    }
}

/// SVC.3
#[test]
fn the_configuration_is_read_from_toml() {
    let text = "[local.valkey.main]\nurl = \"redis://localhost\"\ncluster = true\ntimeout-milliseconds = 5";
    let read = Configuration::from_toml(text).unwrap();
    let main = &read.local.valkey["main"];
    assert!(main.url == "redis://localhost" && main.cluster && main.timeout_milliseconds == 5);
    let least =
        Configuration::from_toml("[local.valkey.main]\nurl = \"redis://localhost\"").unwrap();
    let main = &least.local.valkey["main"];
    assert!(!main.cluster && main.timeout_milliseconds == 10_000);
    assert!(Configuration::from_toml("[local.valkey.main]").is_err());
}

/// SVC.3
#[tokio::test]
async fn a_server_that_is_down_is_told_and_nothing_connects_before_a_command() {
    let nobody = Nobody::new();
    let address = nobody.address();
    let host = host(&LocalValkey::new(format!("redis://{address}")));
    let told = ask(&host, "PING").await;
    let start = format!(
        "failed: the Valkey command failed: there is no connection: {address} cannot be reached: "
    );
    assert!(told.starts_with(&start), "{told}");
}
