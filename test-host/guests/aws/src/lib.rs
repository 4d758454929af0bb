//! Makes the call to AWS that its path names, as its query says, and answers what came of it.

use momento_functions_aws_auth::{Authorization, CredentialsProvider, provider};
use momento_functions_aws_lambda::{InvokeRequest, LambdaClient, LambdaName};
use momento_functions_aws_s3::{PutObjectRequest, S3Client};
use momento_functions_aws_secrets_manager::{GetSecretValueRequest, SecretsManagerClient};
use momento_functions_bytes::Data;
use momento_functions_guest_web::{Path, Query, WebEnvironment, WebResponse, invoke};
use momento_functions_topic::publish;
use std::time::{Duration, SystemTime};

invoke!(call);
fn call(
    Path(path): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    body: Data,
) -> WebResponse {
    let asked = Asked(query);
    if path == "auth" {
        return told(format!("{:?}", asked.credentials().map(|_| "credentials")));
    }
    let credentials = asked.credentials().unwrap();
    match path.as_str() {
        "put" => put(&S3Client::new(&credentials), &asked, body),
        "get" => get(&S3Client::new(&credentials), &asked),
        "secret" => secret(&SecretsManagerClient::new(&credentials), &asked),
        "lambda" => lambda(&LambdaClient::new(&credentials), &asked, body),
        _ => {
            let payload = String::from_utf8(body.into_bytes()).unwrap();
            invoked(&LambdaClient::new(&credentials), payload)
        }
    }
}

/// The parameters of the query.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn or<'a>(&'a self, name: &str, else_: &'a str) -> &'a str {
        self.get(name).unwrap_or(else_)
    }

    fn credentials(&self) -> Result<CredentialsProvider, momento_functions_aws_auth::AuthError> {
        let authorization = match self.get("role") {
            Some(role) => Authorization::federated(role),
            None => Authorization::hardcoded(self.or("id", "id"), self.or("secret", "hidden")),
        };
        provider(&authorization, self.or("region", "us-west-2"))
    }
}

fn told(text: String) -> WebResponse {
    WebResponse::new().with_body(text).unwrap()
}

fn put(s3: &S3Client, asked: &Asked, body: Data) -> WebResponse {
    let metadata = asked.0.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix("meta-")?;
        Some((name, value.as_str()))
    });
    let (bucket, key) = (asked.or("bucket", "bucket"), asked.or("key", "key"));
    let put = match asked.get("inside") {
        Some(_) => s3
            .put(PutObjectRequest::new(bucket, key, body.into_bytes()).with_metadata(metadata))
            .map_err(|error| error.to_string()),
        None => s3
            .put(PutObjectRequest::new(bucket, key, body).with_metadata(metadata))
            .map_err(|error| error.to_string()),
    };
    match put {
        Ok(stored) => told(format!(
            "{:?} {:?} {:?}",
            stored.etag, stored.version_id, stored.expiration
        )),
        Err(error) => told(error),
    }
}

fn get(s3: &S3Client, asked: &Asked) -> WebResponse {
    let (bucket, key) = (asked.or("bucket", "bucket"), asked.or("key", "key"));
    match s3.get_object::<Data>(bucket, key) {
        Ok(Some(found)) => {
            let said = (&found.etag, &found.version_id, &found.expiration);
            let said = format!("{said:?} {:?}", found.metadata);
            let response = WebResponse::new().header("x-said", said);
            response.with_body(found.body).unwrap()
        }
        Ok(None) => told("none".to_owned()).with_status(404),
        Err(error) => told(format!("{error:?}")).with_status(502),
    }
}

fn secret(secrets: &SecretsManagerClient, asked: &Asked) -> WebResponse {
    let mut request = GetSecretValueRequest::new(asked.or("name", "name"));
    if let Some(version) = asked.get("version") {
        request = request.version_id(version);
    }
    if let Some(stage) = asked.get("stage") {
        request = request.version_stage(stage);
    }
    let staleness = asked.or("staleness", "0").parse().unwrap();
    let found = secrets.get_secret::<Vec<u8>>(request, Duration::from_secs(staleness));
    let found = match found {
        Ok(found) => found,
        Err(error) => return told(format!("{error:?}")).with_status(502),
    };
    let created = found
        .created
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    let said = (
        &found.name,
        &found.arn,
        created.as_secs(),
        &found.version_id,
    );
    let said = format!("{said:?} {:?}", found.version_stages);
    let response = WebResponse::new().header("x-said", said);
    response.with_body(found.value).unwrap()
}

fn lambda(lambda: &LambdaClient, asked: &Asked, body: Data) -> WebResponse {
    let name = asked.or("name", "shout").to_owned();
    let name = match asked.get("qualifier") {
        Some(qualifier) => LambdaName::from((name, qualifier)),
        None => LambdaName::from(name),
    };
    match asked.get("how") {
        Some("event") => return told(format!("{:?}", lambda.invoke_event(name, body))),
        Some("dry-run") => return told(format!("{:?}", lambda.dry_run(name))),
        _ => {}
    }
    let mut request = InvokeRequest::new(name, body);
    if asked.get("tail").is_some() {
        request = request.with_log_tail();
    }
    if let Some(context) = asked.get("context") {
        request = request.with_client_context(context);
    }
    match lambda.invoke_with(request) {
        Ok(mut response) => {
            let said = (
                response.status_code(),
                response.executed_version(),
                response.log_tail(),
            );
            let said = format!("{said:?}");
            let payload = response.take_payload().unwrap_or_default();
            let response = WebResponse::new().header("x-said", said);
            response.with_body(payload).unwrap()
        }
        Err(error) => told(format!("{error:?}")).with_status(502),
    }
}

/// Invoked by Lambda: does what the payload says.
fn invoked(lambda: &LambdaClient, payload: String) -> WebResponse {
    match payload.as_str() {
        "\"panic\"" => panic!("the trouble that was asked for"),
        "\"fail\"" => told("no such order".to_owned()).with_status(422),
        "\"long\"" => told("a".repeat((6 << 20) + 1)),
        "\"context\"" => {
            let headers = WebEnvironment::load();
            let context = headers.header_map().get("x-amz-client-context");
            told(format!("{context:?}"))
        }
        "\"publish\"" => told(format!("{:?}", publish("events", "ran"))),
        _ => match lambda.invoke("target", payload) {
            Ok(mut response) => WebResponse::new()
                .with_body(response.take_payload().unwrap_or_default())
                .unwrap(),
            Err(error) => told(format!("{error:?}")),
        },
    }
}
