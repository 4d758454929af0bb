//! What names a caller of AWS: keys, roles and regions.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How many bytes the texts of one authorization may have together.
const MAX_TEXT: usize = 4096;

/// The ARN of an IAM role.
///
/// # Examples
///
/// ```
/// use momento_functions_models::aws::RoleArn;
///
/// assert!(RoleArn::new("arn:aws:iam::123456789012:role/reader").is_ok());
/// assert!(RoleArn::new("reader").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RoleArn(String);

/// What is given is no authorization, or no region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MalformedCredentials {
    /// An access key without an id.
    NoAccessKey,
    /// An access key's id that cannot stand in a signature.
    AccessKey,
    /// An access key without a secret.
    NoSecret,
    /// An access key that is too long.
    TooLong,
    /// What is no ARN of a role.
    Role,
    /// What is no name of a region.
    Region,
}

/// Checks an access key's id and secret.
///
/// # Errors
///
/// One of them is empty, the id has other characters than letters, digits, `-`, `_` and `.`, or both
/// have more than 4,096 bytes together.
pub fn check_key(id: &str, secret: &str) -> Result<(), MalformedCredentials> {
    // The id stands in a header's field, between commas and slashes.
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() {
        return Err(MalformedCredentials::NoAccessKey);
    }
    if secret.is_empty() {
        return Err(MalformedCredentials::NoSecret);
    }
    if id.len().saturating_add(secret.len()) > MAX_TEXT {
        return Err(MalformedCredentials::TooLong);
    }
    if !id.chars().all(legal) {
        return Err(MalformedCredentials::AccessKey);
    }
    Ok(())
}

/// Checks the name of a region, which is a label of a host name.
///
/// # Errors
///
/// It does not have 1 to 63 lower-case letters, digits and `-`, or begins or ends with a `-`.
pub fn check_region(name: &str) -> Result<(), MalformedCredentials> {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_region = (1..=63).contains(&name.len())
        && name.chars().all(legal)
        && !name.starts_with('-')
        && !name.ends_with('-');
    match is_region {
        true => Ok(()),
        false => Err(MalformedCredentials::Region),
    }
}

impl RoleArn {
    /// Takes a role's ARN.
    ///
    /// # Errors
    ///
    /// It is not of the form `arn:aws:iam::123456789012:role/name`, or has more than 4,096 bytes.
    pub fn new(arn: impl Into<String>) -> Result<Self, MalformedCredentials> {
        let arn = arn.into();
        if arn.len() <= MAX_TEXT && is_role(&arn) {
            Ok(Self(arn))
        } else {
            Err(MalformedCredentials::Role)
        }
    }

    /// Returns the ARN.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
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

impl Display for MalformedCredentials {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NoAccessKey => "the access key has no id",
            Self::AccessKey => {
                "the access key's id has characters other than letters, digits, `-`, `_` and `.`"
            }
            Self::NoSecret => "the access key has no secret",
            Self::TooLong => return write!(f, "the access key has more than {MAX_TEXT} bytes"),
            Self::Role => "the role's ARN is not of the form `arn:aws:iam::123456789012:role/name`",
            Self::Region => "the region is no region's name, such as `us-west-2`",
        };
        f.write_str(text)
    }
}

impl Error for MalformedCredentials {}

#[cfg(test)]
mod tests {
    use super::{MAX_TEXT, MalformedCredentials as Malformed, RoleArn, check_key, check_region};

    #[test]
    fn an_arn_names_a_role_of_an_account() {
        for arn in [
            "arn:aws:iam::123456789012:role/name",
            "arn:aws-cn:iam::123456789012:role/path/to/Name+=,.@-_1",
        ] {
            assert_eq!(RoleArn::new(arn).unwrap().as_str(), arn);
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
            assert_eq!(RoleArn::new(arn), Err(Malformed::Role), "{arn}");
        }
    }

    #[test]
    fn a_region_is_a_label() {
        let longest = "a".repeat(63);
        for region in ["us-west-2", "local", &longest] {
            assert_eq!(check_region(region), Ok(()));
        }
        let longer = "a".repeat(64);
        for region in ["", "-a", "a-", "US", "a.b", "a/b", "a\r\n", "é", &longer] {
            assert_eq!(check_region(region), Err(Malformed::Region), "{region}");
        }
    }

    #[test]
    fn a_key_has_an_id_and_a_secret_of_a_bounded_length() {
        assert_eq!(check_key("AKIA_1.x-y", "secret"), Ok(()));
        assert_eq!(check_key("i", &"s".repeat(MAX_TEXT - 1)), Ok(()));
        for (id, secret, error) in [
            ("", "secret", Malformed::NoAccessKey),
            ("id", "", Malformed::NoSecret),
            ("i", &*"s".repeat(MAX_TEXT), Malformed::TooLong),
            ("a/b", "secret", Malformed::AccessKey),
            ("a,b", "secret", Malformed::AccessKey),
            ("a\r\nb", "secret", Malformed::AccessKey),
        ] {
            assert_eq!(check_key(id, secret), Err(error), "{id}");
        }
    }
}
