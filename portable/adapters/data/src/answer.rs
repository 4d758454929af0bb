//! What an answer means that is no success.

use crate::{ServiceError, json};

/// An answer's meaning.
#[derive(Debug, PartialEq)]
pub(crate) enum Meaning {
    /// There is no item.
    Missing,
    /// A condition does not hold.
    NotStored,
    /// The endpoint has no such route.
    NotOffered,
    /// The error of the contract that the endpoint gives, with what it says.
    Error(ServiceError),
    /// No cache answers so; how it answered.
    Strange(String),
}

/// Tells what an answer means by its status, its body's type and the beginning of its body.
pub(crate) fn meaning(status: u16, media_type: &str, body: &[u8]) -> Meaning {
    if is_page(media_type, body) {
        return Meaning::Strange(format!("{status}, with a web page"));
    }
    // What is read may end amid a character.
    let body = &String::from_utf8_lossy(body);
    let code = json::text(body, "code").unwrap_or_default();
    let text = said(status, body);
    match code.as_str() {
        "key_not_found" => Meaning::Missing,
        "condition_failed" => Meaning::NotStored,
        "no_such_route" | "method_not_allowed" => Meaning::NotOffered,
        "internal_error" => Meaning::Error(ServiceError::InternalError),
        "request_cancelled" => Meaning::Error(ServiceError::RequestCancelled),
        "timeout" => Meaning::Error(ServiceError::Timeout),
        "not_found" => Meaning::Error(ServiceError::NotFound(text)),
        _ => by_status(status, body, text),
    }
}

fn by_status(status: u16, body: &str, text: String) -> Meaning {
    let says = |words: &str| body.to_ascii_lowercase().contains(words);
    Meaning::Error(match status {
        400 => ServiceError::InvalidArgument(text),
        401 | 403 => ServiceError::PermissionDenied(format!("{status}: {text}")),
        404 if says("key not found") => return Meaning::Missing,
        404 if says("cache not found") => ServiceError::NotFound(text),
        404 | 405 => return Meaning::NotOffered,
        408 | 504 => ServiceError::Timeout,
        409 => ServiceError::FailedPrecondition(text),
        413 | 414 | 429 | 431 => ServiceError::LimitExceeded(text),
        500 => ServiceError::InternalError,
        _ => return Meaning::Strange(format!("{status}: {text}")),
    })
}

/// Tells whether a body is for a browser, as that of a proxy or of another server is.
pub(crate) fn is_page(media_type: &str, body: &[u8]) -> bool {
    let starts = |text: &[u8], with: &str| {
        text.get(..with.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(with.as_bytes()))
    };
    let body = body.trim_ascii_start();
    starts(media_type.as_bytes(), "text/html")
        || starts(body, "<!doctype html")
        || starts(body, "<html")
}

/// Gives the words of an error: of JSON its message, else all of it.
fn said(status: u16, body: &str) -> String {
    let fields = ["message", "error_message", "detail", "description", "title"];
    let told = fields.into_iter().find_map(|field| json::text(body, field));
    let told = told.unwrap_or_else(|| body.trim().to_owned());
    if told.is_empty() {
        format!("the endpoint answered {status}")
    } else {
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, body: &str) -> Meaning {
        meaning(status, "application/json; charset=utf-8", body.as_bytes())
    }

    fn host(status: u16, code: &str) -> Meaning {
        of(status, &format!(r#"{{"code":"{code}","message":"why"}}"#))
    }

    /// DAT.12
    #[test]
    fn the_hosts_codes_are_the_contracts_errors() {
        use ServiceError as E;
        let why = || "why".to_owned();
        for (status, code, error) in [
            (400, "invalid_argument", E::InvalidArgument(why())),
            (
                403,
                "permission_denied",
                E::PermissionDenied("403: why".to_owned()),
            ),
            (404, "not_found", E::NotFound(why())),
            (409, "failed_precondition", E::FailedPrecondition(why())),
            (413, "limit_exceeded", E::LimitExceeded(why())),
            (500, "internal_error", E::InternalError),
            (503, "request_cancelled", E::RequestCancelled),
            (504, "timeout", E::Timeout),
            (401, "no_key", E::PermissionDenied("401: why".to_owned())),
        ] {
            assert_eq!(host(status, code), Meaning::Error(error), "{code}");
        }
        assert_eq!(host(404, "key_not_found"), Meaning::Missing);
        assert_eq!(host(412, "condition_failed"), Meaning::NotStored);
        assert_eq!(host(404, "no_such_route"), Meaning::NotOffered);
        assert_eq!(host(405, "method_not_allowed"), Meaning::NotOffered);
    }

    /// DAT.12
    #[test]
    fn the_service_tells_a_missing_key_from_a_missing_cache() {
        let missing = r#"{"status":404,"title":"Key Not Found"}"#;
        assert_eq!(of(404, missing), Meaning::Missing);
        let no_cache = of(404, r#"{"status":404,"title":"Cache Not Found"}"#);
        assert_eq!(
            no_cache,
            Meaning::Error(ServiceError::NotFound("Cache Not Found".to_owned()))
        );
        assert_eq!(of(404, ""), Meaning::NotOffered);
        let limited = of(429, "too many");
        assert_eq!(
            limited,
            Meaning::Error(ServiceError::LimitExceeded("too many".to_owned()))
        );
    }

    /// DAT.12
    #[test]
    fn what_no_cache_answers_is_told_with_its_status() {
        let page = |kind: &str, body: &[u8]| meaning(502, kind, body);
        let strange = |text: &str| Meaning::Strange(text.to_owned());
        assert_eq!(
            page("Text/HTML; charset=utf-8", b"<p>"),
            strange("502, with a web page")
        );
        assert_eq!(
            page("", b" <!DOCTYPE html><p>"),
            strange("502, with a web page")
        );
        assert_eq!(page("", b""), strange("502: the endpoint answered 502"));
        assert_eq!(of(301, "moved"), strange("301: moved"));
    }
}
