//! Values of AWS Secrets Manager, kept by the host for as long as the function allows.
use std::time::Duration;

use momento_functions_wit::v1::aws_secrets::{self as host, SecretsError};

use crate::aws::auth::client;
use crate::encoding::{Extract, ExtractError};
use crate::errors::errors;

errors! {
    /// Why there is no secret's value.
    ///
    /// Its texts leave out the cause of a failed extraction, which may quote the secret.
    SecretsManagerGetSecretValueError [E: ExtractError] {
        /// Secrets Manager does not give it.
        SecretsManagerError(error: SecretsError) = "Secrets Manager did not give the secret: {error}",
        /// The value is there, and is not what the type expects.
        ExtractFailed {
            /// Why. Its texts may quote the secret.
            cause: E
        } = "the secret's value is not what the function expects; the cause may quote the secret and is left out",
    }
}

/// Which secret's value to get, and which version of it: the current one unless another is named.
#[derive(Clone, Debug)]
pub struct GetSecretValueRequest {
    request: host::GetSecretValueRequest,
}

impl GetSecretValueRequest {
    /// Names a secret, by its name or its ARN.
    #[must_use]
    pub fn new(secret_id: impl Into<String>) -> Self {
        let request = host::GetSecretValueRequest {
            secret_id: secret_id.into(),
            version_id: None,
            version_stage: None,
            allowed_staleness_seconds: 0,
        };
        Self { request }
    }

    /// Names the version, by its id.
    #[must_use]
    pub fn version_id(mut self, version_id: impl Into<String>) -> Self {
        self.request.version_id = Some(version_id.into());
        self
    }

    /// Names the version, by its stage, such as `AWSPREVIOUS`; without one it is `AWSCURRENT`.
    #[must_use]
    pub fn version_stage(mut self, version_stage: impl Into<String>) -> Self {
        self.request.version_stage = Some(version_stage.into());
        self
    }
}

client! {
    /// A client of Secrets Manager, for one region and with its credentials.
    SecretsManagerClient = host
}

impl SecretsManagerClient {
    /// Gets a secret's value, which the host may have kept for this long. Seconds count, rounded down.
    ///
    /// # Errors
    /// Secrets Manager does not give it, or it is not what `T` expects.
    pub fn get_secret_value<T: Extract>(
        &self,
        request: GetSecretValueRequest,
        allowed_staleness: Duration,
    ) -> Result<T, SecretsManagerGetSecretValueError<T::Error>> {
        let mut request = request.request;
        request.allowed_staleness_seconds = allowed_staleness.as_secs();
        let response = host::client_get_secret_value(&self.client, &request)?;
        let bytes = match response.secret {
            host::SecretValue::SecretBytes(bytes) => bytes,
            host::SecretValue::SecretString(text) => text.into_bytes(),
        };
        T::extract(bytes)
            .map_err(|cause| SecretsManagerGetSecretValueError::ExtractFailed { cause })
    }

    /// Gets a secret's value as [`get_secret_value`](Self::get_secret_value) does, anew from AWS.
    ///
    /// # Errors
    /// As [`get_secret_value`](Self::get_secret_value).
    pub fn get_latest_secret_value<T: Extract>(
        &self,
        request: GetSecretValueRequest,
    ) -> Result<T, SecretsManagerGetSecretValueError<T::Error>> {
        self.get_secret_value(request, Duration::ZERO)
    }
}
