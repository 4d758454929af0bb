use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;

/// The section `[local.valkey.NAME]`: the server, or the cluster, that functions know as `NAME`.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Configuration, LocalValkey};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::default();
/// let server = LocalValkey::new("redis://127.0.0.1:6379");
/// configuration.local.valkey.insert("counters".to_owned(), server);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LocalValkey {
    /// Where it is: `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` for TLS.
    pub url: String,
    /// Whether the server is one node of a cluster, whose other nodes it knows.
    #[serde(default)]
    pub cluster: bool,
    /// How long making a connection may take, and how long a reply, in milliseconds: at least 1, and
    /// 10,000 unless it is set.
    #[serde(default = "ten_seconds")]
    pub timeout_milliseconds: u64,
}

fn ten_seconds() -> u64 {
    10_000
}

impl LocalValkey {
    /// Names a single server.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            cluster: false,
            timeout_milliseconds: ten_seconds(),
        }
    }
}

/// The URL may hold a password.
impl fmt::Debug for LocalValkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalValkey")
            .field("cluster", &self.cluster)
            .field("timeout_milliseconds", &self.timeout_milliseconds)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_text_shows_no_password() {
        let text = format!("{:?}", LocalValkey::new("redis://:hunter2@localhost"));
        assert!(!text.contains("hunter2"), "{text}");
    }
}
