//! Where the requests of functions may go: the section `[egress]`.

mod configuration;
mod policy;
mod private;
mod rule;

pub use configuration::{EgressConfiguration, PrivateAddresses};
pub(crate) use policy::{EgressPolicy, EgressRefusal, NameVerdict};
pub use rule::{EgressRule, EgressRuleError};
