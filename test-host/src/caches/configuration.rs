use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;

/// The section `[local.cache]`: the server that all caches of a host are on, instead of in memory.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Configuration, Host, LocalCache};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::default();
/// configuration.local.cache = Some(LocalCache::new("redis://127.0.0.1:6379"));
/// let host = Host::builder().configuration(configuration).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LocalCache {
    /// Where it is: `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` for TLS.
    pub url: String,
    /// Whether the server is one node of a cluster, whose other nodes it knows.
    #[serde(default)]
    pub cluster: bool,
    /// How long making a connection may take, and how long an answer, in milliseconds: at least 1,
    /// and 10,000 unless it is set.
    #[serde(default = "ten_seconds")]
    pub timeout_milliseconds: u64,
    /// What all keys on the server begin with, before the cache's name and a colon: `momento:`
    /// unless it is set.
    #[serde(default = "prefix")]
    pub prefix: String,
}

fn ten_seconds() -> u64 {
    10_000
}

fn prefix() -> String {
    "momento:".to_owned()
}

impl LocalCache {
    /// Names a single server.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            cluster: false,
            timeout_milliseconds: ten_seconds(),
            prefix: prefix(),
        }
    }
}

/// The URL may hold a password.
impl fmt::Debug for LocalCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalCache")
            .field("cluster", &self.cluster)
            .field("timeout_milliseconds", &self.timeout_milliseconds)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_text_shows_no_password() {
        let text = format!("{:?}", LocalCache::new("redis://:hunter2@localhost"));
        assert!(
            text.contains("momento:") && !text.contains("hunter2"),
            "{text}"
        );
    }
}
