mod secret;

pub use secret::Secret;

use crate::aws::{AwsConfiguration, LambdaConfiguration, LocalS3, LocalTable, SecretConfiguration};
use crate::caches::LocalCache;
use crate::egress::EgressConfiguration;
use crate::valkey::LocalValkey;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What surrounds the functions of a host: the content of `momento.toml`.
///
/// An unknown key is an error, so that a misspelt one is not taken for a default.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Configuration, Host};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let configuration = Configuration::from_toml("[local]")?;
/// let host = Host::builder().configuration(configuration).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Configuration {
    /// Whether `cargo momento` builds the function lean, for wasm32-unknown-unknown, where the command line
    /// does not say. To a host it means nothing: it runs what it is given.
    pub lean: Option<bool>,
    /// AWS: which credentials stand for the roles that functions name.
    pub aws: AwsConfiguration,
    /// Where the requests of functions may go.
    pub egress: EgressConfiguration,
    /// What stands in for the services around a function, on this machine.
    pub local: LocalServices,
}

/// The section `[local]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LocalServices {
    /// `[local.cache]`: where the caches are, if not in memory.
    pub cache: Option<LocalCache>,
    /// `[local.valkey.NAME]`: the Valkey clusters, by the names that functions know them by.
    pub valkey: BTreeMap<String, LocalValkey>,
    /// `[local.dynamodb.NAME]`: the tables that stand in for DynamoDB's.
    pub dynamodb: BTreeMap<String, LocalTable>,
    /// `[local.s3]`: where the objects of functions are kept.
    pub s3: LocalS3,
    /// `[local.secrets.NAME]`: the values of secrets.
    pub secrets: BTreeMap<String, SecretConfiguration>,
    /// `[local.lambda.NAME]`: which functions stand in for Lambda functions.
    pub lambda: BTreeMap<String, LambdaConfiguration>,
}

/// A text is no configuration: says where, and what is wrong, but not what stands there, since it may
/// be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ConfigurationError {
    line: usize,
    column: usize,
    message: String,
}

impl ConfigurationError {
    fn new(error: &toml::de::Error, text: &str) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: last.chars().count() + 1,
            message: without_value(error.message()),
        }
    }
}

/// Takes the value out of serde's `invalid type: string "…", expected …`.
fn without_value(message: &str) -> String {
    match message.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => {
            let kind = found.split(['"', '`']).next().unwrap_or_default();
            format!("{}, expected {expected}", kind.trim_end())
        }
        _ => message.to_owned(),
    }
}

impl Configuration {
    /// Reads the content of a `momento.toml`.
    ///
    /// # Errors
    ///
    /// The text is no TOML, or has a key or a value that the configuration does not know.
    pub fn from_toml(text: &str) -> Result<Self, ConfigurationError> {
        toml::from_str(text).map_err(|error| ConfigurationError::new(&error, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = Configuration::from_toml("[local]\nvalky = 1").unwrap_err();
        let text = error.to_string();
        assert!(text.contains("valky") && text.contains("line 2"), "{text}");
    }

    #[test]
    fn a_value_at_the_wrong_place_may_be_a_secret_and_is_not_told() {
        for text in [
            "[local.secrets]\npassword = 'hunter2'",
            "[local.secrets]\npassword = 8731",
            "[local.secrets.password]\nversions = ['hunter2']",
            "[local]\ncache = 'redis://:hunter2@host'",
            "[local.valkey]\ncounters = 'redis://:hunter2@host'",
        ] {
            let told = Configuration::from_toml(text).unwrap_err().to_string();
            assert!(
                !told.contains("hunter2") && !told.contains("8731"),
                "{told}"
            );
            assert!(
                told.contains("invalid type: ") && told.contains("expected"),
                "{told}"
            );
        }
    }
}
