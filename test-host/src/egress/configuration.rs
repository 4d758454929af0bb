use super::EgressRule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;

/// The section `[egress]`: where the requests of functions may go, and how they get there.
///
/// A name is asked first: an `allow` that matches it settles that it may be called, wherever it leads,
/// and a `deny` that it may not. Then each address of the name is asked, and only one that may be
/// called is: by `allow`, by `deny`, and then by `private`. What nothing refuses is allowed. A redirect
/// is asked like a call. What the host itself calls, by its own configuration, is not asked.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Configuration, PrivateAddresses};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::from_toml(
///     r#"
///     [egress]
///     private = "deny"
///     allow = ["localhost", "10.1.0.0/16"]
///     deny = ["*.example.com"]
///     "#,
/// )?;
/// assert_eq!(configuration.egress.private, PrivateAddresses::Deny);
/// configuration.egress.allow.push("127.0.0.1".parse()?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EgressConfiguration {
    /// Whether private addresses may be called. The default is that they may.
    pub private: PrivateAddresses,
    /// What may be called whatever the other rules say: names, `*.` and a name, `*`, addresses, or
    /// networks as `10.0.0.0/8`.
    pub allow: Vec<EgressRule>,
    /// What may not be called.
    pub deny: Vec<EgressRule>,
    /// A PEM file of authorities whose certificates are trusted, beside those that the machine trusts.
    /// Its path counts from the folder that the process runs in.
    pub certificates: Option<PathBuf>,
    /// How many redirects of one request are followed. The default is 10; with 0 a redirect is the response.
    pub redirects: u32,
    /// How long a connection may take, the look-up of its name and TLS included. The default is 10,000 ms.
    pub connect_timeout_milliseconds: u64,
}

/// Whether addresses that are not of the public internet may be called.
///
/// They are those of this machine, of private networks (RFC 1918, RFC 6598, RFC 4193), of one link
/// (where clouds offer an instance's credentials), multicast, and all else that is not globally
/// reachable by IANA's registries of special-purpose addresses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateAddresses {
    /// They may.
    #[default]
    Allow,
    /// They may not, but for those that `allow` names.
    Deny,
}

impl EgressConfiguration {
    pub(crate) fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_milliseconds)
    }
}

impl Default for EgressConfiguration {
    fn default() -> Self {
        Self {
            private: PrivateAddresses::default(),
            allow: Vec::new(),
            deny: Vec::new(),
            certificates: None,
            redirects: 10,
            connect_timeout_milliseconds: 10_000,
        }
    }
}
