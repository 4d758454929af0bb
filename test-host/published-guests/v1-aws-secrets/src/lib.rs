//! Reads secrets, as the role that it is sent.

use std::time::Duration;

use momento_functions::{WebResult, post};
use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::aws::secrets_manager::{GetSecretValueRequest, SecretsManagerClient};

post!(call);
fn call(role_arn: Vec<u8>) -> WebResult<String> {
    let role_arn = String::from_utf8(role_arn)?;
    let role = Credentials::Federated { role_arn };
    let client = SecretsManagerClient::new(&AwsCredentialsProvider::new("eu-central-1", role)?);
    let request = || GetSecretValueRequest::new("secret");
    let latest: Vec<u8> = client.get_latest_secret_value(request())?;
    let current = request().version_stage("AWSCURRENT");
    let kept: Vec<u8> = client.get_secret_value(current, Duration::from_secs(60))?;
    let missing = GetSecretValueRequest::new("no-such-secret");
    let refused = client.get_latest_secret_value::<Vec<u8>>(missing);
    Ok(format!(
        "{} {} {}",
        String::from_utf8(latest)?,
        kept.len(),
        refused.is_err()
    ))
}
