//! What a function asks for, made fit to be sent: NET.7.

use super::failure::HttpFailure;
use super::redirect::Head;
use super::url::Url;
use crate::head::{
    Headers, MAX_HEADER_BYTES, MAX_HEADERS, drop_connection_headers, is_name, is_value,
};
use crate::secret::is_secret_header;

/// The longest method, in bytes; the longest registered one has 17.
const MAX_METHOD: usize = 64;

/// Checks the head of a request.
pub(crate) fn head(url: &str, verb: &str, headers: Headers) -> Result<Head, HttpFailure> {
    Ok(Head {
        url: Url::parse(url)?,
        method: method(verb)?,
        headers: self::headers(headers)?,
    })
}

/// Reads a method, in whichever case it is: RFC 9110, section 9.1.
fn method(verb: &str) -> Result<String, HttpFailure> {
    let wrong = |why: &str| Err(HttpFailure::Request(format!("the method {why}")));
    match verb {
        _ if verb.len() > MAX_METHOD => wrong("has more than 64 bytes, which is the limit"),
        "CONNECT" => wrong("CONNECT asks for a tunnel, which there is not"),
        _ if !is_name(verb) => wrong(&format!("{verb:?} is none: use a word such as GET")),
        _ => Ok(verb.to_owned()),
    }
}

/// Reads headers. What concerns the connection, or is made from the URL and the body, is the engine's.
fn headers(mut headers: Headers) -> Result<Headers, HttpFailure> {
    check_size(&headers)?;
    for (name, value) in &mut headers {
        check_name(name)?;
        name.make_ascii_lowercase();
        check_value(name, value)?;
    }
    drop_connection_headers(&mut headers);
    headers.retain(|(name, _)| name != "host");
    Ok(headers)
}

fn check_size(headers: &Headers) -> Result<(), HttpFailure> {
    let sizes = headers.iter().map(|(name, value)| name.len() + value.len());
    let text = match (
        headers.len() > MAX_HEADERS,
        sizes.sum::<usize>() > MAX_HEADER_BYTES,
    ) {
        (true, _) => format!("the request has more than {MAX_HEADERS} headers, which is the limit"),
        (_, true) => format!(
            "the request's headers have more than {MAX_HEADER_BYTES} bytes, which is the limit"
        ),
        _ => return Ok(()),
    };
    Err(HttpFailure::Request(text))
}

fn check_name(name: &str) -> Result<(), HttpFailure> {
    let error = match name {
        "" => "it is empty",
        _ if is_name(name) => return Ok(()),
        _ => "a name has letters, digits and `-`, and no space, colon or line break",
    };
    Err(HttpFailure::InvalidHeaderName {
        header: name.to_owned(),
        error: error.to_owned(),
    })
}

fn check_value(name: &str, value: &str) -> Result<(), HttpFailure> {
    if is_value(value) {
        return Ok(());
    }
    let told = if is_secret_header(name) { "" } else { value };
    Err(HttpFailure::InvalidHeaderValue {
        value: told.to_owned(),
        error: format!("that of `{name}` has a line break or another control character"),
    })
}
