use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why DynamoDB does not do it. The text begins with the exception's name in DynamoDB's API.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DynamoDbError {
    /// The request breaks a rule. The text says which.
    Validation(String),
    /// The text of an item is no JSON.
    Serialization(String),
    /// The condition of a put does not hold.
    ConditionalCheckFailed,
    /// The stand-in has no more room. The text says of what.
    LimitExceeded(String),
}

impl Display for DynamoDbError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Validation(text) => write!(f, "ValidationException: {text}"),
            Self::Serialization(text) => write!(f, "SerializationException: {text}"),
            Self::ConditionalCheckFailed => {
                f.write_str("ConditionalCheckFailedException: The conditional request failed")
            }
            Self::LimitExceeded(text) => write!(f, "LimitExceededException: {text}"),
        }
    }
}

impl Error for DynamoDbError {}

/// A rule of DynamoDB's about values, which most texts begin with.
pub(super) fn invalid(text: impl Display) -> DynamoDbError {
    DynamoDbError::Validation(format!("One or more parameter values were invalid: {text}"))
}
