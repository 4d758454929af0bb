use crate::configuration::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use momento_functions_models::secrets::{SecretValue, VersionDefinition};
use schemars::JsonSchema;
use serde::Deserialize;

/// `[local.secrets.NAME]`: a secret's value, or all its versions. Its debug text leaves values out.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Configuration;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::from_toml(
///     r#"
///     [local.secrets.password]
///     value = "open sesame"
///
///     [[local.secrets."keys/signing".versions]]
///     stages = ["AWSCURRENT"]
///     binary-base64 = "AAEC"
///     "#,
/// )?;
/// let secrets = &mut configuration.local.secrets;
/// secrets.insert("token".to_owned(), "abc".into());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "Table")]
#[schemars(into = "Table")]
#[non_exhaustive]
pub struct SecretConfiguration {
    /// The secret's versions.
    pub versions: Vec<VersionDefinition>,
}

impl<T: Into<SecretValue>> From<T> for SecretConfiguration {
    fn from(value: T) -> Self {
        Self {
            versions: vec![VersionDefinition::current(value.into())],
        }
    }
}

/// A secret as the file has it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    /// The value, a text.
    value: Option<Secret>,
    /// The value's bytes.
    binary_base64: Option<Secret>,
    /// All versions of the secret, in place of one value.
    versions: Vec<Version>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Version {
    /// The version's id. The default is one that is made up.
    id: Option<String>,
    /// The version's stages, such as `AWSCURRENT`.
    stages: Vec<String>,
    /// The value, a text.
    value: Option<Secret>,
    /// The value's bytes.
    binary_base64: Option<Secret>,
}

impl TryFrom<Table> for SecretConfiguration {
    type Error = &'static str;

    fn try_from(table: Table) -> Result<Self, Self::Error> {
        if table.versions.is_empty() {
            return Ok(value(table.value, table.binary_base64)?.into());
        }
        if table.value.is_some() || table.binary_base64.is_some() {
            return Err("a secret has a value of its own, or `versions`, not both");
        }
        let versions = table.versions.into_iter().map(|version| {
            Ok::<_, Self::Error>(VersionDefinition {
                id: version.id,
                stages: version.stages,
                value: value(version.value, version.binary_base64)?,
            })
        });
        Ok(Self {
            versions: versions.collect::<Result<_, Self::Error>>()?,
        })
    }
}

fn value(text: Option<Secret>, binary: Option<Secret>) -> Result<SecretValue, &'static str> {
    match (text, binary) {
        (Some(text), None) => Ok(SecretValue::from(text.as_str())),
        (None, Some(binary)) => {
            let bytes = STANDARD.decode(binary.as_str());
            bytes
                .map(SecretValue::from)
                .map_err(|_| "`binary-base64` is no standard base64")
        }
        _ => Err("a secret has `value` or `binary-base64`, one of them"),
    }
}

#[cfg(test)]
mod tests {
    use crate::configuration::Configuration;

    fn read(keys: &str) -> Result<String, String> {
        let text = format!("[local.secrets.name]\n{keys}");
        match Configuration::from_toml(&text) {
            Ok(read) => Ok(format!("{:?}", read.local.secrets)),
            Err(error) => Err(error.to_string()),
        }
    }

    /// AWS.5, AWS.9
    #[test]
    fn a_secret_is_a_text_bytes_or_versions_and_is_never_shown() {
        for (keys, shown) in [
            ("value = 'hidden'", "6 bytes"),
            ("binary-base64 = 'aGlkZGVu'", "6 bytes"),
            (
                "versions = [{ id = 'one', stages = ['AWSCURRENT'], value = 'hidden' }]",
                "one",
            ),
        ] {
            let text = read(keys).unwrap();
            assert!(text.contains(shown), "{text}");
            assert!(!text.contains("hidden") && !text.contains("aGlk"), "{text}");
        }
    }

    /// AWS.5, AWS.9
    #[test]
    fn what_is_no_secret_is_told_without_it() {
        for (keys, told) in [
            ("", "`value` or `binary-base64`"),
            (
                "value = 'hidden'\nbinary-base64 = 'aGlkZGVu'",
                "one of them",
            ),
            ("binary-base64 = 'hidden!'", "no standard base64"),
            (
                "value = 'hidden'\nversions = [{ value = 'hidden' }]",
                "not both",
            ),
            ("versions = [{ id = 'one' }]", "one of them"),
            ("valeu = 'hidden'", "unknown field `valeu`"),
            ("value = 8731", "in quotes"),
        ] {
            let error = read(keys).unwrap_err();
            assert!(error.contains(told), "{error}");
            assert!(
                !error.contains("hidden") && !error.contains("8731"),
                "{error}"
            );
        }
    }
}
