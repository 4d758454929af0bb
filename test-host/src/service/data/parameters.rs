//! What a request's query and headers say of an item.

use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::request::Parts;
use momento_functions_models::ServiceError;
use momento_functions_models::query::values;

/// The header that has the time to live to the millisecond, which Momento's service passes over.
const TTL: &str = "x-momento-ttl-milliseconds";

const EITHER_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// DAT.2: the key, as text or in base64.
pub(super) fn key(parts: &Parts) -> Result<Vec<u8>, ServiceError> {
    match (one(parts, "key")?, one(parts, "key_base64")?) {
        (Some(key), None) => Ok(key),
        (None, Some(base64)) => {
            decode(&base64).ok_or_else(|| invalid("`key_base64` is not base64"))
        }
        (None, None) => Err(invalid("a key is missing: give `key` or `key_base64`")),
        (Some(_), Some(_)) => Err(invalid("give either `key` or `key_base64`")),
    }
}

fn decode(base64: &[u8]) -> Option<Vec<u8>> {
    let as_in = |alphabet| GeneralPurpose::new(alphabet, EITHER_PADDING).decode(base64);
    as_in(&URL_SAFE).or_else(|_| as_in(&STANDARD)).ok()
}

/// DAT.3: the time to live in milliseconds.
pub(super) fn ttl(parts: &Parts) -> Result<u64, ServiceError> {
    if let Some(value) = parts.headers.get(TTL) {
        let number = value.to_str().ok().and_then(|text| text.parse().ok());
        return number.ok_or_else(|| invalid("`x-momento-ttl-milliseconds` is a number"));
    }
    let seconds: Option<u64> = number(parts, "ttl_seconds")?;
    let milliseconds = seconds.map(|seconds| seconds.saturating_mul(1000));
    milliseconds.ok_or_else(|| {
        invalid(
            "a time to live is missing: give `ttl_seconds`, or the header `x-momento-ttl-milliseconds`",
        )
    })
}

/// A number, or what else is read from a text.
pub(super) fn number<T: FromStr>(parts: &Parts, name: &str) -> Result<Option<T>, ServiceError> {
    let Some(value) = text(parts, name)? else {
        return Ok(None);
    };
    let number = value.parse();
    number.map(Some).map_err(|_| {
        invalid(&format!(
            "`{name}` is not what it should be, or out of its range"
        ))
    })
}

/// A text.
pub(super) fn text(parts: &Parts, name: &str) -> Result<Option<String>, ServiceError> {
    let text = one(parts, name)?.map(String::from_utf8).transpose();
    text.map_err(|_| invalid(&format!("`{name}` is not UTF-8")))
}

fn one(parts: &Parts, name: &str) -> Result<Option<Vec<u8>>, ServiceError> {
    let mut all = values(parts.uri.query().unwrap_or_default(), name);
    match (all.next(), all.next()) {
        (one, None) => Ok(one),
        _ => Err(invalid(&format!("`{name}` is there more than once"))),
    }
}

pub(super) fn invalid(text: &str) -> ServiceError {
    ServiceError::InvalidArgument(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(query: &str) -> Parts {
        let request = http::Request::builder().uri(format!("/cache/c?{query}"));
        request.body(()).unwrap().into_parts().0
    }

    /// DAT.2
    #[test]
    fn a_key_is_bytes_in_either_form() {
        for (query, expected) in [
            ("key=a+b%2B%ff", &b"a b+\xff"[..]),
            ("key=", b""),
            ("key_base64=_-8", b"\xff\xef"),
            ("key_base64=_-8%3D", b"\xff\xef"),
            ("key_base64=%2F%2B8=", b"\xff\xef"),
            ("token=x&key=a", b"a"),
        ] {
            assert_eq!(key(&parts(query)).unwrap(), expected, "{query}");
        }
        for query in [
            "",
            "key=a&key=b",
            "key=a&key_base64=YQ",
            "key_base64=%ff",
            "key_base64=a",
        ] {
            let refused = key(&parts(query));
            assert!(
                matches!(refused, Err(ServiceError::InvalidArgument(_))),
                "{query}"
            );
        }
    }

    /// DAT.3
    #[test]
    fn milliseconds_go_before_seconds() {
        let mut both = parts("ttl_seconds=2");
        assert_eq!(ttl(&both), Ok(2000));
        both.headers.insert(TTL, "1500".parse().unwrap());
        assert_eq!(ttl(&both), Ok(1500));
        both.headers.insert(TTL, "soon".parse().unwrap());
        assert!(ttl(&both).is_err());
        for query in ["", "ttl_seconds=", "ttl_seconds=-1", "ttl_seconds=1.5"] {
            assert!(ttl(&parts(query)).is_err(), "{query}");
        }
        let most = format!("ttl_seconds={}", u64::MAX);
        assert_eq!(ttl(&parts(&most)), Ok(u64::MAX));
    }
}
