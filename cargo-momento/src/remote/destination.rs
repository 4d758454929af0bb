use momento_functions_test_host::Configuration;

use super::{KEY, RemoteError};

/// Where a function is deployed to, as `[destinations.NAME]` of `momento.toml` has it.
#[derive(Debug)]
pub(super) struct Destination<'a> {
    pub(super) name: &'a str,
    pub(super) endpoint: &'a str,
    pub(super) cache: Option<&'a str>,
    /// The variable with the key.
    pub(super) key_variable: &'a str,
    /// Whether that variable is its own.
    pub(super) has_own_key: bool,
}

impl<'a> Destination<'a> {
    pub(super) fn find(
        name: &'a str,
        configuration: &'a Configuration,
    ) -> Result<Self, RemoteError> {
        let destinations = &configuration.destinations;
        let missing = || RemoteError::NoDestination {
            destination: name.to_owned(),
            known: match destinations.is_empty() {
                true => String::new(),
                false => {
                    let names: Vec<&str> = destinations.keys().map(String::as_str).collect();
                    format!(", which are {}", names.join(", "))
                }
            },
        };
        let found = destinations.get(name).ok_or_else(missing)?;
        let own = found.key_variable.as_deref();
        Ok(Self {
            name,
            endpoint: &found.endpoint,
            cache: found.cache.as_deref(),
            key_variable: own.unwrap_or(KEY),
            has_own_key: own.is_some(),
        })
    }
}
