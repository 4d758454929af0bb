/// Which function to invoke, by its name or its ARN, and which version of it.
///
/// # Examples
/// ```
/// use momento_functions_aws_lambda::LambdaName;
///
/// assert_eq!(LambdaName::from("shout"), LambdaName::Name("shout".to_string()));
/// let live = LambdaName::from(("shout", "live"));
/// assert!(matches!(live, LambdaName::Qualified { qualifier, .. } if qualifier == "live"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LambdaName {
    /// A function: its latest version, unless the name or ARN says another.
    Name(String),
    /// One version of a function.
    Qualified {
        /// The function's name or ARN.
        name: String,
        /// The version's number, or an alias.
        qualifier: String,
    },
}

impl LambdaName {
    pub(crate) fn into_parts(self) -> (String, Option<String>) {
        match self {
            Self::Name(name) => (name, None),
            Self::Qualified { name, qualifier } => (name, Some(qualifier)),
        }
    }
}

impl From<&str> for LambdaName {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for LambdaName {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

/// A name and a version or an alias.
impl<N: Into<String>, Q: Into<String>> From<(N, Q)> for LambdaName {
    fn from((name, qualifier): (N, Q)) -> Self {
        Self::Qualified {
            name: name.into(),
            qualifier: qualifier.into(),
        }
    }
}
