//! The calls to AWS's services, and what becomes of what the host answers.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;

use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::aws::ddb::{
    AttributeValue, ConversionError, DynamoDBClient, DynamoDBError, GetItemError, Item, Key,
};
use momento_functions_host::aws::lambda::{InvokeError, LambdaClient, ResponseExtractError};
use momento_functions_host::aws::s3::{ObjectOptions, S3Client, S3GetError, S3PutError};
use momento_functions_host::aws::secrets_manager::{
    GetSecretValueRequest, SecretsManagerClient, SecretsManagerGetSecretValueError,
};
use momento_functions_host::encoding::Json;
use support::{answered, asked, refused};

fn credentials() -> AwsCredentialsProvider {
    let role_arn = "arn".to_owned();
    AwsCredentialsProvider::new("us-west-2", Credentials::Federated { role_arn }).unwrap()
}

fn unencodable() -> Json<HashMap<Vec<u8>, u8>> {
    Json(HashMap::from([(vec![1], 1)]))
}

/// What was asked, without the request for credentials.
fn asked_with_credentials(run: impl FnOnce(AwsCredentialsProvider)) -> Vec<String> {
    let mut asked = asked(|| run(credentials())).1;
    asked.remove(0);
    asked
}

#[test]
fn both_kinds_of_credentials_reach_the_host() {
    let (secret, asked) = asked(|| {
        let key = Credentials::Hardcoded {
            access_key_id: "id".to_owned(),
            secret_access_key: "secret".to_owned(),
        };
        let told = format!("{key:?}");
        AwsCredentialsProvider::new("us-west-2", key).unwrap();
        credentials();
        told
    });
    assert_eq!(secret, "Hardcoded { access_key_id: \"id\", .. }");
    assert_eq!(asked.len(), 2);
    assert!(
        asked[0].contains("\"id\"") && asked[0].contains("\"secret\""),
        "{asked:?}"
    );
    assert!(
        asked[1].starts_with("us-west-2 ") && asked[1].contains("\"arn\""),
        "{asked:?}"
    );
    let role_arn = "arn".to_owned();
    let error =
        answered(|| AwsCredentialsProvider::new("nowhere", Credentials::Federated { role_arn }));
    assert!(error.unwrap_err().to_string().contains("refused"));
}

#[test]
fn an_item_is_put_and_gotten_by_its_key() {
    #[derive(Debug, PartialEq)]
    struct Name(String);

    impl TryFrom<Item> for Name {
        type Error = ConversionError;

        fn try_from(mut item: Item) -> Result<Self, Self::Error> {
            let name = item.attributes.remove("name");
            Ok(Self(name.unwrap_or(AttributeValue::Null(true)).try_into()?))
        }
    }

    let asked = asked_with_credentials(|credentials| {
        let ddb = DynamoDBClient::new(&credentials);
        ddb.put_item("users", [("name", "Ada")]).unwrap();
        let both = Key::from(("id", "u1")).with_range("at", 7);
        let name: Option<Name> = ddb.get_item("users", both).unwrap();
        assert_eq!(name, Some(Name("Ada".to_owned())));
        assert_eq!(ddb.get_item_raw("empty", ("id", 1)).unwrap(), None);
    });
    assert!(
        asked[0].contains(r#"{\"name\":{\"S\":\"Ada\"}}"#),
        "{asked:?}"
    );
    assert!(asked[1].contains("KeyValue::S(\"u1\")") && asked[1].contains("KeyValue::N(\"7\")"));
    assert!(asked[2].contains("\"empty\""));
}

#[test]
fn an_item_that_cannot_be_understood_is_an_error_with_its_cause() {
    struct Never;
    impl TryFrom<Item> for Never {
        type Error = std::fmt::Error;
        fn try_from(_: Item) -> Result<Self, Self::Error> {
            Err(std::fmt::Error)
        }
    }
    answered(|| {
        let ddb = DynamoDBClient::new(&credentials());
        let broken = ddb.get_item_raw("broken", ("id", 1)).unwrap_err();
        assert!(matches!(broken, DynamoDBError::SerDeJson { .. }));
        assert!(
            broken
                .source()
                .is_some_and(|cause| cause.is::<serde_json::Error>())
        );
        let broken = ddb.get_item::<Never, _>("broken", ("id", 1)).err().unwrap();
        assert!(matches!(broken, GetItemError::Dynamo { .. }));
        let another = ddb.get_item::<Never, _>("users", ("id", 1)).err().unwrap();
        assert!(
            another
                .source()
                .is_some_and(|cause| cause.is::<std::fmt::Error>())
        );
    });
}

#[test]
fn a_lambda_function_is_waited_for_and_its_payload_taken_once() {
    let asked = asked_with_credentials(|credentials| {
        let lambda = LambdaClient::new(&credentials);
        let mut response = lambda.invoke("shout", "\"hi\"").unwrap();
        assert_eq!(response.status_code(), 200);
        assert_eq!(response.extract::<Json<[u8; 2]>>().unwrap(), Json([1, 2]));
        let taken = response.extract::<Vec<u8>>().unwrap_err();
        assert!(matches!(taken, ResponseExtractError::MissingPayload));
        let mut response = lambda.invoke(("shout", "live"), ()).unwrap();
        let undecoded = response.extract::<Json<bool>>().unwrap_err();
        assert!(matches!(undecoded, ResponseExtractError::Extract { .. }));
        let error = lambda.invoke("shout", unencodable()).unwrap_err();
        assert!(matches!(error, InvokeError::EncodeFailed { .. }));
    });
    assert!(
        asked[0].contains("qualifier: None, payload: Some([34, 104, 105, 34])"),
        "{asked:?}"
    );
    assert!(
        asked[0].contains("InvocationType::RequestResponse"),
        "{asked:?}"
    );
    assert!(
        asked[1].contains("qualifier: Some(\"live\"), payload: None"),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 2);
}

#[test]
fn objects_are_put_and_gotten_with_what_they_are() {
    let options = || ObjectOptions {
        content_type: Some("text/plain".to_owned()),
        content_encoding: Some("gzip".to_owned()),
    };
    let asked = asked_with_credentials(|credentials| {
        let s3 = S3Client::new(&credentials);
        s3.put("b", "k", "v").unwrap();
        s3.put_with_options("b", "k", "v", options()).unwrap();
        assert_eq!(s3.get("b", "k").unwrap(), Some(Json(vec![1, 2])));
        assert_eq!(s3.get::<Vec<u8>>("b", "missing").unwrap(), None);
        let output = s3
            .get_with_options::<Vec<u8>>("b", "k", options())
            .unwrap()
            .unwrap();
        assert_eq!(
            (output.value.as_slice(), output.content_type.as_deref()),
            (support::JSON, Some("application/json"))
        );
        assert_eq!(
            s3.get_with_options::<Vec<u8>>("b", "missing", options())
                .unwrap(),
            None
        );
        assert!(matches!(
            s3.get::<Json<bool>>("b", "k"),
            Err(S3GetError::ExtractFailed { .. })
        ));
        assert!(matches!(
            s3.put("b", "k", unencodable()),
            Err(S3PutError::EncodeFailed { .. })
        ));
    });
    assert!(
        asked[0].contains("bucket: \"b\", key: \"k\", body: [118]"),
        "{asked:?}"
    );
    let said = "content-type: Some(\"text/plain\"), content-encoding: Some(\"gzip\")";
    assert!(
        asked[1].contains(said) && asked[4].contains(said),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 7);
}

#[test]
fn a_secret_is_gotten_and_an_error_does_not_quote_it() {
    let asked = asked_with_credentials(|credentials| {
        let secrets = SecretsManagerClient::new(&credentials);
        let request = GetSecretValueRequest::new("text")
            .version_id("7")
            .version_stage("OLD");
        let stale = Duration::from_millis(2_999);
        assert_eq!(
            secrets.get_secret_value::<Vec<u8>>(request, stale).unwrap(),
            b"open sesame"
        );
        let bytes = GetSecretValueRequest::new("bytes");
        let Json(numbers) = secrets
            .get_latest_secret_value::<Json<[u8; 2]>>(bytes)
            .unwrap();
        assert_eq!(numbers, [1, 2]);
        let text = GetSecretValueRequest::new("text");
        let error = secrets
            .get_latest_secret_value::<Json<bool>>(text)
            .unwrap_err();
        assert!(matches!(
            error,
            SecretsManagerGetSecretValueError::ExtractFailed { .. }
        ));
        assert!(!format!("{error} {error:?}").contains("open") && error.source().is_some());
    });
    assert!(
        asked[0].contains(
            "version-id: Some(\"7\"), version-stage: Some(\"OLD\"), allowed-staleness-seconds: 2"
        ),
        "{asked:?}"
    );
    assert!(
        asked[1].contains("allowed-staleness-seconds: 0"),
        "{asked:?}"
    );
}

#[test]
fn the_hosts_refusal_is_the_error_of_every_call() {
    refused(|| {
        let credentials = credentials();
        let ddb = DynamoDBClient::new(&credentials);
        let error = ddb.get_item_raw("users", ("id", 1)).unwrap_err();
        assert!(matches!(error, DynamoDBError::Dynamo(_)) && error.to_string().contains("refused"));
        assert!(matches!(
            ddb.put_item("users", [("id", 1)]),
            Err(DynamoDBError::Dynamo(_))
        ));
        let lambda = LambdaClient::new(&credentials);
        assert!(matches!(
            lambda.invoke("f", ()),
            Err(InvokeError::LambdaError(_))
        ));
        let s3 = S3Client::new(&credentials);
        assert!(matches!(
            s3.get::<Vec<u8>>("b", "k"),
            Err(S3GetError::S3Error(_))
        ));
        assert!(matches!(s3.put("b", "k", "v"), Err(S3PutError::S3Error(_))));
        let options = ObjectOptions::default;
        let gotten = s3.get_with_options::<Vec<u8>>("b", "k", options());
        assert!(matches!(gotten, Err(S3GetError::S3Error(_))));
        let put = s3.put_with_options("b", "k", "v", options());
        assert!(matches!(put, Err(S3PutError::S3Error(_))));
        let secrets = SecretsManagerClient::new(&credentials);
        let request = GetSecretValueRequest::new("text");
        let error = secrets
            .get_latest_secret_value::<Vec<u8>>(request)
            .unwrap_err();
        assert!(matches!(
            error,
            SecretsManagerGetSecretValueError::SecretsManagerError(_)
        ));
    });
}
