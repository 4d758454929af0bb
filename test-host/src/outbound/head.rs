use crate::http_client::HttpFailure;
use crate::invocation::drop_connection_headers;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// The most headers that a request may have.
const MAX_HEADERS: usize = 256;

/// The most bytes that a request's headers may have together.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// The longest method, in bytes; the longest registered one has 17.
const MAX_METHOD: usize = 64;

/// Reads a method, in whichever case it is: RFC 9110, section 9.1.
pub(super) fn method(verb: &str) -> Result<Method, HttpFailure> {
    let wrong = |why: &str| Err(HttpFailure::Request(format!("the method {why}")));
    if verb.len() > MAX_METHOD {
        return wrong("has more than 64 bytes, which is the limit");
    }
    match Method::from_bytes(verb.as_bytes()) {
        Ok(Method::CONNECT) => wrong("CONNECT asks for a tunnel, which there is not"),
        Ok(method) => Ok(method),
        Err(_) => wrong(&format!("{verb:?} is none: use a word such as GET")),
    }
}

/// Reads headers. What concerns the connection, or is made from the URL and the body, is the host's.
pub(super) fn headers(given: Vec<(String, String)>) -> Result<HeaderMap, HttpFailure> {
    check_size(&given)?;
    let mut headers = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let (name, value) = pair(name, value)?;
        headers.append(name, value);
    }
    drop_connection_headers(&mut headers);
    headers.remove(header::HOST);
    Ok(headers)
}

fn check_size(headers: &[(String, String)]) -> Result<(), HttpFailure> {
    if headers.len() > MAX_HEADERS {
        let text = format!("the request has more than {MAX_HEADERS} headers, which is the limit");
        return Err(HttpFailure::Request(text));
    }
    let sizes = headers.iter().map(|(name, value)| name.len() + value.len());
    if sizes.sum::<usize>() > MAX_HEADER_BYTES {
        let text = format!(
            "the request's headers have more than {MAX_HEADER_BYTES} bytes, which is the limit"
        );
        return Err(HttpFailure::Request(text));
    }
    Ok(())
}

fn pair(name: String, value: String) -> Result<(HeaderName, HeaderValue), HttpFailure> {
    let Ok(known) = HeaderName::try_from(&name) else {
        let error = match name.is_empty() {
            true => "it is empty",
            false => "a name has letters, digits and `-`, and no space, colon or line break",
        };
        return Err(HttpFailure::InvalidHeaderName {
            header: name,
            error: error.to_owned(),
        });
    };
    match HeaderValue::try_from(&value) {
        Ok(mut value) => {
            value.set_sensitive(is_secret(&known));
            Ok((known, value))
        }
        Err(_) => Err(HttpFailure::InvalidHeaderValue {
            value: if is_secret(&known) {
                String::new()
            } else {
                value
            },
            error: format!("that of `{known}` has a line break or another control character"),
        }),
    }
}

fn is_secret(name: &HeaderName) -> bool {
    momento_functions_assert::is_secret_header(name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Result<HeaderMap, HttpFailure> {
        let pairs = pairs.iter();
        headers(pairs.map(|&(n, v)| (n.to_owned(), v.to_owned())).collect())
    }

    /// NET.7
    #[test]
    fn the_order_and_the_repeats_of_headers_are_kept() {
        let kept = of(&[("X-B", "1"), ("x-a", "2"), ("x-b", "3"), ("x-c", "é")]).unwrap();
        let kept = super::super::pairs(&kept);
        let kept: Vec<_> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            kept,
            [("x-b", "1"), ("x-b", "3"), ("x-a", "2"), ("x-c", "é")]
        );
    }

    /// NET.7
    #[test]
    fn what_is_the_hosts_to_set_is_dropped() {
        let names = "connection content-length host keep-alive proxy-authenticate \
            proxy-authorization proxy-connection te trailer transfer-encoding upgrade";
        for name in names.split(' ') {
            assert!(of(&[(name, "1")]).unwrap().is_empty(), "{name}");
        }
        let kept = of(&[("connection", "x-hop"), ("x-hop", "1"), ("x-a", "1")]).unwrap();
        assert_eq!(kept.len(), 1);
    }

    /// NET.3
    #[test]
    fn a_name_or_value_that_breaks_the_message_is_refused_without_its_secret() {
        for name in ["", "a b", "a:b", "a\r\nb", "é"] {
            let error = of(&[(name, "1")]).unwrap_err();
            assert!(
                matches!(error, HttpFailure::InvalidHeaderName { .. }),
                "{error}"
            );
        }
        for (name, told) in [
            ("x-a", "hidden\r\nx: 1"),
            ("Authorization", ""),
            ("x-api-key", ""),
        ] {
            let error = of(&[(name, "hidden\r\nx: 1")]).unwrap_err();
            assert!(!error.to_string().contains("hidden"), "{error}");
            let HttpFailure::InvalidHeaderValue { value, .. } = error else {
                panic!("{error}")
            };
            assert_eq!(value, told);
        }
    }

    /// NET.7
    #[test]
    fn count_and_size_are_limited() {
        let many = |count| vec![("a".to_owned(), String::new()); count];
        assert!(headers(many(MAX_HEADERS)).is_ok());
        assert!(headers(many(MAX_HEADERS + 1)).is_err());
        let long = |bytes| vec![("a".to_owned(), "b".repeat(bytes))];
        assert!(headers(long(MAX_HEADER_BYTES - 1)).is_ok());
        assert!(headers(long(MAX_HEADER_BYTES)).is_err());
    }

    /// NET.3
    #[test]
    fn a_method_is_a_word() {
        assert_eq!(method("GET").unwrap(), Method::GET);
        assert_eq!(method("PURGE").unwrap().as_str(), "PURGE");
        assert!(method(&"A".repeat(MAX_METHOD)).is_ok());
        for verb in [
            "",
            "GET /",
            "G\r\nT",
            "CONNECT",
            &"A".repeat(MAX_METHOD + 1),
        ] {
            assert!(
                matches!(method(verb), Err(HttpFailure::Request(_))),
                "{verb}"
            );
        }
    }
}
