use crate::invocation::{InvocationId, RequestBody};
use crate::observe::Replay;
use crate::outbound::pairs;
use http::{HeaderMap, Method};
use std::fmt;

/// One request for a function, as a caller sends it.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Request;
///
/// let request = Request::post("/search?q=otter").header("x-trace", "7").body("…");
/// assert_eq!(request.path(), Some("search"));
/// ```
#[must_use]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) path: Option<String>,
    pub(crate) query: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) token_metadata: Option<String>,
    pub(crate) body: RequestBody,
    pub(crate) origin: Origin,
    /// The invocation that this one is again, if it is.
    pub(crate) again: Option<Again>,
}

/// An invocation that was recorded: its id, and what answered its host calls.
pub(crate) struct Again {
    pub(crate) id: InvocationId,
    pub(crate) calls: Replay,
}

/// What led to an invocation.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Origin {
    /// How many invocations of Lambda functions did.
    pub(crate) depth: u8,
    /// Whether another invocation waits for this one.
    pub(crate) awaited: bool,
}

/// Headers as they came: turned into a guest's pairs only if it asks for them.
pub(crate) enum Headers {
    List(Vec<(String, String)>),
    Map(HeaderMap),
}

impl Request {
    /// Makes a request. `target` is what follows the function's name: a path, a query, both or neither.
    pub fn new(method: Method, target: &str) -> Self {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (target, None),
        };
        Self {
            method,
            path: sub_path(path),
            query,
            headers: Headers::List(Vec::new()),
            token_metadata: None,
            body: RequestBody::default(),
            origin: Origin::default(),
            again: None,
        }
    }

    /// Makes a GET request.
    pub fn get(target: &str) -> Self {
        Self::new(Method::GET, target)
    }

    /// Makes a POST request.
    pub fn post(target: &str) -> Self {
        Self::new(Method::POST, target)
    }

    /// Makes a PUT request.
    pub fn put(target: &str) -> Self {
        Self::new(Method::PUT, target)
    }

    /// Makes a DELETE request.
    pub fn delete(target: &str) -> Self {
        Self::new(Method::DELETE, target)
    }

    /// Takes over a request of a server; `prefix` is the part of its path that names the function.
    pub fn from_http<B: Into<RequestBody>>(request: http::Request<B>, prefix: &str) -> Self {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        Self {
            path: sub_path(path.strip_prefix(prefix).unwrap_or(path)),
            query: parts.uri.query().map(str::to_owned),
            method: parts.method,
            headers: Headers::Map(parts.headers),
            token_metadata: None,
            body: body.into(),
            origin: Origin::default(),
            again: None,
        }
    }

    /// Adds a header. Repeats are kept.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers
            .push(name.into().to_ascii_lowercase(), value.into());
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<RequestBody>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    /// Sets what the function is told of the caller's token.
    pub fn token_metadata(mut self, metadata: impl Into<String>) -> Self {
        self.token_metadata = Some(metadata.into());
        self
    }

    /// Returns the path below the function: none for the function itself, `Some("")` for a lone slash.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }
}

impl Headers {
    fn push(&mut self, name: String, value: String) {
        if let Self::Map(map) = self {
            *self = Self::List(pairs(map));
        }
        if let Self::List(list) = self {
            list.push((name, value));
        }
    }

    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        match self {
            Self::List(list) => list.clone(),
            Self::Map(map) => pairs(map),
        }
    }

    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        match self {
            Self::List(list) => list,
            Self::Map(map) => pairs(&map),
        }
    }
}

/// INV.5: `/foo/bar` is `foo/bar`, `/` is the empty path, and nothing is none.
fn sub_path(path: &str) -> Option<String> {
    let below = path.strip_prefix('/').unwrap_or(path);
    (!path.is_empty()).then(|| below.to_owned())
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
