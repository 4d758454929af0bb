mod error;
mod function;
mod schema;
mod secret;
mod seed;

pub use error::ConfigurationError;
pub use function::{Destination, FunctionConfiguration, LimitsConfiguration};
pub use secret::Secret;
pub use seed::{SeedBytes, SeedItem, SeedValue, Seeds};

use crate::aws::{AwsConfiguration, LambdaConfiguration, LocalS3, LocalTable, SecretConfiguration};
use crate::caches::LocalCache;
use crate::egress::EgressConfiguration;
use crate::valkey::LocalValkey;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A function's settings, and what surrounds it: the content of `momento.toml`.
///
/// A host reads `aws`, `egress` and `local` alone; the rest is for whoever builds and deploys the function, as
/// `cargo momento` does. `local` is of this machine, and no part of a deployment.
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Configuration {
    /// The function's name. The default is its crate's.
    pub name: Option<String>,
    /// The cache that the function belongs to. The default is `default`.
    pub cache: Option<String>,
    /// What the function is for, in a sentence.
    pub description: Option<String>,
    /// Whether `cargo momento` builds the function lean, for wasm32-unknown-unknown, where the command line
    /// does not say. To a host it means nothing: it runs what it is given.
    pub lean: Option<bool>,
    /// `[environment]`: the variables that the function is deployed with.
    pub environment: BTreeMap<String, Secret>,
    /// Files of variables, a line each as `NAME=VALUE`, counted from the file's own folder. Of a variable that
    /// stands in several, the last file has it; `[environment]` goes before all of them.
    pub environment_files: Vec<PathBuf>,
    /// `[limits]`: what an invocation of the function may take.
    pub limits: LimitsConfiguration,
    /// `[destinations.NAME]`: where the function is deployed to.
    pub destinations: BTreeMap<String, Destination>,
    /// `[functions.NAME]`: in the file of a workspace, the functions that are served together.
    pub functions: BTreeMap<String, FunctionConfiguration>,
    /// AWS: which credentials stand for the roles that functions name.
    pub aws: AwsConfiguration,
    /// Where the requests of functions may go.
    pub egress: EgressConfiguration,
    /// What stands in for the services around a function, on this machine.
    pub local: LocalServices,
}

/// The section `[local]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
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
    /// `[local.seed]`: what the caches hold when a host begins to serve.
    pub seed: Seeds,
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

    /// Returns what surrounds the function alone: what a host reads of it.
    #[must_use]
    pub fn surroundings(&self) -> Self {
        Self {
            aws: self.aws.clone(),
            egress: self.egress.clone(),
            local: self.local.clone(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CFG.1
    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = Configuration::from_toml("[local]\nvalky = 1").unwrap_err();
        let text = error.to_string();
        assert!(text.contains("valky") && text.contains("line 2"), "{text}");
    }

    /// CFG.1
    #[test]
    fn an_unknown_key_is_told_the_allowed_ones_and_the_one_that_was_meant() {
        for (text, meant) in [
            ("environment_files = []", "environment-files"),
            ("[locla]", "local"),
            ("[local]\nvalky = 1", "valkey"),
            ("[limits]\nmemroy = 1", "memory"),
            ("[destinations.prod]\nend-point = ''", "endpoint"),
        ] {
            let told = Configuration::from_toml(text).unwrap_err().to_string();
            assert!(told.contains("expected one of `"), "{told}");
            assert!(
                told.ends_with(&format!("did you mean `{meant}`?")),
                "{told}"
            );
        }
        let told = Configuration::from_toml("x = 1").unwrap_err().to_string();
        assert!(!told.contains("did you mean"), "{told}");
    }

    /// CFG.1
    #[test]
    fn a_value_at_the_wrong_place_may_be_a_secret_and_is_not_told() {
        for text in [
            "[local.secrets]\npassword = 'hunter2'",
            "[local.secrets]\npassword = 8731",
            "[local.secrets.password]\nversions = ['hunter2']",
            "[local]\ncache = 'redis://:hunter2@host'",
            "[local.valkey]\ncounters = 'redis://:hunter2@host'",
            "environment = 'hunter2'",
            "[limits]\nfuel = 'hunter2'",
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

    /// CFG.4
    #[test]
    fn a_variable_is_a_text_and_no_debug_text_shows_it() {
        let read = Configuration::from_toml("[environment]\nKEY = 'hunter2'").unwrap();
        assert_eq!(read.environment["KEY"].as_str(), "hunter2");
        assert!(!format!("{read:?}").contains("hunter2"));
        let told = Configuration::from_toml("[environment]\nPORT = 8731").unwrap_err();
        let told = told.to_string();
        assert!(
            told.contains("in quotes") && !told.contains("8731"),
            "{told}"
        );
    }
}
