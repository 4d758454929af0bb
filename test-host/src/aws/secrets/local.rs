use momento_functions_models::secrets::{SecretValue, Secrets, SecretsError};
use std::sync::Arc;

/// A secret of a host's stand-in for Secrets Manager.
#[derive(Debug)]
pub struct LocalSecret {
    secrets: Arc<Secrets>,
    name: String,
}

impl LocalSecret {
    pub(crate) fn new(secrets: &Arc<Secrets>, name: &str) -> Self {
        Self {
            secrets: Arc::clone(secrets),
            name: name.to_owned(),
        }
    }

    /// Returns the secret's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Puts a new value, which is current from now on, and returns its version's id. A secret that is
    /// not there is made.
    ///
    /// # Errors
    ///
    /// The name is none, or the value does not have 1 to 65,536 bytes.
    pub fn put(&self, value: impl Into<SecretValue>) -> Result<String, SecretsError> {
        self.secrets.put(&self.name, value.into())
    }
}
