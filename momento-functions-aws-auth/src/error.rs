use std::error::Error;
use std::fmt;

use momento_functions_wit::aws_auth::AuthError as Abi;

/// Why there are no credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthError {
    /// The role cannot be taken on. The text says why.
    Unauthorized(String),
}

impl AuthError {
    pub(crate) fn from_abi(error: Abi) -> Self {
        match error {
            Abi::Unauthorized(why) => Self::Unauthorized(why),
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized(why) => write!(
                f,
                "there are no AWS credentials: {why}; check the role's ARN, and that the role trusts Momento's service"
            ),
        }
    }
}

impl Error for AuthError {}
