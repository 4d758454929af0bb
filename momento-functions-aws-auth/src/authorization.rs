use std::fmt;

use momento_functions_wit::aws_auth as host;

/// Where credentials come from.
#[derive(Clone, Debug)]
pub enum Authorization {
    /// From the function itself, which then holds a secret.
    Hardcoded(Credentials),
    /// From a role that the service takes on for the function, which then holds none.
    Federated(IamRole),
}

/// An AWS access key.
///
/// Its debug text leaves the secret out.
#[derive(Clone)]
pub struct Credentials {
    /// The access key's id.
    pub access_key_id: String,
    /// The access key's secret. It signs, and is not sent to AWS.
    pub secret_access_key: String,
}

/// An AWS role that the service takes on for the function.
#[derive(Clone, Debug)]
pub struct IamRole {
    /// The role's ARN. The role must trust Momento's service.
    pub role_arn: String,
}

impl Authorization {
    /// Names a role that the service takes on, by its ARN.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_aws_auth::Authorization;
    ///
    /// let role = Authorization::federated("arn:aws:iam::123456789012:role/orders");
    /// assert!(matches!(role, Authorization::Federated(_)));
    /// ```
    #[must_use]
    pub fn federated(role_arn: impl Into<String>) -> Self {
        Self::Federated(IamRole {
            role_arn: role_arn.into(),
        })
    }

    /// Gives an access key, which is best read from the environment or a secret, not from the code.
    #[must_use]
    pub fn hardcoded(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
    ) -> Self {
        Self::Hardcoded(Credentials {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
        })
    }

    pub(crate) fn to_abi(&self) -> host::Authorization {
        match self.clone() {
            Self::Hardcoded(Credentials {
                access_key_id,
                secret_access_key,
            }) => host::Authorization::Hardcoded(host::Credentials {
                access_key_id,
                secret_access_key,
            }),
            Self::Federated(IamRole { role_arn }) => {
                host::Authorization::Federated(host::IamRole { role_arn })
            }
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_not_in_the_debug_text() {
        let text = format!("{:?}", Authorization::hardcoded("id", "hidden"));
        assert!(text.contains("id") && !text.contains("hidden"), "{text}");
    }

    #[test]
    fn every_field_reaches_the_host() {
        let host::Authorization::Hardcoded(sent) =
            Authorization::hardcoded("id", "hidden").to_abi()
        else {
            panic!("another case")
        };
        let fields = [sent.access_key_id, sent.secret_access_key];
        assert_eq!(fields, ["id", "hidden"]);

        let host::Authorization::Federated(sent) = Authorization::federated("arn").to_abi() else {
            panic!("another case")
        };
        assert_eq!(sent.role_arn, "arn");
    }
}
