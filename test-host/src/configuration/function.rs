use crate::units::{UnitError, parse_duration, parse_size};
use schemars::JsonSchema;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// The section `[limits]`: what an invocation of the function may take, where that is less than the host
/// allows.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Configuration;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let configuration = Configuration::from_toml("[limits]\nmemory = '16MiB'")?;
/// assert_eq!(configuration.limits.memory, Some(16 << 20));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LimitsConfiguration {
    /// The function's memory, such as `"16MiB"`; a number alone is one of bytes.
    #[serde(deserialize_with = "size")]
    #[schemars(with = "Option<WrittenSize>")]
    pub memory: Option<u64>,
    /// The time of an invocation, such as `"500ms"` or `"5s"`.
    #[serde(deserialize_with = "duration")]
    #[schemars(with = "Option<String>")]
    pub time: Option<Duration>,
    /// The instructions of an invocation, in wasmtime's fuel.
    pub fuel: Option<u64>,
}

/// The section `[destinations.NAME]`: where `cargo momento deploy --to NAME` puts the function.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Destination {
    /// The URL of the service, such as `https://api.example.com`.
    pub endpoint: String,
    /// The cache that the function belongs to there, where it is not that of the file's `cache`.
    #[serde(default)]
    pub cache: Option<String>,
    /// The variable of the process's environment that holds the key. The default is `MOMENTO_API_KEY`.
    #[serde(default)]
    pub key_variable: Option<String>,
}

/// The section `[functions.NAME]` in the file of a workspace: one of its functions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FunctionConfiguration {
    /// The folder of the function's crate, or a component, counted from the file's own folder.
    pub path: PathBuf,
}

/// A size as the file has it.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "the schema alone knows it")]
enum WrittenSize {
    Text(String),
    Bytes(u64),
}

fn size<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    from.deserialize_any(SizeVisitor).map(Some)
}

pub(in crate::configuration) fn duration<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Duration>, D::Error> {
    from.deserialize_any(DurationVisitor).map(Some)
}

struct SizeVisitor;

impl Visitor<'_> for SizeVisitor {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a size, such as \"16MiB\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<u64, E> {
        parse_size(text).map_err(told)
    }

    fn visit_i64<E: Error>(self, bytes: i64) -> Result<u64, E> {
        u64::try_from(bytes).map_err(|_| E::custom("a size is not negative"))
    }
}

struct DurationVisitor;

impl Visitor<'_> for DurationVisitor {
    type Value = Duration;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a duration, such as \"30s\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Duration, E> {
        parse_duration(text).map_err(told)
    }
}

fn told<E: Error>(error: UnitError) -> E {
    E::custom(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Configuration;

    fn limits(text: &str) -> Result<LimitsConfiguration, String> {
        let read = Configuration::from_toml(&format!("[limits]\n{text}"));
        read.map(|read| read.limits)
            .map_err(|error| error.to_string())
    }

    /// CFG.3
    #[test]
    fn limits_take_units() {
        let read = limits("memory = '16MiB'\ntime = '500ms'\nfuel = 1_000").unwrap();
        assert_eq!(read.memory, Some(16 << 20));
        assert_eq!(read.time, Some(Duration::from_millis(500)));
        assert_eq!(read.fuel, Some(1_000));
        assert_eq!(limits("memory = 65536").unwrap().memory, Some(65_536));
        assert_eq!(limits("").unwrap(), LimitsConfiguration::default());
    }

    /// CFG.3
    #[test]
    fn what_is_no_limit_is_told_how_one_is_written() {
        for (text, right) in [
            ("memory = '16 apples'", "16MiB"),
            ("memory = -1", "not negative"),
            ("memory = true", "16MiB"),
            ("time = 30", "\"30s\""),
            ("time = '30'", "30s"),
            ("fuel = -1", "line 2"),
        ] {
            let told = limits(text).unwrap_err();
            assert!(told.contains("line 2") && told.contains(right), "{told}");
        }
    }
}
