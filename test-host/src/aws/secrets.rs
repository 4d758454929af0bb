mod configuration;
mod endpoint;
mod local;

use super::{AwsEndpoint, CredentialsProvider, Failure, Identity, SecretsClient, Service};
use crate::error::HostError;
use crate::host::Settings;
pub use configuration::SecretConfiguration;
pub use local::LocalSecret;
use momento_functions_models::Clock;
use momento_functions_models::secrets::{
    FoundSecret, Kept, SecretRequest, SecretValue, Secrets, SecretsError,
};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Who keeps the secrets of functions, and what is kept of them here.
pub(crate) struct SecretsManager {
    local: Arc<Secrets>,
    /// Asked in place of what is local.
    endpoint: Option<Service>,
    /// What one caller was given is not for another.
    kept: Kept<(Identity, String, SecretRequest), Arc<SecretAnswer>>,
    clock: Arc<dyn Clock>,
}

/// A secret's value, and what it is the value of.
#[derive(Debug)]
pub(crate) struct SecretAnswer {
    pub(crate) arn: String,
    pub(crate) created_seconds: u64,
    pub(crate) name: String,
    pub(crate) value: SecretValue,
    pub(crate) version_id: String,
    pub(crate) version_stages: Vec<String>,
}

impl SecretsManager {
    pub(crate) fn new(clock: &Arc<dyn Clock>) -> Self {
        Self {
            local: Arc::new(Secrets::new(Arc::clone(clock))),
            endpoint: None,
            kept: Kept::default(),
            clock: Arc::clone(clock),
        }
    }

    /// Asks an endpoint from now on, if there is one.
    pub(crate) fn at(mut self, endpoint: Option<&AwsEndpoint>) -> Result<Self, HostError> {
        let made = endpoint.map(|at| Service::new(at, "secrets-manager", "secretsmanager"));
        self.endpoint = made.transpose()?;
        Ok(self)
    }

    /// Sets the secrets of the configuration.
    pub(crate) fn define(
        &self,
        secrets: BTreeMap<String, SecretConfiguration>,
    ) -> Result<(), HostError> {
        for (name, secret) in secrets {
            let defined = self.local.define(&name, secret.versions);
            defined.map_err(|error| HostError::Configuration {
                setting: format!("local.secrets.\"{name}\""),
                reason: error.to_string(),
            })?;
        }
        Ok(())
    }

    pub(crate) fn local(&self) -> &Arc<Secrets> {
        &self.local
    }

    /// SVC.5: gets a value that is at most as old as is allowed.
    pub(crate) async fn get(
        &self,
        settings: &Settings,
        client: &SecretsClient,
        request: SecretRequest,
        allowed_seconds: u64,
    ) -> Result<Arc<SecretAnswer>, Failure> {
        let provider = &client.0;
        let now = self.clock.monotonic();
        let region = provider.region().to_owned();
        let key = (provider.authorization().identity(), region, request);
        if let Some(kept) = self.kept.get(&key, allowed_seconds, now) {
            return Ok(kept);
        }
        let answer = Arc::new(self.ask(settings, provider, &key.2).await?);
        self.kept.keep(key, Arc::clone(&answer), now);
        Ok(answer)
    }

    async fn ask(
        &self,
        settings: &Settings,
        provider: &CredentialsProvider,
        request: &SecretRequest,
    ) -> Result<SecretAnswer, Failure> {
        if let Some(endpoint) = &self.endpoint {
            return endpoint::get(endpoint, settings, provider, request).await;
        }
        let found = self.local.get(request)?;
        Ok(SecretAnswer::new(&found, provider.region()))
    }
}

impl SecretAnswer {
    fn new(found: &FoundSecret, region: &str) -> Self {
        let version = &found.version;
        let since = version.created.duration_since(SystemTime::UNIX_EPOCH);
        Self {
            arn: found.arn(region),
            created_seconds: since.unwrap_or(Duration::ZERO).as_secs(),
            name: found.name.clone(),
            value: version.value.clone(),
            version_id: version.id.clone(),
            version_stages: version.stages.clone(),
        }
    }
}

impl From<SecretsError> for Failure {
    fn from(error: SecretsError) -> Self {
        match error {
            not_found @ SecretsError::NotFound => Self::NotFound(not_found.to_string()),
            SecretsError::Malformed(text) => Self::Malformed(text),
        }
    }
}

impl fmt::Debug for SecretsManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretsManager").finish_non_exhaustive()
    }
}
