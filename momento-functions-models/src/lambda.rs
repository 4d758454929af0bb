//! AWS Lambda: names of functions, and what an invocation may carry.

mod call;

pub use call::{
    MAX_EVENT, MAX_PAYLOAD, MalformedCall, check_client_context, check_payload, executed_version,
};

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// API reference of Lambda, `Invoke`.
const MAX_TEXT: usize = 170;
const MAX_NAME: usize = 64;
const MAX_QUALIFIER: usize = 128;

/// Which Lambda function to invoke, and which version of it.
///
/// # Examples
///
/// ```
/// use momento_functions_models::lambda::LambdaName;
///
/// let arn = "arn:aws:lambda:us-west-2:123456789012:function:shout:live";
/// let name = LambdaName::new(arn, None)?;
/// assert_eq!((name.name(), name.qualifier()), ("shout", Some("live")));
/// # Ok::<(), momento_functions_models::lambda::MalformedName>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LambdaName {
    name: String,
    qualifier: Option<String>,
}

/// A text names no Lambda function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MalformedName {
    /// It is neither a name nor an ARN.
    Name,
    /// It is no version and no alias.
    Qualifier,
    /// The name and the request name two versions.
    TwoQualifiers,
}

impl LambdaName {
    /// Reads a name, a part of an ARN that begins with the account, or an ARN; each may end in a
    /// version or an alias, which `qualifier` says too or not.
    ///
    /// # Errors
    ///
    /// The text is none of these, or two different versions are named.
    pub fn new(text: &str, qualifier: Option<&str>) -> Result<Self, MalformedName> {
        if text.len() > MAX_TEXT {
            return Err(MalformedName::Name);
        }
        let local = match text.strip_prefix("arn:") {
            Some(arn) => in_arn(arn).ok_or(MalformedName::Name)?,
            None => in_account(text).unwrap_or(text),
        };
        let (name, own) = match local.split_once(':') {
            Some((name, own)) => (name, Some(own)),
            None => (local, None),
        };
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || name.len() > MAX_NAME || !name.chars().all(legal) {
            return Err(MalformedName::Name);
        }
        Ok(Self {
            name: name.to_owned(),
            qualifier: one_of(own, qualifier)?,
        })
    }

    /// Returns the function's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the version or the alias, where one is named.
    #[must_use]
    pub fn qualifier(&self) -> Option<&str> {
        self.qualifier.as_deref()
    }
}

/// What stands behind `aws:lambda:REGION:ACCOUNT:function:`.
fn in_arn(arn: &str) -> Option<&str> {
    let mut parts = arn.splitn(4, ':');
    let partition = parts.next()?.starts_with("aws");
    let service = parts.next()? == "lambda";
    let _region = parts.next()?;
    let rest = parts.next()?;
    (partition && service).then(|| in_account(rest)).flatten()
}

/// What stands behind `ACCOUNT:function:`.
fn in_account(text: &str) -> Option<&str> {
    let (account, rest) = text.split_once(':')?;
    let digits = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| rest.strip_prefix("function:")).flatten()
}

fn one_of(own: Option<&str>, asked: Option<&str>) -> Result<Option<String>, MalformedName> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '-' | '_');
    for qualifier in [own, asked].into_iter().flatten() {
        let fits = (1..=MAX_QUALIFIER).contains(&qualifier.len());
        if !fits || !qualifier.chars().all(legal) {
            return Err(MalformedName::Qualifier);
        }
    }
    match (own, asked) {
        (Some(own), Some(asked)) if own != asked => Err(MalformedName::TwoQualifiers),
        (own, asked) => Ok(own.or(asked).map(str::to_owned)),
    }
}

impl Display for MalformedName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => {
                "a Lambda function has a name of 1 to 64 letters, digits, `-` and `_`, or an ARN of the form `arn:aws:lambda:us-west-2:123456789012:function:name`"
            }
            Self::Qualifier => {
                "a version or an alias has 1 to 128 letters, digits, `$`, `-` and `_`"
            }
            Self::TwoQualifiers => "the name and the qualifier are of two different versions",
        })
    }
}

impl Error for MalformedName {}

#[cfg(test)]
mod tests {
    use super::{LambdaName, MAX_NAME, MalformedName};

    fn read(
        text: &str,
        qualifier: Option<&str>,
    ) -> Result<(String, Option<String>), MalformedName> {
        let name = LambdaName::new(text, qualifier)?;
        Ok((name.name, name.qualifier))
    }

    /// AWS.6
    #[test]
    fn a_function_has_a_name_and_an_arn_and_maybe_a_version() {
        let longest = "a".repeat(MAX_NAME);
        for text in [
            "shout_1-x",
            "shout_1-x:live",
            "123456789012:function:shout_1-x",
            "123456789012:function:shout_1-x:live",
            "arn:aws:lambda:us-west-2:123456789012:function:shout_1-x",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:shout_1-x:live",
        ] {
            let (name, qualifier) = read(text, None).unwrap();
            let live = text.ends_with(":live").then(|| "live".to_owned());
            assert_eq!((name.as_str(), qualifier), ("shout_1-x", live), "{text}");
        }
        assert_eq!(read(&longest, None).unwrap().0, longest);
    }

    /// AWS.6
    #[test]
    fn what_is_no_name_is_refused() {
        for text in [
            "",
            "a b",
            "é",
            "../a",
            ":live",
            &"a".repeat(MAX_NAME + 1),
            "arn:aws:s3:us-west-2:123456789012:function:shout",
            "arn:aws:lambda:us-west-2:1:function:shout",
            "arn:aws:lambda:us-west-2:123456789012:layer:shout",
            "arn:aws:lambda",
            "a/../../b",
            "a?x=1",
        ] {
            assert_eq!(read(text, None), Err(MalformedName::Name), "{text}");
        }
    }

    /// AWS.6
    #[test]
    fn a_version_is_named_once_or_twice_the_same() {
        let live = Ok(("shout".to_owned(), Some("live".to_owned())));
        assert_eq!(read("shout", Some("live")), live);
        assert_eq!(read("shout:live", Some("live")), live);
        let two = read("shout:live", Some("$LATEST"));
        assert_eq!(two, Err(MalformedName::TwoQualifiers));
        let long = "a".repeat(129);
        for wrong in ["", "a b", "a:b", &long] {
            assert_eq!(
                read("shout", Some(wrong)),
                Err(MalformedName::Qualifier),
                "{wrong}"
            );
        }
        assert!(read("shout", Some(&long[1..])).is_ok());
    }
}
