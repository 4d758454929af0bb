use super::aws::{Failure, Identity, Provider, told};
use momento_functions_models::Clock;
use momento_functions_models::secrets::{
    FoundSecret, Kept, SecretRequest, SecretValue, Secrets, SecretsError,
};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The secrets, and the values that functions were given some time ago.
pub(super) struct SecretsManager {
    local: Arc<Secrets>,
    /// What one caller was given is not for another.
    kept: Kept<(Identity, String, SecretRequest), FoundSecret>,
    clock: Arc<dyn Clock>,
}

impl SecretsManager {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            local: Arc::new(Secrets::new(Arc::clone(&clock))),
            kept: Kept::default(),
            clock,
        }
    }

    pub(super) fn local(&self) -> Arc<Secrets> {
        Arc::clone(&self.local)
    }

    /// SVC.5: gets a value that is at most as old as is allowed.
    fn get(
        &self,
        provider: &Provider,
        request: Result<SecretRequest, SecretsError>,
        allowed_seconds: u64,
    ) -> Result<FoundSecret, Failure> {
        let now = self.clock.monotonic();
        let caller = provider.identity.clone();
        let key = (caller, provider.region.clone(), request?);
        if let Some(kept) = self.kept.get(&key, allowed_seconds, now) {
            return Ok(kept);
        }
        let found = self.local.get(&key.2)?;
        self.kept.keep(key, found.clone(), now);
        Ok(found)
    }
}

/// Answers one contract, which differs from the other in its module alone.
macro_rules! answer {
    ($auth:ident$(::$auths:ident)*, $($module:ident)::+) => {
        const _: () = {
            use momento_functions_wit::$($module)::+ as wit;
            use momento_functions_wit::$auth$(::$auths)*::CredentialsProvider;

            impl wit::Host for SecretsManager {
                fn client(&self, credentials: &CredentialsProvider) -> wit::Client {
                    wit::Client::from_native(credentials.native::<Provider>().cloned())
                }

                fn client_get_secret_value(
                    &self,
                    client: &wit::Client,
                    request: &wit::GetSecretValueRequest,
                ) -> Result<wit::GetSecretValueResponse, wit::SecretsError> {
                    let Some(Some(provider)) = client.native::<Option<Provider>>() else {
                        return Err(told(Failure::not_ours()));
                    };
                    let asked = SecretRequest::new(
                        request.secret_id.clone(),
                        request.version_id.clone(),
                        request.version_stage.clone(),
                    );
                    let found = self.get(provider, asked, request.allowed_staleness_seconds);
                    found.map(|found| response(&found, provider)).map_err(told)
                }
            }

            fn response(found: &FoundSecret, provider: &Provider) -> wit::GetSecretValueResponse {
                let version = &found.version;
                let created = version.created.duration_since(SystemTime::UNIX_EPOCH);
                wit::GetSecretValueResponse {
                    arn: found.arn(&provider.region),
                    created_date_epoch_seconds: created.unwrap_or(Duration::ZERO).as_secs(),
                    name: found.name.clone(),
                    secret: match &version.value {
                        SecretValue::Text(text) => wit::SecretValue::SecretString(text.clone()),
                        SecretValue::Bytes(bytes) => wit::SecretValue::SecretBytes(bytes.clone()),
                    },
                    version_id: version.id.clone(),
                    version_stages: version.stages.clone(),
                }
            }
        };
    };
}

answer!(aws_auth, aws_secrets);
answer!(v1::aws_auth, v1::aws_secrets);

/// A secret of a native host's Secrets Manager.
#[derive(Debug)]
pub struct NativeSecret {
    secrets: Arc<Secrets>,
    name: String,
}

impl NativeSecret {
    pub(super) fn new(secrets: Arc<Secrets>, name: &str) -> Self {
        Self {
            secrets,
            name: name.to_owned(),
        }
    }

    /// Puts a new value, which is current from now on, and returns its version's id. A secret that is not
    /// there is made.
    ///
    /// # Errors
    ///
    /// The name is none, or the value does not have 1 to 65,536 bytes.
    pub fn put(&self, value: impl Into<SecretValue>) -> Result<String, SecretsError> {
        self.secrets.put(&self.name, value.into())
    }
}
