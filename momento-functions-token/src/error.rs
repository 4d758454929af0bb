use std::error::Error;
use std::fmt;

use momento_functions_wit::token::TokenError;

/// Why there is no token.
#[derive(Clone, Debug)]
pub enum GenerateDisposableTokenError {
    /// What the host answered.
    TokenError(TokenError),
}

impl From<TokenError> for GenerateDisposableTokenError {
    fn from(error: TokenError) -> Self {
        Self::TokenError(error)
    }
}

impl fmt::Display for GenerateDisposableTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::TokenError(error) = self;
        match error {
            TokenError::InternalError => {
                f.write_str("the service failed to make a token: trying again may help")
            }
            TokenError::InvalidArgument(why) => write!(
                f,
                "no token can be made of this time and these permissions: {why}"
            ),
            TokenError::PermissionDenied(why) => {
                write!(f, "the function may not make this token: {why}")
            }
            TokenError::LimitExceeded(why) => {
                write!(f, "no token was made, since a limit was met: {why}")
            }
        }
    }
}

impl Error for GenerateDisposableTokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let Self::TokenError(error) = self;
        Some(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_of_the_host_is_told_in_its_own_words_and_is_the_source() {
        let why = || "why".to_owned();
        let cases = [
            (
                TokenError::InternalError,
                "the service failed to make a token: trying again may help",
            ),
            (
                TokenError::InvalidArgument(why()),
                "no token can be made of this time and these permissions: why",
            ),
            (
                TokenError::PermissionDenied(why()),
                "the function may not make this token: why",
            ),
            (
                TokenError::LimitExceeded(why()),
                "no token was made, since a limit was met: why",
            ),
        ];
        for (case, text) in cases {
            let error = GenerateDisposableTokenError::from(case);
            assert_eq!(error.to_string(), text);
            assert!(error.source().unwrap().is::<TokenError>());
        }
    }
}
