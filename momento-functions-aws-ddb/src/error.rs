use std::error::Error;
use std::fmt;

use crate::DdbError;

/// Why DynamoDB has not done it, or its answer cannot be understood.
#[derive(Debug)]
pub enum DynamoDBError {
    /// DynamoDB did not do it.
    Dynamo(DdbError),
    /// An item is not DynamoDB's JSON.
    Json {
        /// Why.
        cause: serde_json::Error,
    },
}

impl DynamoDBError {
    /// Tells whether a put was refused since its condition does not hold.
    ///
    /// The host has no case for it: this goes by what DynamoDB's text says.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        match self {
            Self::Dynamo(error) => CONDITION_FAILED
                .iter()
                .any(|said| why(error).contains(said)),
            Self::Json { .. } => false,
        }
    }
}

/// The error's name in DynamoDB's API, and its message.
const CONDITION_FAILED: [&str; 2] = ["ConditionalCheckFailed", "conditional request failed"];

fn why(error: &DdbError) -> &str {
    match error {
        DdbError::Unauthorized(why) | DdbError::Malformed(why) | DdbError::Other(why) => why,
    }
}

impl From<DdbError> for DynamoDBError {
    fn from(error: DdbError) -> Self {
        Self::Dynamo(error)
    }
}

impl From<serde_json::Error> for DynamoDBError {
    fn from(cause: serde_json::Error) -> Self {
        Self::Json { cause }
    }
}

impl fmt::Display for DynamoDBError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dynamo(DdbError::Unauthorized(why)) => write!(
                f,
                "DynamoDB does not allow it: {why}; the role or key needs `dynamodb:GetItem` to read and `dynamodb:PutItem` to write"
            ),
            Self::Dynamo(DdbError::Malformed(why)) => write!(
                f,
                "DynamoDB does not understand the request: {why}; check the table, the key's names and types, and the expressions"
            ),
            Self::Dynamo(DdbError::Other(why)) => write!(f, "DynamoDB failed: {why}"),
            Self::Json { cause } => write!(f, "the item is not DynamoDB's JSON: {cause}"),
        }
    }
}

impl Error for DynamoDBError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Dynamo(error) => Some(error),
            Self::Json { cause } => Some(cause),
        }
    }
}

/// Why an item was not read as a value.
#[derive(Debug)]
pub enum GetItemError<E> {
    /// There is no answer.
    Dynamo {
        /// Why.
        cause: DynamoDBError,
    },
    /// The item is there, and is not what the type expects.
    TryFrom {
        /// Why.
        cause: E,
    },
}

impl<E> From<DynamoDBError> for GetItemError<E> {
    fn from(cause: DynamoDBError) -> Self {
        Self::Dynamo { cause }
    }
}

impl<E: fmt::Display> fmt::Display for GetItemError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dynamo { cause } => cause.fmt(f),
            Self::TryFrom { cause } => {
                write!(f, "the item is not what the function expects: {cause}")
            }
        }
    }
}

impl<E: Error + 'static> Error for GetItemError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Dynamo { cause } => Some(cause),
            Self::TryFrom { cause } => Some(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConversionError;

    #[test]
    fn every_case_of_the_host_is_told_in_its_own_words() {
        let cases = [
            (
                DdbError::Unauthorized("w".to_owned()),
                "DynamoDB does not allow it: w; the role or key needs `dynamodb:GetItem` to read and `dynamodb:PutItem` to write",
            ),
            (
                DdbError::Malformed("w".to_owned()),
                "DynamoDB does not understand the request: w; check the table, the key's names and types, and the expressions",
            ),
            (DdbError::Other("w".to_owned()), "DynamoDB failed: w"),
        ];
        for (case, text) in cases {
            let error = GetItemError::<ConversionError>::from(DynamoDBError::from(case));
            assert_eq!(error.to_string(), text);
            let source = error.source().unwrap();
            assert!(source.is::<DynamoDBError>() && source.source().unwrap().is::<DdbError>());
        }
    }

    #[test]
    fn what_is_no_json_is_an_error_with_its_cause() {
        let error = DynamoDBError::from(serde_json::from_str::<u8>("x").unwrap_err());
        assert!(
            error
                .to_string()
                .starts_with("the item is not DynamoDB's JSON: ")
        );
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<serde_json::Error>())
        );
        assert!(!error.is_condition_failed());
    }

    #[test]
    fn an_item_of_another_shape_is_an_error_with_its_cause() {
        let cause = ConversionError::WrongType {
            expected: "String".to_owned(),
            actual: "Number".to_owned(),
        };
        let error = GetItemError::TryFrom { cause };
        assert_eq!(
            error.to_string(),
            "the item is not what the function expects: the attribute is a Number, where a String is expected"
        );
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<ConversionError>())
        );
    }

    #[test]
    fn a_condition_that_failed_is_told_by_the_text() {
        let said = |why: &str| DynamoDBError::from(DdbError::Other(why.to_owned()));
        assert!(said("The conditional request failed").is_condition_failed());
        assert!(said("ConditionalCheckFailedException: no").is_condition_failed());
        assert!(!said("no such table").is_condition_failed());
    }
}
