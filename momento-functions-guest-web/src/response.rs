use momento_functions_bytes::{Data, Encode};
use momento_functions_wit::web_function_support::Header;

use crate::{IntoWebResponse, Response};

/// An HTTP response: 200 without headers and without a body, until something is set.
///
/// # Limits
/// The host answers 500 in place of a status outside 200–599, or of a header that HTTP does not allow.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::WebResponse;
///
/// let response = WebResponse::new().with_status(201).header("location", "/things/7").with_body("made")?;
/// assert_eq!(response.status(), 201);
/// assert_eq!(response.into_body().into_bytes(), b"made");
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Debug)]
pub struct WebResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Data,
}

impl WebResponse {
    /// Makes a response with status 200, no headers and no body.
    #[must_use]
    pub fn new() -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: Data::default(),
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Adds a header, after those that are there.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets all headers, dropping those that are there.
    #[must_use]
    pub fn with_headers(self, headers: Vec<(String, String)>) -> Self {
        Self { headers, ..self }
    }

    /// Sets the body. No header is set with it.
    ///
    /// # Errors
    /// The body cannot be encoded: for text and bytes that never happens.
    pub fn with_body<E: Encode>(self, body: E) -> Result<Self, E::Error> {
        body.try_serialize().map(|body| Self { body, ..self })
    }

    /// Gives the status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Gives the headers as they will be sent, in order.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Gives the body.
    #[must_use]
    pub fn body(&self) -> &Data {
        &self.body
    }

    /// Gives the body to read.
    #[must_use]
    pub fn into_body(self) -> Data {
        self.body
    }
}

impl Default for WebResponse {
    fn default() -> Self {
        Self::new()
    }
}

impl IntoWebResponse for WebResponse {
    fn response(self) -> Response {
        let headers = self
            .headers
            .into_iter()
            .map(|(name, value)| Header { name, value })
            .collect();
        Response {
            status: self.status,
            headers,
            body: self.body.__into_abi(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_response_is_200_with_nothing_in_it() {
        let response = WebResponse::default();
        assert_eq!((response.status(), response.headers()), (200, &[][..]));
        assert_eq!(response.body().len(), Some(0));
    }

    #[test]
    fn a_body_sets_no_header() {
        let Ok(response) = WebResponse::new().with_body("text");
        assert!(response.headers().is_empty());
    }

    #[test]
    fn headers_repeat_in_order_and_are_replaced_as_a_whole() {
        let response = WebResponse::new().header("a", "1").header("a", "2");
        assert_eq!(
            response.headers(),
            [("a".into(), "1".into()), ("a".into(), "2".into())]
        );
        let response = response.with_headers(vec![("b".into(), "3".into())]);
        assert_eq!(response.headers(), [("b".into(), "3".into())]);
    }

    #[test]
    fn everything_reaches_the_host() {
        let Ok(response) = WebResponse::new()
            .with_status(418)
            .header("a", "1")
            .with_body("tea");
        let sent = response.response();
        assert_eq!(sent.status, 418);
        assert_eq!(
            (
                sent.headers[0].name.as_str(),
                sent.headers[0].value.as_str()
            ),
            ("a", "1")
        );
        assert_eq!(Data::__from_abi(sent.body).into_bytes(), b"tea");
    }

    #[cfg(feature = "json")]
    #[test]
    fn a_body_that_cannot_be_encoded_is_an_error() {
        let keys_that_are_no_text = std::collections::HashMap::from([(vec![1], 1)]);
        assert!(
            WebResponse::new()
                .with_body(momento_functions_bytes::Json(keys_that_are_no_text))
                .is_err()
        );
    }
}
