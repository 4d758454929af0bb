//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::string::FromUtf8Error;
use std::time::Duration;

use momento_functions_aws_secrets_manager::{
    AuthError, Authorization, Credentials, CredentialsProvider, GetSecretValueRequest, IamRole,
    SecretsManagerClient, SecretsManagerGetSecretValueError, provider,
};

#[test]
fn the_clients_calls_are_as_published() {
    fn calls(
        credentials: &CredentialsProvider,
    ) -> Result<String, SecretsManagerGetSecretValueError<FromUtf8Error>> {
        let client: SecretsManagerClient = SecretsManagerClient::new(credentials);
        let request: GetSecretValueRequest = GetSecretValueRequest::new("s")
            .version_id("v")
            .version_stage("AWSCURRENT".to_owned());
        client.get_latest_secret_value::<String>(request)?;
        client.get_secret_value(GetSecretValueRequest::new(String::new()), Duration::ZERO)
    }
    let _ = calls;
    let _: fn(&Authorization, &str) -> Result<CredentialsProvider, AuthError> = provider;
    let _ = Authorization::Federated(IamRole {
        role_arn: String::new(),
    });
    let _ = Credentials {
        access_key_id: String::new(),
        secret_access_key: String::new(),
    };
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard() {
    fn text(error: SecretsManagerGetSecretValueError<FromUtf8Error>) -> String {
        match error {
            SecretsManagerGetSecretValueError::ExtractFailed { cause } => cause.to_string(),
            SecretsManagerGetSecretValueError::SecretsManagerError(error) => format!("{error:?}"),
        }
    }
    let cause = String::from_utf8(vec![0xff]).unwrap_err();
    let expected = cause.to_string();
    assert_eq!(
        text(SecretsManagerGetSecretValueError::ExtractFailed { cause }),
        expected
    );
}
