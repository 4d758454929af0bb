use ipnet::{IpNet, Ipv4Net};
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use url::Host;

/// What an `allow` or a `deny` of `[egress]` matches.
///
/// A name matches as it is, whatever its case; `*.` and a name every name below that one; `*`
/// everything; an address or a network the addresses in it.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::EgressRule;
///
/// for text in ["api.example.com", "*.example.com", "*", "10.0.0.0/8", "::1"] {
///     assert_eq!(text.parse::<EgressRule>().unwrap().to_string(), text);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(into = "String")]
pub struct EgressRule {
    text: String,
    matches: Matches,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Matches {
    Everything,
    Name(String),
    Below(String),
    Network(IpNet),
}

/// A text is no rule of `[egress]`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no egress rule: a name, `*.` and a name, `*`, an address, or a network as `10.0.0.0/8` is"
)]
pub struct EgressRuleError(String);

impl EgressRule {
    /// Tells whether the rule matches a name, in whichever case it is: only the URLs of HTTP come in one.
    pub(super) fn matches_name(&self, name: &str) -> bool {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        match &self.matches {
            Matches::Everything => true,
            Matches::Name(own) => *own == name,
            Matches::Below(own) => name
                .strip_suffix(own.as_str())
                .is_some_and(|rest| rest.ends_with('.')),
            Matches::Network(_) => false,
        }
    }

    pub(super) fn matches_address(&self, address: IpAddr) -> bool {
        match &self.matches {
            Matches::Everything => true,
            Matches::Network(network) => network.contains(&address.to_canonical()),
            Matches::Name(_) | Matches::Below(_) => false,
        }
    }
}

fn matches(text: &str) -> Option<Matches> {
    if text == "*" {
        return Some(Matches::Everything);
    }
    if let Ok(network) = text.parse() {
        return Some(Matches::Network(canonical(network)));
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(Matches::Network(address.to_canonical().into()));
    }
    if let Some(below) = text.strip_prefix("*.") {
        return name(below).map(Matches::Below);
    }
    name(text).map(Matches::Name)
}

/// Writes a network of IPv4 addresses within IPv6 as what it is: an address is judged as it is called.
fn canonical(network: IpNet) -> IpNet {
    let length = network.prefix_len().checked_sub(96);
    let mapped = match network {
        IpNet::V6(network) => network.addr().to_ipv4_mapped(),
        IpNet::V4(_) => None,
    };
    let network_4 = mapped.zip(length);
    let network_4 = network_4.and_then(|(address, length)| Ipv4Net::new(address, length).ok());
    network_4.map_or(network, IpNet::V4)
}

/// Writes a name as a URL's host is written.
fn name(text: &str) -> Option<String> {
    match Host::parse(text.strip_suffix('.').unwrap_or(text)) {
        Ok(Host::Domain(name)) if !name.contains('*') => Some(name),
        _ => None,
    }
}

impl FromStr for EgressRule {
    type Err = EgressRuleError;

    fn from_str(text: &str) -> Result<Self, EgressRuleError> {
        let matches = matches(text).ok_or_else(|| EgressRuleError(text.to_owned()))?;
        let text = text.to_owned();
        Ok(Self { text, matches })
    }
}

impl TryFrom<String> for EgressRule {
    type Error = EgressRuleError;

    fn try_from(text: String) -> Result<Self, EgressRuleError> {
        text.parse()
    }
}

impl fmt::Display for EgressRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> EgressRule {
        text.parse().unwrap()
    }

    /// NET.5
    #[test]
    fn a_name_matches_itself_and_a_star_what_is_below() {
        for (text, name, matches) in [
            ("example.com", "example.com", true),
            ("Example.COM", "example.com", true),
            ("example.com.", "example.com", true),
            ("example.com", "example.com.", true),
            ("example.com", "EXAMPLE.com", true),
            ("*.example.com", "a.EXAMPLE.com", true),
            ("example.com", "a.example.com", false),
            ("example.com", "badexample.com", false),
            ("*.example.com", "a.b.example.com", true),
            ("*.example.com", "example.com", false),
            ("*.example.com", "badexample.com", false),
            ("bücher.example", "xn--bcher-kva.example", true),
            ("*", "anything", true),
            ("10.0.0.0/8", "anything", false),
        ] {
            assert_eq!(rule(text).matches_name(name), matches, "{text} {name}");
        }
    }

    /// NET.5
    #[test]
    fn a_network_matches_the_addresses_in_it() {
        for (text, address, matches) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true),
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("::1", "::1", true),
            ("::ffff:10.0.0.1", "10.0.0.1", true),
            ("::ffff:10.0.0.0/104", "10.255.0.1", true),
            ("::ffff:10.0.0.0/104", "11.0.0.0", false),
            ("fd00::/8", "fd12::1", true),
            ("*", "::1", true),
            ("example.com", "10.0.0.1", false),
        ] {
            let address = address.parse().unwrap();
            assert_eq!(rule(text).matches_address(address), matches, "{text}");
        }
    }

    /// NET.5
    #[test]
    fn what_is_no_rule_is_told() {
        for text in ["", "a b", "*.", "a.*.b", "10.0.0.0/33", "http://a/", "a:80"] {
            let error = text.parse::<EgressRule>().unwrap_err().to_string();
            assert!(error.contains("is no egress rule"), "{error}");
        }
    }
}
