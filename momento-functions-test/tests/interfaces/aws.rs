//! AWS: tables, objects, secrets and Lambda functions.

use momento_functions_aws_auth::{Authorization, CredentialsProvider, provider};
use momento_functions_aws_ddb as ddb;
use momento_functions_aws_lambda::LambdaClient;
use momento_functions_aws_s3::{PutObjectRequest, S3Client};
use momento_functions_aws_secrets_manager::{GetSecretValueRequest, SecretsManagerClient};
use momento_functions_test::dynamodb::{KeyAttribute, KeySchema};
use momento_functions_test::host;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn credentials() -> CredentialsProvider {
    let role = Authorization::federated("arn:aws:iam::123456789012:role/caller");
    provider(&role, "us-west-2").unwrap()
}

/// KIT.31, KIT.32
#[momento_functions_test::test]
fn items_of_tables_are_put_and_got() {
    let client = ddb::DynamoDBClient::new(&credentials());
    let missing = client
        .get_item_raw("users", ("id", "u1"))
        .unwrap_err()
        .to_string();
    assert!(
        missing.contains(r#"host.create_table("users""#),
        "{missing}"
    );
    let users = host().create_table("users", KeySchema::new(KeyAttribute::string("id")));
    let new = || ddb::Condition::new("attribute_not_exists(id)");
    let put = || ddb::PutItemRequest::new("users", [("id", "u1"), ("name", "Ada")]);
    let cost = ddb::ReturnConsumedCapacity::Total;
    let stored = client.put_item_with(put().with_condition(new()).with_consumed_capacity(cost));
    assert!(stored.unwrap().consumed_capacity.is_some());
    let taken = client
        .put_item_with(put().with_condition(new()))
        .unwrap_err();
    assert!(taken.is_condition_failed(), "{taken}");
    let user = client.get_item_raw("users", ("id", "u1")).unwrap().unwrap();
    assert_eq!(user.get("name"), Some(&ddb::AttributeValue::from("Ada")));
    assert_eq!(users.items().len(), 1);
    let wrong = client
        .get_item_raw("users", ("name", "Ada"))
        .unwrap_err()
        .to_string();
    assert!(wrong.contains("ValidationException"), "{wrong}");
}

/// KIT.31, KIT.32
#[momento_functions_test::test]
fn objects_are_put_and_got() {
    let s3 = S3Client::new(&credentials());
    assert!(s3.get::<String>("reports", "today").unwrap().is_none());
    let object = PutObjectRequest::new("reports", "today", "all is well");
    let stored = s3.put(object.with_metadata_entry("by", "me")).unwrap();
    let got = s3
        .get_object::<String>("reports", "today")
        .unwrap()
        .unwrap();
    assert_eq!(
        (&*got.body, got.metadata("by")),
        ("all is well", Some("me"))
    );
    assert_eq!(got.etag, stored.etag);
    let bucket = host().bucket("reports");
    assert_eq!(
        bucket.get("today").unwrap().as_deref(),
        Some(&b"all is well"[..])
    );
    assert!(s3.get::<String>("No Bucket", "today").is_err());
}

/// KIT.31, KIT.33
#[momento_functions_test::test]
fn a_secret_is_as_old_as_is_allowed() {
    let secrets = SecretsManagerClient::new(&credentials());
    let get = |staleness| {
        let request = GetSecretValueRequest::new("password");
        secrets.get_secret_value::<String>(request, staleness)
    };
    assert!(get(MINUTE).unwrap_err().is_not_found());
    host().secret("password").put("old").unwrap();
    assert_eq!(get(MINUTE).unwrap(), "old");
    host().secret("password").put("new").unwrap();
    assert_eq!(get(MINUTE).unwrap(), "old");
    assert_eq!(get(Duration::ZERO).unwrap(), "new");
    host().secret("password").put("newest").unwrap();
    host().clock().advance(MINUTE + Duration::from_secs(1));
    assert_eq!(get(MINUTE).unwrap(), "newest");
}

/// KIT.34
#[momento_functions_test::test]
fn a_lambda_function_answers_what_the_test_says() {
    let lambda = LambdaClient::new(&credentials());
    let text = lambda.invoke("greeter", "{}").unwrap_err().to_string();
    assert!(
        text.contains(r#"`host.lambda("greeter").respond(…)`"#),
        "{text}"
    );
    let greeter = host().lambda("greeter");
    greeter.respond(r#""first""#).respond(r#""then""#);
    let ask = || lambda.invoke("greeter", r#"{"name": "Ada"}"#).unwrap();
    assert_eq!(ask().extract::<String>().unwrap(), r#""first""#);
    let mut answer = ask();
    assert_eq!(answer.extract::<String>().unwrap(), r#""then""#);
    assert_eq!(
        (answer.status_code(), answer.executed_version()),
        (200, Some("$LATEST"))
    );
    lambda.invoke_event("greeter", "1").unwrap();
    lambda.dry_run("greeter").unwrap();
    let calls = greeter.calls();
    assert_eq!(calls.len(), 3);
    assert_eq!(
        (calls[0].text(), calls[0].is_awaited),
        (r#"{"name": "Ada"}"#.to_owned(), true)
    );
    assert!(!calls[2].is_awaited);
    assert!(lambda.invoke("greeter", "no json").is_err());
    assert!(lambda.invoke("no name!", "{}").is_err());
}

/// KIT.31
#[momento_functions_test::test]
fn credentials_that_are_none_are_refused() {
    let role = Authorization::federated("reader");
    let error = provider(&role, "us-west-2").unwrap_err().to_string();
    assert!(
        error.contains("arn:aws:iam::123456789012:role/name"),
        "{error}"
    );
    let key = Authorization::hardcoded("id", "secret");
    assert!(provider(&key, "local").is_ok());
    assert!(provider(&key, "").is_err());
}
