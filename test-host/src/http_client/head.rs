use super::HttpFailure;
use crate::invocation::HostBuffer;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, header};

/// How many headers a response may have.
pub(super) const MAX_HEADERS: usize = 256;

/// How many bytes they may have together.
pub(super) const MAX_HEADER_BYTES: u32 = 64 << 10;

/// RFC 9110, section 8.6: where a body is expected, a server is told that there is none.
pub(super) fn complete(parts: &mut Parts, body: &HostBuffer) {
    let expected = [Method::POST, Method::PUT, Method::PATCH].contains(&parts.method);
    if expected && body.is_empty() {
        let none = HeaderValue::from_static("0");
        parts.headers.insert(header::CONTENT_LENGTH, none);
    }
}

/// Refuses a head that is too large. Hyper's own limits come before this one, and are not exact.
pub(super) fn check(headers: &HeaderMap) -> Result<(), HttpFailure> {
    let sizes = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len());
    if headers.len() > MAX_HEADERS {
        return Err(too_large(format!("{MAX_HEADERS} headers")));
    }
    if sizes.sum::<usize>() > MAX_HEADER_BYTES as usize {
        return Err(too_large(format!("{MAX_HEADER_BYTES} bytes of headers")));
    }
    Ok(())
}

fn too_large(limit: String) -> HttpFailure {
    HttpFailure::MalformedResponse(format!("it has more than {limit}, which is the limit"))
}
