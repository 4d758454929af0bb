//! Credentials for AWS, and who they are of.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{AwsRole, Configuration, Function, Host, HostError, Request};

fn function() -> Function {
    let host = Host::builder().build().unwrap();
    host.deploy("aws", support::guest("aws")).unwrap()
}

async fn auth(function: &Function, query: &str) -> String {
    let outcome = function
        .invoke(Request::get(&format!("/auth?{query}")))
        .await;
    outcome.response.text().into_owned()
}

/// AWS.1
#[tokio::test]
async fn a_role_or_a_key_makes_credentials() {
    let function = function();
    let role = "role=arn:aws:iam::123456789012:role/path/name";
    for query in ["", role, "id=AKIA&secret=s&region=eu-central-1"] {
        let told = auth(&function, query).await;
        assert_eq!(told, "Ok(\"credentials\")", "{query}");
    }
}

/// AWS.1, AWS.9
#[tokio::test]
async fn what_is_no_credentials_is_unauthorized_and_the_next_call_works() {
    let function = function();
    let long = format!("secret={}", "s".repeat(4096));
    for (query, reason) in [
        ("id=", "the access key has no id"),
        ("secret=", "the access key has no secret"),
        ("id=a/b", "the access key's id has characters"),
        ("id=a%0d%0ab", "the access key's id has characters"),
        (&long, "the access key has more than 4096 bytes"),
        ("role=", "the role's ARN is not of the form"),
        ("role=name", "the role's ARN is not of the form"),
        ("role=arn:aws:iam::123456789012:user/name", "the role's ARN"),
        ("region=", "the region is no region's name"),
        ("region=US", "the region is no region's name"),
        ("region=a.b", "the region is no region's name"),
    ] {
        let told = auth(&function, query).await;
        let expected = format!("Err(Unauthorized(\"{reason}");
        assert!(told.starts_with(&expected), "{query}: {told}");
        assert!(!told.contains("ssss"), "{told}");
        assert_eq!(auth(&function, "").await, "Ok(\"credentials\")");
    }
}

/// AWS.2
#[test]
fn a_configured_role_is_named_by_an_arn() {
    let mut configuration = Configuration::default();
    let role = AwsRole::key("id", "hidden");
    configuration.aws.roles.insert("reports".to_owned(), role);
    let error = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap_err();
    assert!(
        matches!(error, HostError::Configuration { .. }),
        "{error:?}"
    );
    let told = format!("{error} {error:?}");
    assert!(
        told.contains("aws.roles.\"reports\"") || told.contains("`aws.roles.\\\"reports"),
        "{told}"
    );
    assert!(!told.contains("hidden"), "{told}");
}
