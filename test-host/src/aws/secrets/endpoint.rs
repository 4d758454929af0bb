use super::SecretAnswer;
use crate::aws::service::{Body, refused};
use crate::aws::{Call, CredentialsProvider, Failure, Service};
use crate::host::Settings;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, Method};
use momento_functions_models::secrets::{SecretRequest, SecretValue};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How long an answer may be: a secret has 64 KiB, more in base64 or with escapes.
const MAX_ANSWER: u64 = 1 << 20;

/// API reference of Secrets Manager, `GetSecretValue`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    #[serde(rename = "ARN")]
    arn: String,
    /// Seconds, with a fraction.
    #[serde(default)]
    created_date: f64,
    name: String,
    secret_string: Option<String>,
    secret_binary: Option<String>,
    version_id: String,
    #[serde(default)]
    version_stages: Vec<String>,
}

/// AWS.8: gets a value by Secrets Manager's JSON interface.
pub(super) async fn get(
    endpoint: &Service,
    settings: &Settings,
    provider: &CredentialsProvider,
    request: &SecretRequest,
) -> Result<SecretAnswer, Failure> {
    let mut headers = HeaderMap::new();
    let json = HeaderValue::from_static("application/x-amz-json-1.1");
    let target = HeaderValue::from_static("secretsmanager.GetSecretValue");
    headers.insert(http::header::CONTENT_TYPE, json);
    headers.insert("x-amz-target", target);
    let call = Call {
        method: Method::POST,
        path: "/".to_owned(),
        headers,
        body: Body::Signed(asked(request).into()),
        ..Call::default()
    };
    let response = endpoint.call(settings, provider, call).await?;
    if !response.status().is_success() {
        return Err(refused(response).await);
    }
    let body = response.into_body().collect(MAX_ANSWER).await;
    match body {
        Ok(Ok(body)) => read(&body).ok_or_else(unreadable),
        _ => Err(unreadable()),
    }
}

fn asked(request: &SecretRequest) -> String {
    let fields = [
        ("SecretId", Some(request.id())),
        ("VersionId", request.version_id()),
        ("VersionStage", request.stage()),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let fields = fields.map(|(name, value)| (name.to_owned(), Value::from(value)));
    Value::Object(fields.collect::<Map<_, _>>()).to_string()
}

/// What cannot be read is not told: a secret may be in it.
fn unreadable() -> Failure {
    Failure::Other("Secrets Manager's answer has no secret that can be read".to_owned())
}

fn read(body: &[u8]) -> Option<SecretAnswer> {
    let answer: Answer = serde_json::from_slice(body).ok()?;
    let value = match (answer.secret_string, answer.secret_binary) {
        (Some(text), _) => SecretValue::from(text),
        (None, Some(binary)) => SecretValue::from(STANDARD.decode(binary).ok()?),
        (None, None) => return None,
    };
    Some(SecretAnswer {
        arn: answer.arn,
        // A cast of this kind saturates.
        created_seconds: answer.created_date as u64,
        name: answer.name,
        value,
        version_id: answer.version_id,
        version_stages: answer.version_stages,
    })
}
