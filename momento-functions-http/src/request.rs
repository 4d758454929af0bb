use std::time::Duration;

use momento_functions_bytes::Data;
#[cfg(feature = "json")]
use momento_functions_bytes::{Encode, encoding::Json};
use momento_functions_wit::http as host;

use crate::Authorization;

/// What to send: a URL and a method, and whatever is set.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_http::Request;
///
/// let request = Request::new("https://example.com/things", "POST")
///     .with_header("content-type", "text/plain")
///     .with_request_timeout(Duration::from_secs(5))
///     .with_body("a thing");
/// # let _ = request;
/// ```
#[derive(Debug)]
pub struct Request {
    url: String,
    verb: String,
    headers: Vec<(String, String)>,
    body: Data,
    authorization: Authorization,
    timeout: Option<Duration>,
}

impl Request {
    /// Makes a request without headers, body and authorization, that waits as long as the function may run.
    ///
    /// The URL is whole, `http` or `https`, with its query. Any method is allowed.
    #[must_use]
    pub fn new(url: impl Into<String>, verb: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            verb: verb.into(),
            headers: Vec::new(),
            body: Data::default(),
            authorization: Authorization::None,
            timeout: None,
        }
    }

    /// Adds a header, after those that are there. `host` and `content-length` are the host's to set.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds headers, after those that are there.
    #[must_use]
    pub fn with_headers<K, V>(mut self, headers: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: Into<String>,
    {
        self.headers.extend(
            headers
                .into_iter()
                .map(|(name, value)| (name.into(), value.into())),
        );
        self
    }

    /// Sets the body. One that is on the host is streamed out from there, and never copied into the function.
    #[must_use]
    pub fn with_body(self, body: impl Into<Data>) -> Self {
        Self {
            body: body.into(),
            ..self
        }
    }

    /// Sets how the host authorizes the request.
    #[must_use]
    pub fn with_authorization(self, authorization: Authorization) -> Self {
        Self {
            authorization,
            ..self
        }
    }

    /// Sets how long to wait for the response's head.
    ///
    /// # Limits
    /// Counted in whole milliseconds, rounded up. The function's own time limit goes on counting.
    #[must_use]
    pub fn with_request_timeout(self, timeout: Duration) -> Self {
        Self {
            timeout: Some(timeout),
            ..self
        }
    }

    /// Sets the body to JSON, and adds `content-type: application/json` unless a content type is there.
    ///
    /// # Errors
    /// The value cannot be encoded.
    #[cfg(feature = "json")]
    pub fn json<T: serde::Serialize>(self, body: Json<T>) -> Result<Self, serde_json::Error> {
        let request = self.with_body(body.try_serialize()?);
        Ok(if request.has_content_type() {
            request
        } else {
            request.with_header("content-type", "application/json")
        })
    }

    #[cfg(feature = "json")]
    fn has_content_type(&self) -> bool {
        self.headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
    }

    /// The request as the host takes it, and its timeout in milliseconds.
    pub(crate) fn into_abi(self) -> (host::Request, Option<u64>) {
        let Self {
            url,
            verb,
            headers,
            body,
            authorization,
            timeout,
        } = self;
        let (body, authorization) = (body.__into_abi(), authorization.into_abi());
        (
            host::Request {
                url,
                verb,
                headers,
                body,
                authorization,
            },
            timeout.map(milliseconds),
        )
    }
}

/// Rounded up: a short timeout must not become none.
fn milliseconds(timeout: Duration) -> u64 {
    u64::try_from(timeout.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request::new("https://example.com/", "GET")
    }

    #[test]
    fn everything_set_reaches_the_host() {
        let request = request()
            .with_header("a", "1")
            .with_headers([("b", "2"), ("a", "3")])
            .with_body("body")
            .with_request_timeout(Duration::from_secs(2));
        let (sent, timeout) = request.into_abi();
        assert_eq!(
            (sent.url.as_str(), sent.verb.as_str(), timeout),
            ("https://example.com/", "GET", Some(2000))
        );
        let headers = [("a", "1"), ("b", "2"), ("a", "3")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(sent.headers, headers);
        assert_eq!(Data::__from_abi(sent.body).into_bytes(), b"body");
    }

    #[test]
    fn a_timeout_is_rounded_up_to_milliseconds() {
        let sent = |timeout| request().with_request_timeout(timeout).into_abi().1;
        assert_eq!(sent(Duration::from_nanos(1)), Some(1));
        assert_eq!(sent(Duration::from_micros(1_500)), Some(2));
        assert_eq!(sent(Duration::ZERO), Some(0));
        assert_eq!(sent(Duration::MAX), Some(u64::MAX));
    }

    #[cfg(feature = "json")]
    #[test]
    fn json_sets_the_body_and_its_type_unless_one_is_set() {
        let (sent, _) = request().json(Json([1, 2])).unwrap().into_abi();
        assert_eq!(
            sent.headers,
            [("content-type".to_owned(), "application/json".to_owned())]
        );
        assert_eq!(Data::__from_abi(sent.body).into_bytes(), b"[1,2]");

        let own = ("Content-Type".to_owned(), "application/ld+json".to_owned());
        let request = request()
            .with_headers([own.clone()])
            .json(Json(()))
            .unwrap();
        assert_eq!(request.into_abi().0.headers, [own]);
    }

    #[cfg(feature = "json")]
    #[test]
    fn json_that_cannot_be_encoded_is_an_error() {
        let keys_that_are_no_text = std::collections::HashMap::from([(vec![1], 1)]);
        assert!(request().json(Json(keys_that_are_no_text)).is_err());
    }
}
