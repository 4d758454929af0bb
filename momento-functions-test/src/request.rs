use momento_functions_wit::test::{Header, Request as Raw};
use std::fmt;

/// A request for the function under test.
///
/// # Examples
///
/// ```
/// use momento_functions_test::Request;
///
/// let request = Request::post("/search?q=otter")
///     .header("content-type", "application/json")
///     .body(r#"{"size": 3}"#);
/// # let _ = request;
/// ```
#[must_use]
pub struct Request(Raw);

impl Request {
    /// Makes a request. `target` is what follows the function's name: a path, a query, both or neither.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self(Raw {
            method: method.into(),
            target: target.into(),
            headers: Vec::new(),
            body: Vec::new(),
            token_metadata: None,
        })
    }

    /// Makes a GET request.
    pub fn get(target: impl Into<String>) -> Self {
        Self::new("GET", target)
    }

    /// Makes a POST request.
    pub fn post(target: impl Into<String>) -> Self {
        Self::new("POST", target)
    }

    /// Makes a PUT request.
    pub fn put(target: impl Into<String>) -> Self {
        Self::new("PUT", target)
    }

    /// Makes a DELETE request.
    pub fn delete(target: impl Into<String>) -> Self {
        Self::new("DELETE", target)
    }

    /// Adds a header. Repeats are kept.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.0.headers.push(Header { name, value });
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.0.body = body.into();
        self
    }

    /// Sets the body to a JSON text, and adds the header that says so.
    pub fn json(self, value: &serde_json::Value) -> Self {
        self.header("content-type", "application/json")
            .body(value.to_string())
    }

    /// Sets what the function is told of the caller's token.
    pub fn token_metadata(mut self, metadata: impl Into<String>) -> Self {
        self.0.token_metadata = Some(metadata.into());
        self
    }

    #[cfg(target_arch = "wasm32")]
    pub(crate) fn raw(&self) -> &Raw {
        &self.0
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn body_bytes(&self) -> &[u8] {
        &self.0.body
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn into_raw(self) -> Raw {
        self.0
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.0.method)
            .field("target", &self.0.target)
            .field("body_bytes", &self.0.body.len())
            .finish_non_exhaustive()
    }
}
