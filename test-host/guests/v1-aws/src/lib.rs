//! Makes every call of the older contract to AWS, and answers with what each one gave.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::host::{
    aws_auth::{Authorization, Credentials, CredentialsProvider, IamRole, provider},
    aws_lambda, aws_s3, aws_secrets,
};
use momento_functions_wit::generated::web_v1;
use std::fmt::Debug;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let key = key("id");
        let told = [
            auth(),
            s3(&key, &payload),
            secrets(&key),
            lambda(&key, &payload),
        ];
        Response {
            status: 200,
            headers: Vec::new(),
            body: told.concat().join("\n").into_bytes(),
        }
    }
}

fn key(id: &str) -> CredentialsProvider {
    let key = Authorization::Hardcoded(Credentials {
        access_key_id: id.to_owned(),
        secret_access_key: "hidden".to_owned(),
    });
    provider(&key, "us-west-2").unwrap()
}

fn auth() -> Vec<String> {
    let role = |arn: &str| {
        Authorization::Federated(IamRole {
            role_arn: arn.to_owned(),
        })
    };
    let arn = "arn:aws:iam::123456789012:role/name";
    vec![
        line("role", provider(&role(arn), "us-west-2").is_ok()),
        line("arn", provider(&role("name"), "us-west-2").map(drop)),
        line("region", provider(&role(arn), "US").map(drop)),
    ]
}

fn s3(credentials: &CredentialsProvider, payload: &[u8]) -> Vec<String> {
    use aws_s3::{Client, GetObjectRequest, ObjectOptions, PutObjectRequest};
    let s3 = Client::new(credentials);
    let put = |key: &str| PutObjectRequest {
        bucket: "bucket".to_owned(),
        key: key.to_owned(),
        body: payload.to_vec(),
    };
    let get = |key: &str| GetObjectRequest {
        bucket: "bucket".to_owned(),
        key: key.to_owned(),
    };
    let options = |content_type: Option<&str>| ObjectOptions {
        content_type: content_type.map(str::to_owned),
        content_encoding: None,
    };
    let text = |body: Option<Vec<u8>>| body.map(|body| String::from_utf8(body).unwrap());
    let found = |key| s3.get(&get(key)).map(|found| text(found.body));
    let extended = |key| {
        let found = s3.get_extended(&get(key), &options(None));
        found.map(|found| (text(found.body), found.content_type))
    };
    vec![
        line("get", found("plain")),
        line("put", s3.put(&put("plain")).map(drop)),
        line("get", found("plain")),
        line("extended", extended("plain")),
        line(
            "put",
            s3.put_extended(&put("typed"), &options(Some("text/csv")))
                .map(drop),
        ),
        line("extended", extended("typed")),
        line("put", s3.put(&put("")).map(drop)),
        line(
            "put",
            s3.put_extended(&put("typed"), &options(Some("a\nb")))
                .map(drop),
        ),
    ]
}

fn secrets(credentials: &CredentialsProvider) -> Vec<String> {
    use aws_secrets::{Client, GetSecretValueRequest};
    let secrets = Client::new(credentials);
    let get = |id: &str| {
        let found = secrets.get_secret_value(&GetSecretValueRequest {
            secret_id: id.to_owned(),
            version_id: None,
            version_stage: None,
            allowed_staleness_seconds: u64::MAX,
        });
        found.map(|found| (found.secret, found.version_stages))
    };
    vec![
        line("text", get("text")),
        line("bytes", get("bytes")),
        line("missing", get("missing")),
        line("empty", get("")),
    ]
}

fn lambda(credentials: &CredentialsProvider, payload: &[u8]) -> Vec<String> {
    use aws_lambda::{Client, InvocationType, InvokeRequest, InvokeSynchronousParameters, LogType};
    let lambda = Client::new(credentials);
    let invoke = |name: &str, how: InvocationType| {
        let invoked = lambda.invoke(&InvokeRequest {
            function_name: name.to_owned(),
            qualifier: None,
            payload: Some(payload.to_vec()),
            invocation_type: how,
        });
        invoked.map(|invoked| {
            let text = |body: Vec<u8>| String::from_utf8(body).unwrap();
            let logged = invoked.log_result.is_some();
            (
                invoked.status_code,
                invoked.payload.map(text),
                logged,
                invoked.executed_version,
            )
        })
    };
    let wait = || {
        InvocationType::RequestResponse(InvokeSynchronousParameters {
            log_type: Some(LogType::Tail),
            client_context: None,
        })
    };
    vec![
        line("wait", invoke("shout", wait())),
        line("event", invoke("shout", InvocationType::Event)),
        line("dry-run", invoke("shout", InvocationType::DryRun)),
        line("missing", invoke("missing", wait())),
    ]
}

fn line(call: &str, gave: impl Debug) -> String {
    format!("{call} {gave:?}")
}

web_v1::export_web_v1!(Component);
