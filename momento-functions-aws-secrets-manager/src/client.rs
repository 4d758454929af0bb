use std::time::Duration;

use momento_functions_bytes::encoding::Extract;
use momento_functions_wit::aws_secrets as host;

use crate::{
    CredentialsProvider, GetSecretValueRequest, Secret, SecretsManagerGetSecretValueError,
};

/// A client of Secrets Manager, for one region and with its credentials.
///
/// Its calls panic off wasm32, on a thread that has no native host
/// (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See the [crate](crate).
#[derive(Debug)]
pub struct SecretsManagerClient {
    client: host::Client,
}

impl SecretsManagerClient {
    /// Makes a client that uses these credentials and their region. It asks nothing of AWS yet.
    #[must_use]
    pub fn new(credentials: &CredentialsProvider) -> Self {
        Self {
            client: host::client(credentials),
        }
    }

    /// Gets a secret's value: one that the host has kept, when it is no older than
    /// `allowed_staleness`, else from AWS.
    ///
    /// # Errors
    /// Secrets Manager does not give it, or it is not what `T` expects.
    ///
    /// # Limits
    /// The staleness counts in whole seconds, rounded down; 0 always asks AWS.
    pub fn get_secret_value<T: Extract>(
        &self,
        request: GetSecretValueRequest,
        allowed_staleness: Duration,
    ) -> Result<T, SecretsManagerGetSecretValueError<T::Error>> {
        Ok(self.get_secret(request, allowed_staleness)?.value)
    }

    /// Gets a secret's value from AWS, whatever the host has kept.
    ///
    /// This is slow, and AWS counts it: prefer [`get_secret_value`](Self::get_secret_value).
    ///
    /// # Errors
    /// As for [`get_secret_value`](Self::get_secret_value).
    pub fn get_latest_secret_value<T: Extract>(
        &self,
        request: GetSecretValueRequest,
    ) -> Result<T, SecretsManagerGetSecretValueError<T::Error>> {
        self.get_secret_value(request, Duration::ZERO)
    }

    /// Gets a secret's value with its version, for functions that follow a rotation.
    ///
    /// # Errors
    /// As for [`get_secret_value`](Self::get_secret_value).
    ///
    /// # Limits
    /// As for [`get_secret_value`](Self::get_secret_value).
    pub fn get_secret<T: Extract>(
        &self,
        request: GetSecretValueRequest,
        allowed_staleness: Duration,
    ) -> Result<Secret<T>, SecretsManagerGetSecretValueError<T::Error>> {
        let request = request.into_abi(allowed_staleness);
        Secret::try_from_abi(host::client_get_secret_value(&self.client, &request)?)
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use momento_functions_wit::native;

    use super::*;
    use crate::SecretsError;

    /// Tells what it was asked for: the text is the staleness, the stage is the secret's own.
    struct Manager;

    impl native::Host for Manager {
        fn aws_secrets(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    impl host::Host for Manager {
        fn client(&self, credentials: &CredentialsProvider) -> host::Client {
            host::Client::from_native(*credentials.native::<u8>().unwrap())
        }

        fn client_get_secret_value(
            &self,
            client: &host::Client,
            request: &host::GetSecretValueRequest,
        ) -> Result<host::GetSecretValueResponse, host::SecretsError> {
            assert_eq!(client.native(), Some(&7_u8));
            let secret = match request.secret_id.as_str() {
                "text" => {
                    host::SecretValue::SecretString(request.allowed_staleness_seconds.to_string())
                }
                "bytes" => host::SecretValue::SecretBytes(vec![0, 255]),
                _ => return Err(host::SecretsError::NotFound),
            };
            Ok(host::GetSecretValueResponse {
                arn: format!("arn:{}", request.secret_id),
                created_date_epoch_seconds: 60,
                name: request.secret_id.clone(),
                secret,
                version_id: "1".to_owned(),
                version_stages: vec!["AWSCURRENT".to_owned()],
            })
        }
    }

    fn with_client<R>(run: impl FnOnce(SecretsManagerClient) -> R) -> R {
        native::scope(Manager, || {
            run(SecretsManagerClient::new(
                &CredentialsProvider::from_native(7_u8),
            ))
        })
    }

    fn request(id: &str) -> GetSecretValueRequest {
        GetSecretValueRequest::new(id)
    }

    #[test]
    fn a_text_and_bytes_are_extracted() {
        let minute = Duration::from_secs(60);
        let (text, bytes) = with_client(|secrets| {
            (
                secrets.get_secret_value::<String>(request("text"), minute),
                secrets.get_secret_value::<Vec<u8>>(request("bytes"), minute),
            )
        });
        assert_eq!(
            (text.unwrap().as_str(), bytes.unwrap()),
            ("60", vec![0, 255])
        );
    }

    #[test]
    fn the_latest_value_is_never_stale() {
        let text =
            with_client(|secrets| secrets.get_latest_secret_value::<String>(request("text")));
        assert_eq!(text.unwrap(), "0");
    }

    #[test]
    fn a_secret_tells_its_version_and_not_its_value() {
        let secret = with_client(|secrets| {
            secrets.get_secret::<String>(request("text"), Duration::from_secs(987_654))
        })
        .unwrap();
        assert_eq!(secret.value, "987654");
        let names = [&secret.arn, &secret.name, &secret.version_id];
        assert_eq!(names, ["arn:text", "text", "1"]);
        assert_eq!(secret.version_stages, ["AWSCURRENT"]);
        let made = SystemTime::UNIX_EPOCH + Duration::from_secs(60);
        assert_eq!(secret.created, made);
        let debug = format!("{secret:?}");
        assert!(
            debug.contains("arn:text") && !debug.contains("987654"),
            "{debug}"
        );
    }

    #[test]
    fn what_secrets_manager_says_is_the_error() {
        let error = with_client(|secrets| {
            secrets
                .get_latest_secret_value::<String>(request("none"))
                .unwrap_err()
        });
        assert!(matches!(
            error,
            SecretsManagerGetSecretValueError::SecretsManagerError(SecretsError::NotFound)
        ));
    }

    #[test]
    fn a_value_of_another_shape_is_an_error() {
        let error = with_client(|secrets| {
            secrets
                .get_latest_secret_value::<String>(request("bytes"))
                .unwrap_err()
        });
        assert!(matches!(
            error,
            SecretsManagerGetSecretValueError::ExtractFailed { .. }
        ));
    }
}
