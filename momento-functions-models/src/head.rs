//! The beginning of a function's answer: its status and headers, and when they may come.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The most headers that a function may answer with.
const MAX_HEADERS: usize = 256;

/// The most bytes that a function's headers may have together.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// What concerns one connection only, or is computed anew: HTTP.9.
static DROPPED: [HeaderName; 10] = [
    http::header::CONNECTION,
    http::header::CONTENT_LENGTH,
    HeaderName::from_static("keep-alive"),
    http::header::PROXY_AUTHENTICATE,
    http::header::PROXY_AUTHORIZATION,
    HeaderName::from_static("proxy-connection"),
    http::header::TE,
    http::header::TRAILER,
    http::header::TRANSFER_ENCODING,
    http::header::UPGRADE,
];

/// The status and headers of an answer, fit to be sent.
///
/// # Examples
///
/// ```
/// use momento_functions_models::head::Head;
///
/// assert!(Head::checked(200, vec![("x-a".to_owned(), "1".to_owned())]).is_ok());
/// assert!(Head::checked(700, Vec::new()).is_err());
/// ```
#[derive(Debug)]
pub struct Head {
    /// The status, 200 to 599.
    pub status: StatusCode,
    /// The headers, without those that concern one connection only.
    pub headers: HeaderMap,
}

/// A function gave a status or header that cannot be sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum HeadError {
    /// No status of an answer.
    Status(u16),
    /// No name of a header.
    Name(String),
    /// No value of the header.
    Value(HeaderName),
    /// Too many headers.
    Count,
    /// Too large headers.
    Size,
}

/// A function sends a part of its answer when it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfTurn {
    /// Nobody waits for an answer.
    Closed,
    /// The answer's head was sent already.
    AlreadyBegun,
    /// The answer's head was not sent yet.
    NotStarted,
}

impl Display for HeadError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => {
                write!(
                    f,
                    "the status {status} cannot be sent: one from 200 to 599 can"
                )
            }
            Self::Name(name) => write!(f, "the header name {name:?} cannot be sent"),
            Self::Value(name) => write!(
                f,
                "the value of the header `{name}` cannot be sent: it has a line break or another control character"
            ),
            Self::Count => write!(f, "the answer has more than {MAX_HEADERS} headers"),
            Self::Size => write!(
                f,
                "the answer's headers have more than {MAX_HEADER_BYTES} bytes"
            ),
        }
    }
}

impl Error for HeadError {}

impl Display for OutOfTurn {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "a spawn function answers no request: there is nobody to stream to",
            Self::AlreadyBegun => "the response has already begun",
            Self::NotStarted => "send-response-start must come before send-data",
        })
    }
}

impl Error for OutOfTurn {}

impl Head {
    /// Checks what a function answers with.
    ///
    /// # Errors
    ///
    /// The status is not within 200 to 599, or HTTP does not allow a header.
    ///
    /// # Limits
    ///
    /// 256 headers, and 64 KiB of them.
    pub fn checked(status: u16, headers: Vec<(String, String)>) -> Result<Self, HeadError> {
        let known = StatusCode::from_u16(status)
            .ok()
            .filter(|_| (200..600).contains(&status));
        let status = known.ok_or(HeadError::Status(status))?;
        Ok(Self {
            status,
            headers: checked(headers)?,
        })
    }

    /// Gives what the first server-sent event commits to.
    #[must_use]
    pub fn events() -> Self {
        let headers = [
            (
                http::header::CONTENT_TYPE,
                HeaderValue::from_static("text/event-stream"),
            ),
            (
                http::header::CACHE_CONTROL,
                HeaderValue::from_static("no-cache"),
            ),
            (
                http::header::CONNECTION,
                HeaderValue::from_static("keep-alive"),
            ),
        ];
        Self {
            status: StatusCode::OK,
            headers: HeaderMap::from_iter(headers),
        }
    }

    /// Says in the answer to a HEAD request how long the body would be.
    pub fn declare_length(&mut self, length: Option<u64>) {
        if let Some(length) = length {
            self.headers
                .insert(http::header::CONTENT_LENGTH, length.into());
        }
    }

    /// Tells whether an answer with this status has no body by its nature.
    #[must_use]
    pub fn is_bodiless(&self) -> bool {
        matches!(
            self.status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
        )
    }
}

fn checked(headers: Vec<(String, String)>) -> Result<HeaderMap, HeadError> {
    if headers.len() > MAX_HEADERS {
        return Err(HeadError::Count);
    }
    let bytes: usize = headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    if bytes > MAX_HEADER_BYTES {
        return Err(HeadError::Size);
    }
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let name = HeaderName::try_from(&name).map_err(|_| HeadError::Name(name))?;
        let value = HeaderValue::try_from(value).map_err(|_| HeadError::Value(name.clone()))?;
        map.append(name, value);
    }
    drop_connection_headers(&mut map);
    Ok(map)
}

/// Drops what concerns one connection only: RFC 9110, section 7.6.1.
pub fn drop_connection_headers(headers: &mut HeaderMap) {
    // Most messages have none of them, and a few names are looked at faster than ten are looked up.
    if !headers.keys().any(|name| DROPPED.contains(name)) {
        return;
    }
    let named = headers
        .get_all(http::header::CONNECTION)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let named: Vec<String> = named
        .flat_map(|v| v.split(','))
        .map(|n| n.trim().to_owned())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in &DROPPED {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, HeadError, MAX_HEADER_BYTES, MAX_HEADERS};

    fn pairs(headers: &[(&str, &str)]) -> Vec<(String, String)> {
        headers
            .iter()
            .map(|&(n, v)| (n.to_owned(), v.to_owned()))
            .collect()
    }

    fn refused(headers: Vec<(String, String)>) -> HeadError {
        Head::checked(200, headers).unwrap_err()
    }

    /// HTTP.9
    #[test]
    fn a_status_is_sent_from_200_to_599() {
        for status in [200, 204, 404, 599] {
            assert_eq!(
                Head::checked(status, Vec::new()).unwrap().status.as_u16(),
                status
            );
        }
        for status in [0, 99, 100, 101, 199, 600, 999, 1000, u16::MAX] {
            assert!(matches!(
                Head::checked(status, Vec::new()),
                Err(HeadError::Status(_))
            ));
        }
    }

    /// HTTP.9
    #[test]
    fn headers_that_break_the_message_are_refused() {
        assert!(matches!(
            refused(pairs(&[("a b", "c")])),
            HeadError::Name(_)
        ));
        assert!(matches!(refused(pairs(&[("", "c")])), HeadError::Name(_)));
        assert!(matches!(
            refused(pairs(&[("a", "b\r\nc: d")])),
            HeadError::Value(_)
        ));
        assert!(matches!(
            refused(pairs(&[("a", "b\0")])),
            HeadError::Value(_)
        ));
    }

    /// HTTP.9
    #[test]
    fn headers_of_the_connection_are_dropped() {
        let headers = pairs(&[
            ("Connection", "x-hop, close"),
            ("X-Hop", "1"),
            ("Transfer-Encoding", "chunked"),
            ("content-length", "7"),
            ("x-kept", "1"),
            ("X-Kept", "2"),
        ]);
        let head = Head::checked(200, headers).unwrap();
        let kept: Vec<_> = head
            .headers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_bytes()))
            .collect();
        assert_eq!(kept, [("x-kept", &b"1"[..]), ("x-kept", b"2")]);
    }

    /// HTTP.9
    #[test]
    fn every_header_of_the_connection_is_dropped() {
        let names = "connection content-length keep-alive proxy-authenticate proxy-authorization \
            proxy-connection te trailer transfer-encoding upgrade";
        for name in names.split(' ') {
            let head = Head::checked(200, pairs(&[(name, "1")])).unwrap();
            assert!(head.headers.is_empty(), "{name}");
        }
    }

    /// HTTP.9
    #[test]
    fn count_and_size_of_headers_are_limited() {
        let many = |count: usize| vec![("a".to_owned(), String::new()); count];
        assert!(Head::checked(200, many(MAX_HEADERS)).is_ok());
        assert!(matches!(refused(many(MAX_HEADERS + 1)), HeadError::Count));
        let long = |bytes: usize| vec![("a".to_owned(), "b".repeat(bytes))];
        assert!(Head::checked(200, long(MAX_HEADER_BYTES - 1)).is_ok());
        assert!(matches!(refused(long(MAX_HEADER_BYTES)), HeadError::Size));
    }
}
