use crate::{answer, support};
use momento_functions_test_host::{Configuration, Host};

const ROLE: &str = "arn:aws:iam::123456789012:role/guest";

/// A host that knows the role, a table, a secret and a Lambda function.
fn host() -> Host {
    let configuration = Configuration::from_toml(
        r#"
        [aws.roles."arn:aws:iam::123456789012:role/guest"]
        access-key-id = "AKIDEXAMPLE"
        secret-access-key = "wJalrXUtnFEMI"

        [local.dynamodb.table]
        partition-key = "id"

        [local.secrets.secret]
        value = "open sesame"

        [local.lambda.add]
        function = "v1-web"
        "#,
    );
    Host::builder()
        .configuration(configuration.unwrap())
        .build()
        .unwrap()
}

/// ABI.1
#[tokio::test]
async fn an_item_is_put_and_got_as_it_was() {
    for guest in ["aws-ddb", "v1-aws-ddb"] {
        let expected = [
            r#"bytes Binary("AP8=")"#,
            r#"id String("one")"#,
            r#"list List([Number("1"), String("b")])"#,
            r#"map Map({"inner": Null(true)})"#,
            r#"number Number("-5")"#,
            r#"words StringSet(["a"])"#,
            "yes Boolean(true)",
            "true",
            "true",
        ];
        assert_eq!(answer(&host(), guest, ROLE).await, expected, "{guest}");
    }
}

/// ABI.1
#[tokio::test]
async fn an_object_is_put_and_got_as_it_was() {
    let expected = [
        "etag true",
        r#"content [("one", "1"), ("two", "2")]"#,
        "missing true",
    ];
    assert_eq!(answer(&host(), "aws-s3", ROLE).await, expected);
    let expected = [
        r#"Some(Ok("content"))"#,
        r#"Some((Ok("content"), Some("text/plain")))"#,
        "true",
    ];
    assert_eq!(answer(&host(), "v1-aws-s3", ROLE).await, expected);
}

/// ABI.1
#[tokio::test]
async fn a_secret_is_read() {
    for guest in ["aws-secrets", "v1-aws-secrets"] {
        let told = answer(&host(), guest, ROLE).await;
        assert_eq!(told, ["open sesame 11 true"], "{guest}");
    }
}

/// ABI.1
#[tokio::test]
async fn a_lambda_function_answers() {
    let host = host();
    host.deploy("v1-web", support::published("v1-web")).unwrap();
    let told = answer(&host, "v1-aws-lambda", ROLE).await;
    assert_eq!(told, ["200 6 true"]);
}
