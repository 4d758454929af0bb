use std::error::Error;
use std::fmt;
use std::io;

use momento_functions_bytes::{
    Data, Json,
    encoding::{Extract, ExtractError},
};
use serde_json::Value;

/// What the invoked function gave: its result, or the error that it failed with.
///
/// Lambda sends both the same way, so this goes by the shape: an object with a text `errorMessage`
/// is a failure. A result that looks like this is taken for one.
///
/// # Examples
/// ```
/// use momento_functions_aws_lambda::Outcome;
/// use momento_functions_bytes::{Data, Json, encoding::Extract};
///
/// let payload = Data::from(r#"{"errorType": "KeyError", "errorMessage": "'name'"}"#);
/// let failure = Outcome::<Json<u8>>::extract(payload)?.into_result().unwrap_err();
/// assert_eq!(failure.to_string(), "the Lambda function failed with KeyError: 'name'");
///
/// let success = Outcome::<Json<u8>>::extract(Data::from("7"))?.into_result();
/// assert_eq!(success, Ok(Json(7)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// The function's result.
    Success(T),
    /// The function's error.
    Failure(FunctionError),
}

impl<T> Outcome<T> {
    /// Gives the outcome as a `Result`, for `?`.
    ///
    /// # Errors
    /// The function failed.
    pub fn into_result(self) -> Result<T, FunctionError> {
        match self {
            Self::Success(value) => Ok(value),
            Self::Failure(error) => Err(error),
        }
    }
}

/// Reads the whole payload: a result cannot be told from an error before its end.
impl<T: Extract> Extract for Outcome<T> {
    type Error = OutcomeError<T::Error>;

    fn extract(payload: Data) -> Result<Self, Self::Error> {
        let bytes = payload.try_into_bytes().map_err(OutcomeError::Incomplete)?;
        match FunctionError::of(&bytes) {
            Some(error) => Ok(Self::Failure(error)),
            None => T::extract(Data::from(bytes))
                .map(Self::Success)
                .map_err(OutcomeError::Extract),
        }
    }
}

/// Why a payload has no outcome.
#[non_exhaustive]
pub enum OutcomeError<E: ExtractError> {
    /// The payload broke off.
    Incomplete(io::Error),
    /// The payload is no failure, and not what the type expects.
    Extract(E),
}

/// The case, and the cause in its own words: the debug text of a cause may hold the whole payload.
impl<E: ExtractError> fmt::Debug for OutcomeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (case, cause): (_, &dyn Error) = match self {
            Self::Incomplete(cause) => ("Incomplete", cause),
            Self::Extract(cause) => ("Extract", cause),
        };
        f.debug_tuple(case).field(&format_args!("{cause}")).finish()
    }
}

impl<E: ExtractError> fmt::Display for OutcomeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete(cause) => write!(f, "the payload broke off: {cause}"),
            Self::Extract(cause) => {
                write!(
                    f,
                    "the payload is neither a failure nor what the function expects: {cause}"
                )
            }
        }
    }
}

impl<E: ExtractError> Error for OutcomeError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Incomplete(cause) => Some(cause),
            Self::Extract(cause) => Some(cause),
        }
    }
}

/// The error that an invoked function failed with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionError {
    /// The error's type, where the function's runtime names one.
    pub error_type: Option<String>,
    /// The error's message.
    pub message: String,
}

impl FunctionError {
    fn of(payload: &[u8]) -> Option<Self> {
        // Most results are no object, or one without this name: parse only what can be a failure.
        payload
            .windows(14)
            .any(|part| part == b"\"errorMessage\"")
            .then_some(())?;
        let Json(value) = Json::<Value>::extract(Data::from(payload)).ok()?;
        let text = |name| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            error_type: text("errorType"),
            message: text("errorMessage")?,
        })
    }
}

impl fmt::Display for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the Lambda function failed")?;
        if let Some(error_type) = &self.error_type {
            write!(f, " with {error_type}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Error for FunctionError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome<T: Extract>(payload: &str) -> Result<Outcome<T>, OutcomeError<T::Error>> {
        Outcome::extract(Data::from(payload))
    }

    #[test]
    fn a_result_is_a_success() {
        let about = r#"{"about": "\"errorMessage\" is a name"}"#;
        for text in [
            "7",
            "\"errorMessage\"",
            about,
            r#"{"errorMessage": 7}"#,
            r#"["errorMessage"]"#,
            "no JSON",
        ] {
            let result = outcome::<String>(text).unwrap();
            assert_eq!(result, Outcome::Success(text.to_owned()));
        }
    }

    #[test]
    fn an_error_object_is_a_failure() {
        let error = outcome::<Json<u8>>(r#"{"errorMessage": "timed out", "stackTrace": []}"#)
            .unwrap()
            .into_result()
            .unwrap_err();
        assert_eq!(
            (error.error_type.as_deref(), error.message.as_str()),
            (None, "timed out")
        );
        assert_eq!(error.to_string(), "the Lambda function failed: timed out");
    }

    #[test]
    fn a_result_of_another_shape_is_an_error_with_its_cause() {
        let error = outcome::<Json<u8>>("{}").unwrap_err();
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<serde_json::Error>())
        );
        assert!(
            error
                .to_string()
                .starts_with("the payload is neither a failure nor")
        );
    }

    #[test]
    fn a_payload_is_not_in_the_debug_text_of_what_went_wrong() {
        let error = Outcome::<String>::extract(Data::from(b"secret\xff".to_vec())).unwrap_err();
        assert_eq!(
            format!("{error:?}"),
            "Extract(invalid utf-8 sequence of 1 bytes from index 6)"
        );
    }

    #[test]
    fn a_payload_that_broke_off_is_an_error_with_its_cause() {
        let error = OutcomeError::<serde_json::Error>::Incomplete(io::Error::other("cut"));
        assert_eq!(error.to_string(), "the payload broke off: cut");
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<io::Error>())
        );
    }
}
