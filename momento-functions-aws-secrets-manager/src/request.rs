use std::time::Duration;

use momento_functions_wit::aws_secrets as host;

/// Which secret's value to get, and which version of it: the current one unless another is named.
///
/// # Examples
/// ```
/// use momento_functions_aws_secrets_manager::GetSecretValueRequest;
///
/// let previous = GetSecretValueRequest::new("reports/password").version_stage("AWSPREVIOUS");
/// # let _ = previous;
/// ```
#[derive(Clone, Debug)]
pub struct GetSecretValueRequest {
    secret_id: String,
    version_id: Option<String>,
    version_stage: Option<String>,
}

impl GetSecretValueRequest {
    /// Names a secret, by its name or its ARN.
    #[must_use]
    pub fn new(secret_id: impl Into<String>) -> Self {
        Self {
            secret_id: secret_id.into(),
            version_id: None,
            version_stage: None,
        }
    }

    /// Names the version, by its id.
    #[must_use]
    pub fn version_id(self, version_id: impl Into<String>) -> Self {
        Self {
            version_id: Some(version_id.into()),
            ..self
        }
    }

    /// Names the version, by its stage, such as `AWSPREVIOUS`; without one it is `AWSCURRENT`.
    #[must_use]
    pub fn version_stage(self, version_stage: impl Into<String>) -> Self {
        Self {
            version_stage: Some(version_stage.into()),
            ..self
        }
    }

    /// The staleness is rounded down: a value is never older than what was allowed.
    pub(crate) fn into_abi(self, allowed_staleness: Duration) -> host::GetSecretValueRequest {
        let Self {
            secret_id,
            version_id,
            version_stage,
        } = self;
        host::GetSecretValueRequest {
            secret_id,
            version_id,
            version_stage,
            allowed_staleness_seconds: allowed_staleness.as_secs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_set_reaches_the_host() {
        let sent = GetSecretValueRequest::new("s")
            .version_id("v")
            .version_stage("t")
            .into_abi(Duration::from_secs(60));
        assert_eq!(
            (sent.secret_id.as_str(), sent.allowed_staleness_seconds),
            ("s", 60)
        );
        assert_eq!(
            (sent.version_id.as_deref(), sent.version_stage.as_deref()),
            (Some("v"), Some("t"))
        );
    }

    #[test]
    fn the_staleness_is_rounded_down_to_seconds() {
        let sent = |staleness| {
            GetSecretValueRequest::new("s")
                .into_abi(staleness)
                .allowed_staleness_seconds
        };
        assert_eq!(sent(Duration::from_millis(999)), 0);
        assert_eq!(sent(Duration::from_millis(1_999)), 1);
        assert_eq!(sent(Duration::MAX), u64::MAX);
    }
}
