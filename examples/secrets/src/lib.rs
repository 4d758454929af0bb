//! Lets in whoever knows the password, which is a secret of AWS and not in the code.

use momento_functions_aws_secrets_manager::{
    Authorization, GetSecretValueRequest, SecretsManagerClient, provider,
};
use momento_functions_guest_web::{WebError, WebResult, invoke};
use std::time::Duration;

const ROLE: &str = "arn:aws:iam::123456789012:role/doorkeeper";

/// A changed password is in use at the latest after this time, and AWS is asked no more often.
const STALENESS: Duration = Duration::from_secs(300);

invoke!(open);
fn open(said: String) -> WebResult<&'static str> {
    let credentials = provider(&Authorization::federated(ROLE), "us-west-2")?;
    let secrets = SecretsManagerClient::new(&credentials);
    let request = GetSecretValueRequest::new("doors/password");
    let password: String = secrets.get_secret_value(request, STALENESS)?;
    if said != password {
        return Err(WebError::new(403, "that is not the password"));
    }
    Ok("come in")
}
