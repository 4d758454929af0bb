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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::open;
    use momento_functions_test::host;
    use std::time::Duration;

    #[momento_functions_test::test]
    fn a_changed_password_is_in_use_after_five_minutes() {
        let says = |word: &str| open(word.to_owned()).map_err(|error| error.status());
        host().secret("doors/password").put("open sesame").unwrap();
        assert_eq!(says("open sesame").ok(), Some("come in"));
        host().secret("doors/password").put("mellon").unwrap();
        assert_eq!(says("mellon").err(), Some(403));
        host().clock().advance(Duration::from_secs(301));
        assert_eq!(says("mellon").ok(), Some("come in"));
    }
}
