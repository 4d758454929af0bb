use schemars::JsonSchema;
use serde::Deserialize;

/// `[local.lambda.NAME]`: which function stands in for a Lambda function.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Configuration;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::from_toml("[local.lambda.shout]\nfunction = 'upper'")?;
/// configuration.local.lambda.insert("whisper".to_owned(), "lower".into());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LambdaConfiguration {
    /// A web function of the cache of whoever invokes it.
    pub function: String,
}

impl<T: Into<String>> From<T> for LambdaConfiguration {
    fn from(function: T) -> Self {
        Self {
            function: function.into(),
        }
    }
}
