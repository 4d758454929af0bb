use super::assumed;
use super::configuration::AwsRole;
use super::provider::{Authorization, CredentialsProvider, RoleArn};
use super::shared_client::SharedClient;
use crate::error::HostError;
use crate::http_client::HttpClient;
use aws_credential_types::Credentials;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// The credentials that stand for roles.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    configured: BTreeMap<String, AwsRole>,
    client: HttpClient,
    /// Roles that were taken on, until shortly before they end.
    taken_on: Mutex<HashMap<RoleArn, Credentials>>,
}

/// How long before their end credentials are no more used.
const MARGIN: Duration = Duration::from_secs(300);

/// A role stands for no credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoRole {
    #[error(
        "no credentials stand for the role `{0}`: add `[aws.roles.\"{0}\"]` to momento.toml, and below it `profile = \"…\"`, `assume = true`, or `access-key-id` and `secret-access-key`"
    )]
    NotConfigured(String),
    #[error("the role `{arn}` gives no credentials: {reason}")]
    Failed {
        /// The role.
        arn: String,
        /// What went wrong.
        reason: String,
    },
}

impl Roles {
    /// Takes over the configuration; a name that is no role's ARN would never be asked for.
    /// What is asked of AWS goes over `client`.
    pub(crate) fn new(
        configured: BTreeMap<String, AwsRole>,
        client: HttpClient,
    ) -> Result<Self, HostError> {
        for arn in configured.keys() {
            RoleArn::new(arn.clone()).map_err(|malformed| HostError::Configuration {
                setting: format!("aws.roles.\"{arn}\""),
                reason: malformed.to_string(),
            })?;
        }
        Ok(Self {
            configured,
            client,
            taken_on: Mutex::default(),
        })
    }

    /// Gives the credentials that a function's call is made with.
    pub(crate) async fn credentials(
        &self,
        provider: &CredentialsProvider,
    ) -> Result<Credentials, NoRole> {
        match provider.authorization() {
            Authorization::Hardcoded(key) => Ok(key.clone()),
            Authorization::Federated(arn) => self.role(arn).await,
        }
    }

    /// Gives the credentials that stand for a role.
    pub(crate) async fn role(&self, arn: &RoleArn) -> Result<Credentials, NoRole> {
        match self.configured.get(arn.as_str()) {
            Some(AwsRole::Key {
                access_key_id,
                secret_access_key,
                session_token,
            }) => Ok(Credentials::new(
                access_key_id,
                secret_access_key.as_str(),
                session_token
                    .as_ref()
                    .map(|token| token.as_str().to_owned()),
                None,
                "momento.toml",
            )),
            Some(AwsRole::Profile(name)) => {
                assumed::profile(SharedClient(self.client.clone()), name, arn).await
            }
            Some(AwsRole::Assume) => self.taken_on(arn).await,
            None => Err(NoRole::NotConfigured(arn.as_str().to_owned())),
        }
    }

    /// Takes a role on, unless it was, and is good for some time yet.
    async fn taken_on(&self, arn: &RoleArn) -> Result<Credentials, NoRole> {
        // STS goes by the time of day, whatever the host's clock shows.
        let soon = SystemTime::now() + MARGIN;
        let lasts = |taken: &Credentials| taken.expiry().is_some_and(|end| end > soon);
        if let Some(taken) = self.known().get(arn).filter(|taken| lasts(taken)) {
            return Ok(taken.clone());
        }
        let taken = assumed::assume(SharedClient(self.client.clone()), arn).await?;
        self.known().insert(arn.clone(), taken.clone());
        Ok(taken)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<RoleArn, Credentials>> {
        self.taken_on.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arn(name: &str) -> RoleArn {
        RoleArn::new(format!("arn:aws:iam::123456789012:role/{name}")).unwrap()
    }

    fn roles() -> Roles {
        let key = AwsRole::key("id", "hidden");
        Roles::new(
            BTreeMap::from([(arn("known").as_str().to_owned(), key)]),
            HttpClient::default(),
        )
        .unwrap()
    }

    #[tokio::test]
    async fn a_role_stands_for_the_key_of_the_configuration() {
        let credentials = roles().role(&arn("known")).await.unwrap();
        assert_eq!(credentials.access_key_id(), "id");
        assert_eq!(credentials.secret_access_key(), "hidden");
        let text = format!("{credentials:?} {:?}", roles());
        assert!(!text.contains("hidden"), "{text}");
    }

    #[tokio::test]
    async fn a_role_that_stands_for_nothing_names_the_line_to_add() {
        let error = roles().role(&arn("other")).await.unwrap_err().to_string();
        let line = "`[aws.roles.\"arn:aws:iam::123456789012:role/other\"]` to momento.toml";
        assert!(error.contains(line), "{error}");
    }

    #[tokio::test]
    async fn a_functions_own_key_is_its_own() {
        let key = Authorization::hardcoded("own".to_owned(), "hidden".to_owned()).unwrap();
        let provider = CredentialsProvider::new(key, "us-west-2".to_owned()).unwrap();
        let credentials = roles().credentials(&provider).await.unwrap();
        assert_eq!(credentials.access_key_id(), "own");
    }

    #[test]
    fn a_configured_name_is_an_arn() {
        let named = BTreeMap::from([("reports".to_owned(), AwsRole::Assume)]);
        let error = Roles::new(named, HttpClient::default())
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("`aws.roles.\"reports\"` in momento.toml: the role's ARN"));
    }
}
