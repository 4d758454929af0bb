use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The most headers that a message may have.
pub(crate) const MAX_HEADERS: usize = 256;

/// The most bytes that its headers may have together.
pub(crate) const MAX_HEADER_BYTES: usize = 64 << 10;

/// What concerns one connection only, or is computed anew: HTTP.9.
const DROPPED: [&str; 10] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Names and values, in their order.
pub(crate) type Headers = Vec<(String, String)>;

/// The status and headers of an answer, fit to be sent.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
}

/// What cannot be sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum HeadError {
    Status(u16),
    Name(String),
    Value(String),
    Count,
    Size,
}

impl Head {
    /// Checks what a function answers with.
    pub(crate) fn checked(status: u16, mut headers: Headers) -> Result<Self, HeadError> {
        if !(200..600).contains(&status) {
            return Err(HeadError::Status(status));
        }
        check(&mut headers)?;
        Ok(Self { status, headers })
    }

    /// Tells whether an answer with this status has no body by its nature.
    pub(crate) fn is_bodiless(&self) -> bool {
        matches!(self.status, 204 | 304)
    }
}

/// Checks headers, writes their names in lower case, and drops what concerns one connection only.
fn check(headers: &mut Headers) -> Result<(), HeadError> {
    if headers.len() > MAX_HEADERS {
        return Err(HeadError::Count);
    }
    let sizes = headers.iter().map(|(name, value)| name.len() + value.len());
    if sizes.sum::<usize>() > MAX_HEADER_BYTES {
        return Err(HeadError::Size);
    }
    for (name, value) in headers.iter_mut() {
        if !is_name(name) {
            return Err(HeadError::Name(name.clone()));
        }
        name.make_ascii_lowercase();
        if !is_value(value) {
            return Err(HeadError::Value(name.clone()));
        }
    }
    drop_connection_headers(headers);
    Ok(())
}

/// A token: RFC 9110, section 5.6.2.
pub(crate) fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

/// RFC 9110, section 5.5.
pub(crate) fn is_value(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f))
}

/// RFC 9110, section 7.6.1. Names are in lower case.
pub(crate) fn drop_connection_headers(headers: &mut Headers) {
    let named: Vec<String> = headers
        .iter()
        .filter(|(name, _)| name == "connection")
        .flat_map(|(_, value)| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    headers.retain(|(name, _)| !DROPPED.contains(&name.as_str()) && !named.contains(name));
}

impl Display for HeadError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(
                f,
                "the status {status} cannot be sent: one from 200 to 599 can"
            ),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(headers: &[(&str, &str)]) -> Headers {
        headers
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
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
        assert_eq!(head.headers, pairs(&[("x-kept", "1"), ("x-kept", "2")]));
    }

    /// HTTP.9
    #[test]
    fn an_answer_without_a_body_is_known_by_its_status() {
        for (status, bodiless) in [
            (200, false),
            (204, true),
            (205, false),
            (304, true),
            (404, false),
        ] {
            assert_eq!(
                Head::checked(status, Vec::new()).unwrap().is_bodiless(),
                bodiless,
                "{status}"
            );
        }
    }
}
