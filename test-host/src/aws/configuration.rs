use super::endpoint::AwsEndpoint;
use crate::configuration::Secret;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The section `[aws]`.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{AwsRole, Configuration};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::from_toml(
///     r#"
///     [aws.roles."arn:aws:iam::123456789012:role/reports"]
///     profile = "reports"
///     "#,
/// )?;
/// let orders = "arn:aws:iam::123456789012:role/orders".to_owned();
/// let key = AwsRole::key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI");
/// configuration.aws.roles.insert(orders, key);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AwsConfiguration {
    /// `[aws.roles."ARN"]`: which credentials stand for a role that a function names.
    pub roles: BTreeMap<String, AwsRole>,
    /// `[aws.s3]`: who keeps objects, instead of `[local.s3]`.
    pub s3: Option<AwsEndpoint>,
    /// `[aws.secrets-manager]`: who keeps secrets, instead of `[local.secrets.NAME]`.
    pub secrets_manager: Option<AwsEndpoint>,
    /// `[aws.lambda]`: who runs Lambda functions, instead of `[local.lambda.NAME]`.
    pub lambda: Option<AwsEndpoint>,
    /// `[aws.dynamodb]`: who answers for the tables that `[local.dynamodb.NAME]` does not declare.
    pub dynamodb: Option<AwsEndpoint>,
}

/// Which credentials stand for a role. Its debug text leaves secrets out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "Table")]
#[schemars(into = "Table")]
#[non_exhaustive]
pub enum AwsRole {
    /// `access-key-id` and `secret-access-key`, and of a temporary key `session-token`.
    #[non_exhaustive]
    Key {
        /// The access key's id.
        access_key_id: String,
        /// The access key's secret.
        secret_access_key: Secret,
        /// The token of a temporary key.
        session_token: Option<Secret>,
    },
    /// `profile`: the one of this name in the files that AWS's own tools read.
    Profile(String),
    /// `assume = true`: the role itself, taken on with whatever credentials this machine has.
    Assume,
}

impl AwsRole {
    /// Makes a role of an access key.
    #[must_use]
    pub fn key(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self::Key {
            access_key_id: access_key_id.into(),
            secret_access_key: Secret::from(secret_access_key.into()),
            session_token: None,
        }
    }
}

/// A role as the file has it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    /// The access key's id.
    access_key_id: Option<String>,
    /// The access key's secret.
    secret_access_key: Option<Secret>,
    /// The token of a temporary key.
    session_token: Option<Secret>,
    /// The profile of this name in the files that AWS's own tools read.
    profile: Option<String>,
    /// The role itself, taken on with whatever credentials this machine has.
    assume: bool,
}

impl TryFrom<Table> for AwsRole {
    type Error = &'static str;

    fn try_from(table: Table) -> Result<Self, Self::Error> {
        match table {
            Table {
                access_key_id: Some(access_key_id),
                secret_access_key: Some(secret_access_key),
                session_token,
                profile: None,
                assume: false,
            } => Ok(Self::Key {
                access_key_id,
                secret_access_key,
                session_token,
            }),
            Table {
                access_key_id: None,
                secret_access_key: None,
                session_token: None,
                profile: Some(profile),
                assume: false,
            } => Ok(Self::Profile(profile)),
            Table {
                access_key_id: None,
                secret_access_key: None,
                session_token: None,
                profile: None,
                assume: true,
            } => Ok(Self::Assume),
            _ => Err(
                "a role has `access-key-id` and `secret-access-key`, or `profile`, or `assume = true`",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Configuration;

    const ARN: &str = "arn:aws:iam::123456789012:role/name";

    fn role(keys: &str) -> Result<AwsRole, String> {
        let text = format!("[aws.roles.\"{ARN}\"]\n{keys}");
        let read = Configuration::from_toml(&text).map_err(|error| error.to_string())?;
        Ok(read.aws.roles[ARN].clone())
    }

    #[test]
    fn a_role_is_a_key_a_profile_or_itself() {
        let key = "access-key-id = 'id'\nsecret-access-key = 'hidden'\nsession-token = 'hidden'";
        assert!(matches!(role(key), Ok(AwsRole::Key { .. })));
        assert!(matches!(role("profile = 'work'"), Ok(AwsRole::Profile(name)) if name == "work"));
        assert!(matches!(role("assume = true"), Ok(AwsRole::Assume)));
    }

    #[test]
    fn a_role_that_is_none_or_two_of_them_is_told_what_it_can_be() {
        let mixed = "access-key-id = 'id'\nsecret-access-key = 'hidden'\nprofile = 'p'";
        for keys in ["", "assume = false", "access-key-id = 'id'", mixed] {
            let error = role(keys).unwrap_err();
            assert!(error.contains("`access-key-id` and"), "{error}");
            assert!(!error.contains("hidden"), "{error}");
        }
    }

    #[test]
    fn a_secret_is_in_no_debug_text_and_in_no_error() {
        let key = role("access-key-id = 'id'\nsecret-access-key = 'hidden'").unwrap();
        let text = format!("{key:?}");
        assert!(text.contains("id") && !text.contains("hidden"), "{text}");
        for keys in ["secret-acces-key = 'hidden'", "secret-access-key = 'hidden"] {
            let error = role(keys).unwrap_err();
            assert!(!error.contains("hidden"), "{error}");
        }
        let error = role("secret-access-key = 1234").unwrap_err();
        assert!(
            error.contains("in quotes") && !error.contains("1234"),
            "{error}"
        );
    }
}
