use aws_credential_types::Credentials;
pub(crate) use momento_functions_models::aws::{MalformedCredentials as Malformed, RoleArn};
use momento_functions_models::aws::{check_key, check_region};
use sha2::{Digest as _, Sha256};

/// Whose credentials a function's calls are made with, and in which region.
///
/// Whether they are of any worth shows at the first call that is sent to AWS.
#[derive(Debug, Clone)]
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub struct CredentialsProvider {
    authorization: Authorization,
    region: String,
}

/// Where credentials come from. The debug text of a key leaves its secret out.
#[derive(Debug, Clone)]
pub(crate) enum Authorization {
    /// From the function itself.
    Hardcoded(Credentials),
    /// From the configuration.
    Federated(RoleArn),
}

/// Who calls: the same for the same role or key, and it cannot be turned back into a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    Key([u8; 32]),
    Role(RoleArn),
}

impl CredentialsProvider {
    pub(crate) fn new(authorization: Authorization, region: String) -> Result<Self, Malformed> {
        check_region(&region)?;
        Ok(Self {
            authorization,
            region,
        })
    }

    pub(crate) fn authorization(&self) -> &Authorization {
        &self.authorization
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }
}

impl Authorization {
    pub(crate) fn hardcoded(id: String, secret: String) -> Result<Self, Malformed> {
        check_key(&id, &secret)?;
        Ok(Self::Hardcoded(Credentials::new(
            id, secret, None, None, "function",
        )))
    }

    pub(crate) fn identity(&self) -> Identity {
        match self {
            Self::Hardcoded(key) => Identity::Key(
                Sha256::new()
                    .chain_update(key.access_key_id())
                    // An id has no such character.
                    .chain_update(":")
                    .chain_update(key.secret_access_key())
                    .finalize()
                    .into(),
            ),
            Self::Federated(arn) => Identity::Role(arn.clone()),
        }
    }

    pub(crate) fn federated(arn: String) -> Result<Self, Malformed> {
        RoleArn::new(arn).map(Self::Federated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_in_the_debug_text() {
        let key = Authorization::hardcoded("id".to_owned(), "hidden".to_owned()).unwrap();
        let text = format!("{:?}", CredentialsProvider::new(key, "local".to_owned()));
        assert!(text.contains("id") && !text.contains("hidden"), "{text}");
    }
}
