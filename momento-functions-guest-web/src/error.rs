use std::error::Error;
use std::fmt;

use momento_functions_bytes::Data;

use crate::into_response::{TEXT, respond};
use crate::{IntoWebResponse, Response};

/// What a fallible function returns: `?` turns any [`Error`] into an answer.
///
/// A `String` is no [`Error`], and neither is a `Box<dyn Error>`: `.map_err(WebError::message)?` and
/// `.map_err(|error| WebError::message(error.to_string()))?` turn those.
pub type WebResult<T> = Result<T, WebError>;

/// An answer that says what went wrong: a status and a text.
///
/// Made by `?` from any [`Error`], with status 500 and the error's debug text; by
/// [`or_status`](crate::OrStatus::or_status) with a status of its own; or from a text.
///
/// It is not an [`Error`] itself, since it is made from all of them.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::{WebError, WebResult};
///
/// fn halve(number: &str) -> WebResult<u32> {
///     let number: u32 = number.parse()?;
///     if number % 2 == 1 {
///         return Err(WebError::new(422, "odd"));
///     }
///     Ok(number / 2)
/// }
///
/// assert_eq!(halve("8").ok(), Some(4));
/// assert_eq!(halve("7").unwrap_err().status(), 422);
/// assert_eq!(halve("x").unwrap_err().status(), 500);
/// ```
#[derive(Debug)]
pub struct WebError {
    status: u16,
    body: String,
    source: Option<Box<dyn Error>>,
}

impl WebError {
    /// Makes an error with a status and the text of the answer.
    ///
    /// # Limits
    /// The host answers 500 in place of a status outside 200–599.
    #[must_use]
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            body: message.into(),
            source: None,
        }
    }

    /// Makes an error with status 500 and the text of the answer.
    #[must_use]
    pub fn message(message: impl Into<String>) -> Self {
        Self::new(500, message)
    }

    pub(crate) fn caused(status: u16, message: String, source: impl Error + 'static) -> Self {
        Self {
            status,
            body: message,
            source: Some(Box::new(source)),
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Gives the status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Gives the text of the answer.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Gives the error that this was made from, when it was made from one.
    #[must_use]
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref()
    }
}

/// Status 500, and a text with the error's debug form in it, as the published crates have it.
impl<E: Error + 'static> From<E> for WebError {
    fn from(error: E) -> Self {
        Self::caused(
            500,
            format!("An error occurred during function invocation: {error:?}"),
            error,
        )
    }
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}: {}", self.status, self.body)
    }
}

/// `text/plain`: a text that repeats what the caller sent must never be taken for a page.
impl IntoWebResponse for WebError {
    fn response(self) -> Response {
        respond(self.status, TEXT, Data::from(self.body))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn answer(error: WebError) -> (u16, String) {
        let response = error.response();
        (
            response.status,
            String::from_utf8(Data::__from_abi(response.body).into_bytes()).unwrap(),
        )
    }

    #[test]
    fn an_error_is_500_with_its_debug_text() {
        let error = WebError::from(io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(
            answer(error),
            (
                500,
                "An error occurred during function invocation: Kind(NotFound)".to_owned()
            )
        );
    }

    #[test]
    fn a_message_is_500_with_that_body() {
        assert_eq!(
            answer(WebError::message("no luck")),
            (500, "no luck".to_owned())
        );
    }

    #[test]
    fn a_status_of_its_own_is_kept() {
        assert_eq!(
            answer(WebError::new(409, "taken")),
            (409, "taken".to_owned())
        );
        assert_eq!(
            answer(WebError::message("taken").with_status(409)),
            (409, "taken".to_owned())
        );
    }

    #[test]
    fn the_source_is_kept() {
        let error = WebError::from(io::Error::other("cause"));
        assert_eq!(error.source().unwrap().to_string(), "cause");
        assert!(WebError::message("m").source().is_none());
    }

    #[test]
    fn it_displays_what_is_answered() {
        assert_eq!(WebError::new(404, "gone").to_string(), "status 404: gone");
    }
}
