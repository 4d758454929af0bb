use super::configuration::{EgressConfiguration, PrivateAddresses};
use super::private::is_private;
use super::rule::EgressRule;
use std::net::IpAddr;

/// Decides where the requests of functions may go.
#[derive(Debug, Default)]
pub(crate) struct EgressPolicy {
    private: PrivateAddresses,
    allow: Vec<EgressRule>,
    deny: Vec<EgressRule>,
}

/// A request may not go where it wants to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EgressRefusal {
    #[error("egress: {what} is refused by {rule:?}, a deny in momento.toml's [egress]")]
    Denied { what: String, rule: String },
    #[error("egress: {0} is private, and private = \"deny\" in momento.toml's [egress]")]
    Private(IpAddr),
}

/// What is known when only the name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameVerdict {
    /// Wherever it leads.
    Allowed,
    /// Its addresses decide.
    Undecided,
}

impl EgressPolicy {
    pub(crate) fn new(configuration: &EgressConfiguration) -> Self {
        Self {
            private: configuration.private,
            allow: configuration.allow.clone(),
            deny: configuration.deny.clone(),
        }
    }

    /// Judges a name before it is looked up: a look-up tells it to others.
    pub(crate) fn name(&self, name: &str) -> Result<NameVerdict, EgressRefusal> {
        if self.allow.iter().any(|rule| rule.matches_name(name)) {
            return Ok(NameVerdict::Allowed);
        }
        refused(&self.deny, name, |rule| rule.matches_name(name))?;
        Ok(NameVerdict::Undecided)
    }

    /// Judges an address that is about to be called.
    pub(crate) fn address(&self, address: IpAddr) -> Result<(), EgressRefusal> {
        if self.allow.iter().any(|rule| rule.matches_address(address)) {
            return Ok(());
        }
        let text = address.to_string();
        refused(&self.deny, &text, |rule| rule.matches_address(address))?;
        match self.private {
            PrivateAddresses::Deny if is_private(address) => Err(EgressRefusal::Private(address)),
            _ => Ok(()),
        }
    }
}

fn refused(
    rules: &[EgressRule],
    what: &str,
    matches: impl Fn(&EgressRule) -> bool,
) -> Result<(), EgressRefusal> {
    let rule = rules.iter().find(|rule| matches(rule));
    rule.map_or(Ok(()), |rule| {
        Err(EgressRefusal::Denied {
            what: what.to_owned(),
            rule: rule.to_string(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Configuration;

    fn policy(text: &str) -> EgressPolicy {
        let configuration = Configuration::from_toml(&format!("[egress]\n{text}")).unwrap();
        EgressPolicy::new(&configuration.egress)
    }

    fn address(policy: &EgressPolicy, address: &str) -> Result<(), String> {
        let judged = policy.address(address.parse().unwrap());
        judged.map_err(|refusal| refusal.to_string())
    }

    /// NET.5
    #[test]
    fn everything_is_allowed_unless_it_is_refused() {
        let policy = EgressPolicy::default();
        assert_eq!(policy.name("example.com"), Ok(NameVerdict::Undecided));
        assert_eq!(address(&policy, "169.254.169.254"), Ok(()));
    }

    /// NET.5
    #[test]
    fn a_refusal_tells_its_rule() {
        let policy = policy("private = \"deny\"\ndeny = [\"*.corp\", \"1.0.0.0/8\"]");
        assert_eq!(
            address(&policy, "10.0.0.5").unwrap_err(),
            "egress: 10.0.0.5 is private, and private = \"deny\" in momento.toml's [egress]"
        );
        assert_eq!(
            policy.name("db.corp").unwrap_err().to_string(),
            "egress: db.corp is refused by \"*.corp\", a deny in momento.toml's [egress]"
        );
        assert_eq!(
            address(&policy, "1.1.1.1").unwrap_err(),
            "egress: 1.1.1.1 is refused by \"1.0.0.0/8\", a deny in momento.toml's [egress]"
        );
        assert_eq!(address(&policy, "8.8.8.8"), Ok(()));
    }

    /// NET.5
    #[test]
    fn an_allow_goes_before_every_refusal() {
        let policy =
            policy("private = \"deny\"\nallow = [\"api.corp\", \"10.1.0.0/16\"]\ndeny = [\"*\"]");
        assert_eq!(policy.name("api.corp"), Ok(NameVerdict::Allowed));
        assert!(policy.name("other.corp").is_err());
        assert_eq!(address(&policy, "10.1.2.3"), Ok(()));
        assert!(address(&policy, "10.2.0.0").is_err());
        assert!(address(&policy, "8.8.8.8").is_err());
    }
}
