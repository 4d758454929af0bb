use std::fmt;
use std::time::{Duration, SystemTime};

use momento_functions_bytes::{Data, encoding::Extract};
use momento_functions_wit::aws_secrets as host;

use crate::SecretsManagerGetSecretValueError;

/// A secret's value, and what it is the value of.
///
/// Its debug text leaves the value out.
#[derive(Clone)]
#[non_exhaustive]
pub struct Secret<T> {
    /// The value.
    pub value: T,
    /// The secret's ARN.
    pub arn: String,
    /// The secret's name.
    pub name: String,
    /// When this version was made, to the second.
    pub created: SystemTime,
    /// The version's id.
    pub version_id: String,
    /// The stages that this version has, such as `AWSCURRENT`.
    pub version_stages: Vec<String>,
}

impl<T: Extract> Secret<T> {
    pub(crate) fn try_from_abi(
        response: host::GetSecretValueResponse,
    ) -> Result<Self, SecretsManagerGetSecretValueError<T::Error>> {
        let value = T::extract(body(response.secret))
            .map_err(|cause| SecretsManagerGetSecretValueError::ExtractFailed { cause })?;
        Ok(Self {
            value,
            arn: response.arn,
            name: response.name,
            created: since_1970(response.created_date_epoch_seconds),
            version_id: response.version_id,
            version_stages: response.version_stages,
        })
    }
}

fn body(secret: host::SecretValue) -> Data {
    match secret {
        host::SecretValue::SecretBytes(bytes) => Data::from(bytes),
        host::SecretValue::SecretString(text) => Data::from(text),
    }
}

/// A time that the platform cannot hold is no reason to withhold a secret.
fn since_1970(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret")
            .field("arn", &self.arn)
            .field("name", &self.name)
            .field("created", &self.created)
            .field("version_id", &self.version_id)
            .field("version_stages", &self.version_stages)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_time_is_the_epoch() {
        assert_eq!(since_1970(u64::MAX), SystemTime::UNIX_EPOCH);
        let day = Duration::from_secs(86_400);
        assert_eq!(since_1970(86_400), SystemTime::UNIX_EPOCH + day);
    }
}
