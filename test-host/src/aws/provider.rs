use aws_credential_types::Credentials;
use sha2::{Digest as _, Sha256};

/// How long the texts of one authorization may be together: a guest may hold many of them.
const MAX_TEXT: usize = 4096;

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

/// The ARN of an IAM role.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RoleArn(String);

/// Who calls: the same for the same role or key, and it cannot be turned back into a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    Key([u8; 32]),
    Role(RoleArn),
}

/// What a function gives is no authorization, or no region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    #[error("the access key has no id")]
    NoAccessKey,
    #[error("the access key's id has characters other than letters, digits, `-`, `_` and `.`")]
    AccessKey,
    #[error("the access key has no secret")]
    NoSecret,
    #[error("the access key has more than {MAX_TEXT} bytes")]
    TooLong,
    #[error("the role's ARN is not of the form `arn:aws:iam::123456789012:role/name`")]
    Role,
    #[error("the region is no region's name, such as `us-west-2`")]
    Region,
}

impl CredentialsProvider {
    pub(crate) fn new(authorization: Authorization, region: String) -> Result<Self, Malformed> {
        if !is_region(&region) {
            return Err(Malformed::Region);
        }
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
        // The id stands in a header's field, between commas and slashes.
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if id.is_empty() {
            return Err(Malformed::NoAccessKey);
        }
        if secret.is_empty() {
            return Err(Malformed::NoSecret);
        }
        if id.len().saturating_add(secret.len()) > MAX_TEXT {
            return Err(Malformed::TooLong);
        }
        if !id.chars().all(legal) {
            return Err(Malformed::AccessKey);
        }
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

impl RoleArn {
    pub(crate) fn new(arn: String) -> Result<Self, Malformed> {
        if arn.len() <= MAX_TEXT && is_role(&arn) {
            Ok(Self(arn))
        } else {
            Err(Malformed::Role)
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A region's name is a label of a host name.
fn is_region(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&name.len())
        && name.chars().all(legal)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// The IAM user guide, "IAM ARNs": a partition, no region, an account of 12 digits, `role/`, an
/// optional path, and a name.
fn is_role(arn: &str) -> bool {
    let mut parts = arn.splitn(6, ':');
    let mut is = |check: &dyn Fn(&str) -> bool| parts.next().is_some_and(check);
    is(&|arn| arn == "arn")
        && is(&|partition| partition == "aws" || partition.starts_with("aws-"))
        && is(&|service| service == "iam")
        && is(&str::is_empty)
        && is(&|account| account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit()))
        && is(&|resource| resource.strip_prefix("role/").is_some_and(is_role_name))
}

fn is_role_name(path: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-/".contains(c);
    !path.is_empty() && !path.ends_with('/') && path.chars().all(legal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_names_a_role_of_an_account() {
        for arn in [
            "arn:aws:iam::123456789012:role/name",
            "arn:aws-cn:iam::123456789012:role/path/to/Name+=,.@-_1",
        ] {
            assert_eq!(RoleArn::new(arn.to_owned()).unwrap().as_str(), arn);
        }
        let long = format!("arn:aws:iam::123456789012:role/{}", "a".repeat(MAX_TEXT));
        for arn in [
            "",
            "name",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/a/",
            "arn:aws:iam::123456789012:role/a b",
            "arn:aws:iam::123456789012:role/a\"]",
            "arn:aws:iam::123456789012:user/name",
            "arn:aws:iam::12345678901:role/name",
            "arn:aws:iam:us-west-2:123456789012:role/name",
            "arn:aws:s3::123456789012:role/name",
            "arn:azure:iam::123456789012:role/name",
            &long,
        ] {
            assert_eq!(RoleArn::new(arn.to_owned()), Err(Malformed::Role), "{arn}");
        }
    }

    #[test]
    fn a_region_is_a_label() {
        let of = |region: &str| {
            let key = Authorization::hardcoded("id".to_owned(), "secret".to_owned()).unwrap();
            CredentialsProvider::new(key, region.to_owned()).map(|made| made.region)
        };
        let longest = "a".repeat(63);
        for region in ["us-west-2", "local", &longest] {
            assert_eq!(of(region).as_deref(), Ok(region));
        }
        let longer = "a".repeat(64);
        for region in ["", "-a", "a-", "US", "a.b", "a/b", "a\r\n", "é", &longer] {
            assert_eq!(of(region), Err(Malformed::Region), "{region}");
        }
    }

    #[test]
    fn a_key_has_an_id_and_a_secret_of_a_bounded_length() {
        let key =
            |id: &str, secret: &str| Authorization::hardcoded(id.to_owned(), secret.to_owned());
        assert!(key("AKIA_1.x-y", "secret").is_ok());
        assert!(key("i", &"s".repeat(MAX_TEXT - 1)).is_ok());
        for (id, secret, error) in [
            ("", "secret", Malformed::NoAccessKey),
            ("id", "", Malformed::NoSecret),
            ("i", &*"s".repeat(MAX_TEXT), Malformed::TooLong),
            ("a/b", "secret", Malformed::AccessKey),
            ("a,b", "secret", Malformed::AccessKey),
            ("a\r\nb", "secret", Malformed::AccessKey),
        ] {
            assert_eq!(key(id, secret).unwrap_err(), error, "{id}");
        }
    }

    #[test]
    fn a_secret_is_not_in_the_debug_text() {
        let key = Authorization::hardcoded("id".to_owned(), "hidden".to_owned()).unwrap();
        let text = format!("{:?}", CredentialsProvider::new(key, "local".to_owned()));
        assert!(text.contains("id") && !text.contains("hidden"), "{text}");
    }
}
