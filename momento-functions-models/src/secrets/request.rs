use super::SecretsError;

/// API reference of Secrets Manager, `GetSecretValue`.
const MAX_ID: usize = 2048;
const MAX_VERSION: usize = 64;
const MAX_STAGE: usize = 256;

/// Which value to get: the secret's name or ARN, and which version of it.
///
/// # Examples
///
/// ```
/// use momento_functions_models::secrets::SecretRequest;
///
/// assert!(SecretRequest::new("password", None, None).is_ok());
/// assert!(SecretRequest::new("", None, None).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecretRequest {
    pub(super) id: String,
    pub(super) version_id: Option<String>,
    pub(super) stage: Option<String>,
}

impl SecretRequest {
    /// Makes a request; without a version it is for the stage `AWSCURRENT`.
    ///
    /// # Errors
    ///
    /// The id does not have 1 to 2048 bytes, a version's id 1 to 64, or a stage 1 to 256.
    pub fn new(
        id: impl Into<String>,
        version_id: Option<String>,
        stage: Option<String>,
    ) -> Result<Self, SecretsError> {
        let id = id.into();
        check("secret's id", Some(&id), MAX_ID)?;
        check("version's id", version_id.as_deref(), MAX_VERSION)?;
        check("version's stage", stage.as_deref(), MAX_STAGE)?;
        Ok(Self {
            id,
            version_id,
            stage,
        })
    }

    /// Returns the secret's name or ARN.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the version's id.
    #[must_use]
    pub fn version_id(&self) -> Option<&str> {
        self.version_id.as_deref()
    }

    /// Returns the version's stage.
    #[must_use]
    pub fn stage(&self) -> Option<&str> {
        self.stage.as_deref()
    }
}

fn check(what: &str, text: Option<&str>, limit: usize) -> Result<(), SecretsError> {
    match text.map(str::len) {
        Some(size) if size == 0 || size > limit => Err(SecretsError::Malformed(format!(
            "a {what} has 1 to {limit} bytes; this one has {size}"
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_ID, MAX_STAGE, MAX_VERSION, SecretRequest};

    /// AWS.5
    #[test]
    fn every_text_of_a_request_has_its_bounds() {
        let made = |id: usize, version: usize, stage: usize| {
            let text = |size| Some("a".repeat(size));
            SecretRequest::new("a".repeat(id), text(version), text(stage)).is_ok()
        };
        assert!(made(1, 1, 1) && made(MAX_ID, MAX_VERSION, MAX_STAGE));
        for (id, version, stage) in [
            (0, 1, 1),
            (1, 0, 1),
            (1, 1, 0),
            (MAX_ID + 1, 1, 1),
            (1, MAX_VERSION + 1, 1),
            (1, 1, MAX_STAGE + 1),
        ] {
            assert!(!made(id, version, stage), "{id} {version} {stage}");
        }
    }
}
