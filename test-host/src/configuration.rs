use serde::Deserialize;

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
    /// What stands in for the services around a function, on this machine.
    pub local: LocalServices,
}

/// The section `[local]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LocalServices {}

/// A text is no configuration: says where, and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigurationError(#[from] toml::de::Error);

impl Configuration {
    /// Reads the content of a `momento.toml`.
    ///
    /// # Errors
    ///
    /// The text is no TOML, or has a key or a value that the configuration does not know.
    pub fn from_toml(text: &str) -> Result<Self, ConfigurationError> {
        Ok(toml::from_str(text)?)
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
}
