use super::query::parameters;
use super::secret::{REDACTED, is_secret_header, start, without_secrets};
use bytes::Bytes;
use serde_json::Value;
use std::fmt;

/// How much of a request's parts is told, in characters.
const MAX_URL: usize = 1000;
const MAX_VALUE: usize = 200;
const MAX_BODY: usize = 1000;

/// How many headers of a request are told.
const MAX_HEADERS: usize = 32;

/// A request, as it goes out.
///
/// Its texts, `Debug`'s too, show no credentials: no value of `authorization`, cookies and the like.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, `POST` for example.
    pub method: String,
    /// The whole URL, with its query.
    pub url: String,
    /// The headers, in their order. A name may stand more than once.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Bytes,
}

impl Request {
    /// Makes a request without headers and body.
    #[must_use]
    pub fn new(method: impl AsRef<str>, url: impl Into<String>) -> Self {
        Self {
            method: method.as_ref().to_owned(),
            url: url.into(),
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// Adds a header. Repeats are kept.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Returns the first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.values(name).first().copied()
    }

    /// Returns the first value of a parameter of the query, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let mut parameters = parameters(&self.url).into_iter();
        parameters.find_map(|(found, value)| (found == name).then_some(value))
    }

    /// Returns the body as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON, if it is.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn values<'a>(&'a self, name: &str) -> Vec<&'a str> {
        let headers = self.headers.iter();
        let named = headers.filter(|(other, _)| other.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the method and the URL, without credentials.
    #[must_use]
    pub fn line(&self) -> String {
        let url = start(&without_secrets(&self.url), MAX_URL);
        format!("{} {url}", self.method)
    }

    /// Returns how many bytes the request takes, roughly.
    pub(super) fn size(&self) -> usize {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| name.len() + value.len() + 64);
        self.method.len() + self.url.len() + headers.sum::<usize>() + self.body.len()
    }
}

/// The method and the URL, the headers, and the start of the body.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())?;
        for (name, value) in self.headers.iter().take(MAX_HEADERS) {
            match is_secret_header(name) {
                true => write!(f, "\n{name}: {REDACTED}")?,
                false => write!(f, "\n{name}: {}", start(value, MAX_VALUE))?,
            }
        }
        if self.headers.len() > MAX_HEADERS {
            write!(
                f,
                "\n… and {} headers more",
                self.headers.len() - MAX_HEADERS
            )?;
        }
        match self.body.len() {
            0 => Ok(()),
            _ => write!(f, "\n\n{}", start(&self.text(), MAX_BODY)),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("line", &self.line())
            .field("headers", &self.headers.len())
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
