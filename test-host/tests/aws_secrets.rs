//! Secrets: versions, stages, and how old a value may be.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_models::ManualClock;
use momento_functions_test_host::{Configuration, Host, HostError, Request, Response};
use std::sync::Arc;
use std::time::Duration;

const SECRETS: &str = r#"
    [local.secrets.name]
    value = "open sesame"
    [local.secrets."keys/signing"]
    binary-base64 = "AP8="
    [[local.secrets.rotated.versions]]
    id = "one"
    stages = ["AWSPREVIOUS"]
    value = "old"
    [[local.secrets.rotated.versions]]
    id = "two"
    stages = ["AWSCURRENT", "blue"]
    value = "new"
"#;

fn host() -> (Host, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::default());
    let host = Host::builder()
        .clock(Arc::clone(&clock) as _)
        .configuration(Configuration::from_toml(SECRETS).unwrap())
        .build()
        .unwrap();
    host.deploy("aws", support::guest("aws")).unwrap();
    (host, clock)
}

async fn get(host: &Host, query: &str) -> Response {
    let request = Request::get(&format!("/secret?{query}"));
    let function = host.function("default", "aws").unwrap();
    function.invoke(request).await.response
}

async fn value(host: &Host, query: &str) -> String {
    get(host, query).await.text().into_owned()
}

/// AWS.5
#[tokio::test]
async fn a_secret_is_a_text_or_bytes_with_what_is_said_of_it() {
    let (host, _) = host();
    let text = get(&host, "").await;
    assert_eq!((text.status, &*text.text()), (200, "open sesame"));
    let said = text.header("x-said").unwrap();
    let start = "(\"name\", \"arn:aws:secretsmanager:us-west-2:000000000000:secret:name-";
    assert!(said.starts_with(start), "{said}");
    assert!(
        said.contains(", 1767225600, ") && said.ends_with("[\"AWSCURRENT\"]"),
        "{said}"
    );
    let arn = said.split('"').nth(3).unwrap();
    assert_eq!(value(&host, &format!("name={arn}")).await, "open sesame");
    assert_eq!(get(&host, "name=keys/signing").await.body, [0, 255][..]);
}

/// AWS.5
#[tokio::test]
async fn a_version_is_asked_for_by_its_id_and_its_stage() {
    let (host, _) = host();
    for (query, expected) in [
        ("name=rotated", "new"),
        ("name=rotated&stage=AWSPREVIOUS", "old"),
        ("name=rotated&stage=blue", "new"),
        ("name=rotated&version=one", "old"),
        ("name=rotated&version=two&stage=blue", "new"),
    ] {
        assert_eq!(value(&host, query).await, expected, "{query}");
    }
}

/// AWS.5
#[tokio::test]
async fn what_is_not_there_and_what_cannot_be_is_the_error_and_the_next_call_works() {
    let (host, _) = host();
    let long = format!("name={}", "a".repeat(2049));
    for (query, error) in [
        ("name=missing", "NotFound"),
        ("name=rotated&version=three", "NotFound"),
        ("name=rotated&stage=green", "NotFound"),
        (
            "name=rotated&version=one&stage=blue",
            "Malformed(\"the version is not at",
        ),
        ("name=", "Malformed(\"a secret's id has 1 to 2048 bytes"),
        (
            &long,
            "Malformed(\"a secret's id has 1 to 2048 bytes; this one has 2049",
        ),
        ("version=", "Malformed(\"a version's id has"),
        ("stage=", "Malformed(\"a version's stage has"),
    ] {
        let told = get(&host, query).await;
        let start = format!("SecretsManagerError(SecretsError::{error}");
        assert_eq!(told.status, 502);
        assert!(told.text().starts_with(&start), "{query}: {}", told.text());
        assert_eq!(value(&host, "").await, "open sesame");
    }
}

/// SVC.5
#[tokio::test]
async fn a_changed_value_is_seen_when_the_kept_one_is_too_old() {
    let (host, clock) = host();
    assert_eq!(value(&host, "staleness=60").await, "open sesame");
    host.secret("name").put("changed").unwrap();
    clock.advance(Duration::from_secs(60));
    assert_eq!(value(&host, "staleness=60").await, "open sesame");
    assert_eq!(
        value(&host, &format!("staleness={}", u64::MAX)).await,
        "open sesame"
    );
    clock.advance(Duration::from_millis(1));
    assert_eq!(value(&host, "staleness=60").await, "changed");
}

/// SVC.5
#[tokio::test]
async fn without_staleness_the_value_is_always_fresh_and_kept_for_others() {
    let (host, _) = host();
    assert_eq!(value(&host, "staleness=60").await, "open sesame");
    host.secret("name").put("changed").unwrap();
    assert_eq!(value(&host, "staleness=0").await, "changed");
    assert_eq!(value(&host, "staleness=60").await, "changed");
}

/// SVC.5
#[tokio::test]
async fn what_is_kept_for_one_caller_is_not_given_to_another() {
    let (host, _) = host();
    let role = "role=arn:aws:iam::123456789012:role/name&staleness=60";
    assert_eq!(value(&host, "staleness=60").await, "open sesame");
    assert_eq!(value(&host, role).await, "open sesame");
    host.secret("name").put("changed").unwrap();
    assert_eq!(value(&host, "staleness=60").await, "open sesame");
    for query in [
        "id=other",
        "secret=other",
        "region=us-east-1",
        "stage=AWSCURRENT",
    ] {
        let told = value(&host, &format!("{query}&staleness=60")).await;
        assert_eq!(told, "changed", "{query}");
    }
    assert_eq!(value(&host, role).await, "open sesame");
}

/// SVC.5
#[tokio::test]
async fn that_there_is_none_is_not_kept() {
    let (host, _) = host();
    assert_eq!(get(&host, "name=later&staleness=60").await.status, 502);
    host.secret("later").put("here").unwrap();
    assert_eq!(value(&host, "name=later&staleness=60").await, "here");
}

/// AWS.5, AWS.9
#[test]
fn a_configured_secret_that_cannot_be_is_named_without_its_value() {
    let text = "[local.secrets.\"a b\"]\nvalue = \"hidden\"";
    let configuration = Configuration::from_toml(text).unwrap();
    let error = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap_err();
    assert!(
        matches!(error, HostError::Configuration { .. }),
        "{error:?}"
    );
    let told = error.to_string();
    assert!(
        told.starts_with("`local.secrets.\"a b\"` in momento.toml: a secret's name"),
        "{told}"
    );
    assert!(!format!("{told} {error:?}").contains("hidden"));
}
