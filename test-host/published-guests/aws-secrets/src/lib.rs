//! Reads secrets, as the role that it is sent.

use std::time::Duration;

use momento_functions_aws_auth::{Authorization, IamRole, provider};
use momento_functions_aws_secrets_manager::{GetSecretValueRequest, SecretsManagerClient};
use momento_functions_guest_web::{WebResult, invoke};

invoke!(call);
fn call(role_arn: String) -> WebResult<String> {
    let role = Authorization::Federated(IamRole { role_arn });
    let client = SecretsManagerClient::new(&provider(&role, "eu-central-1")?);
    let request = || GetSecretValueRequest::new("secret");
    let latest: String = client.get_latest_secret_value(request())?;
    let current = request().version_stage("AWSCURRENT");
    let kept: Vec<u8> = client.get_secret_value(current, Duration::from_secs(60))?;
    let missing = GetSecretValueRequest::new("no-such-secret");
    let refused = client.get_latest_secret_value::<String>(missing);
    Ok(format!("{latest} {} {}", kept.len(), refused.is_err()))
}
