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

    /// Returns the header `x-request-id`, if it is one that is passed on.
    pub(crate) fn request_id(&self) -> Option<String> {
        let id = self.headers.one(X_REQUEST_ID)?;
        is_request_id(id).then(|| id.to_owned())
    }

    /// Returns the header `traceparent`, if it is one.
    pub(crate) fn trace_parent(&self) -> Option<String> {
        let parent = self.headers.one(TRACE_PARENT)?;
        is_trace_parent(parent).then(|| parent.to_owned())
    }

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }
}

/// Names a request for all who have a part in it.
pub(crate) const X_REQUEST_ID: &str = "x-request-id";

/// Names the span that a request is made in.
const TRACE_PARENT: &str = "traceparent";

/// The longest request id that is passed on, in bytes.
const MAX_REQUEST_ID: usize = 128;

/// Tells whether a request's id may be passed on: a text that can stand in any log.
pub(crate) fn is_request_id(id: &str) -> bool {
    (1..=MAX_REQUEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Tells whether this is a `traceparent`: `version-trace-parent-flags`, in lower-case hexadecimal digits, of
/// which neither the version nor the ids are the ones that are forbidden. Later versions may add to it.
fn is_trace_parent(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(5, '-').collect();
    let [version, trace, parent, flags, rest @ ..] = parts.as_slice() else {
        return false;
    };
    let is_hex = |part: &str, digits| {
        let mut bytes = part.bytes();
        part.len() == digits && bytes.all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_zero = |part: &str| part.bytes().all(|byte| byte == b'0');
    is_hex(version, 2)
        && *version != "ff"
        && is_hex(trace, 32)
        && !is_zero(trace)
        && is_hex(parent, 16)
        && !is_zero(parent)
        && is_hex(flags, 2)
        && (rest.is_empty() || *version != "00")
        && text.len() <= MAX_REQUEST_ID
}

impl Headers {
    /// Gives the value of a header that is there once, and is text.
    fn one(&self, name: &str) -> Option<&str> {
        match self {
            Self::List(list) => {
                let mut values = list.iter().filter(|(other, _)| other == name);
                let (_, value) = values.next().filter(|_| values.next().is_none())?;
                Some(value)
            }
            Self::Map(map) => {
                let mut values = map.get_all(name).iter();
                let value = values.next().filter(|_| values.next().is_none())?;
                value.to_str().ok()
            }
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    /// OBS.3
    #[test]
    fn a_request_id_is_short_and_visible() {
        let longest = "x".repeat(MAX_REQUEST_ID);
        for id in ["a", "0190-\"<>&;=,%/", longest.as_str()] {
            assert!(is_request_id(id), "{id}");
        }
        let longer = "x".repeat(MAX_REQUEST_ID + 1);
        for id in ["", "a b", "a\tb", "é", "\u{7f}", longer.as_str()] {
            assert!(!is_request_id(id), "{id}");
        }
    }

    /// OBS.3
    #[test]
    fn a_trace_parent_is_as_its_standard_says() {
        let right = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert!(is_trace_parent(right));
        assert!(is_trace_parent(&format!("cc{}-more", &right[2..])));
        for wrong in [
            "",
            "00",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ] {
            assert!(!is_trace_parent(wrong), "{wrong}");
        }
    }

    /// OBS.3
    #[test]
    fn a_header_that_is_there_twice_names_nothing() {
        let once = Request::get("/").header("X-Request-Id", "a");
        assert_eq!(once.request_id().as_deref(), Some("a"));
        let twice = once.header("x-request-id", "b");
        assert_eq!(twice.request_id(), None);
        let http = http::Request::builder().header(X_REQUEST_ID, "a");
        let http = http.body(RequestBody::default()).unwrap();
        assert_eq!(
            Request::from_http(http, "").request_id().as_deref(),
            Some("a")
        );
    }
}
