use std::any::type_name;
use std::error::Error;
use std::fmt;

use momento_functions_bytes::encoding::ExtractError;

use crate::SecretsError;

/// Why there is no secret's value.
///
/// Its texts leave out the cause of a failed extraction, which may quote the secret: `?` in a web
/// function answers the caller with the debug text. The cause itself is there for the function.
#[derive(Clone)]
pub enum SecretsManagerGetSecretValueError<E: ExtractError> {
    /// Secrets Manager does not give it.
    SecretsManagerError(SecretsError),
    /// The value is there, and is not what the type expects.
    ExtractFailed {
        /// Why. Its texts may quote the secret.
        cause: E,
    },
}

impl<E: ExtractError> SecretsManagerGetSecretValueError<E> {
    /// Tells whether there is no such secret, or no such version of it.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::SecretsManagerError(SecretsError::NotFound))
    }
}

impl<E: ExtractError> From<SecretsError> for SecretsManagerGetSecretValueError<E> {
    fn from(error: SecretsError) -> Self {
        Self::SecretsManagerError(error)
    }
}

impl<E: ExtractError> fmt::Display for SecretsManagerGetSecretValueError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretsManagerError(error) => explain(error, f),
            Self::ExtractFailed { .. } => write!(
                f,
                "the secret's value is not what the function expects ({}); the cause may quote the secret and is left out",
                type_name::<E>()
            ),
        }
    }
}

fn explain(error: &SecretsError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error {
        SecretsError::NotFound => f.write_str(
            "there is no such secret, or no such version of it; check its name, its version and the region",
        ),
        SecretsError::Unauthorized(why) => write!(
            f,
            "Secrets Manager does not allow it: {why}; the role or key needs `secretsmanager:GetSecretValue`"
        ),
        SecretsError::Malformed(why) => {
            write!(f, "Secrets Manager does not understand the request: {why}; check the secret's name and version")
        }
        SecretsError::Other(why) => write!(f, "Secrets Manager failed: {why}"),
    }
}

impl<E: ExtractError> fmt::Debug for SecretsManagerGetSecretValueError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretsManagerError(error) => {
                f.debug_tuple("SecretsManagerError").field(error).finish()
            }
            Self::ExtractFailed { .. } => {
                write!(f, "ExtractFailed {{ cause: {} }}", type_name::<E>())
            }
        }
    }
}

impl<E: ExtractError> Error for SecretsManagerGetSecretValueError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::SecretsManagerError(error) => Some(error),
            Self::ExtractFailed { cause } => Some(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::string::FromUtf8Error;

    use super::*;

    #[test]
    fn every_case_of_the_host_is_told_in_its_own_words() {
        let cases = [
            (
                SecretsError::NotFound,
                "there is no such secret, or no such version of it; check its name, its version and the region",
            ),
            (
                SecretsError::Unauthorized("w".to_owned()),
                "Secrets Manager does not allow it: w; the role or key needs `secretsmanager:GetSecretValue`",
            ),
            (
                SecretsError::Malformed("w".to_owned()),
                "Secrets Manager does not understand the request: w; check the secret's name and version",
            ),
            (
                SecretsError::Other("w".to_owned()),
                "Secrets Manager failed: w",
            ),
        ];
        for (case, text) in cases {
            let debug = format!("{case:?}");
            let not_found = matches!(case, SecretsError::NotFound);
            let error = SecretsManagerGetSecretValueError::<FromUtf8Error>::from(case);
            assert_eq!(error.to_string(), text);
            assert_eq!(
                format!("{error:?}"),
                format!("SecretsManagerError({debug})")
            );
            assert_eq!(error.is_not_found(), not_found);
            assert!(
                error
                    .source()
                    .is_some_and(|source| source.is::<SecretsError>())
            );
        }
    }

    #[test]
    fn the_secret_is_in_no_text_of_a_failed_extraction() {
        let cause = String::from_utf8(b"hunter2\xff".to_vec()).unwrap_err();
        assert!(format!("{cause:?}").contains("104, 117"));
        let error = SecretsManagerGetSecretValueError::ExtractFailed { cause };
        let debug = format!("{error:?}");
        assert!(
            debug.contains("FromUtf8Error") && !debug.contains("104"),
            "{debug}"
        );
        let text = error.to_string();
        assert!(
            text.contains("FromUtf8Error") && !text.contains("utf-8"),
            "{text}"
        );
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<FromUtf8Error>())
        );
    }
}
