//! What a web page may do: call functions from anywhere, manage them from nowhere but here.

use std::net::{IpAddr, SocketAddr};

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN, VARY,
};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use super::refusal::Refusal;

/// How long a browser may keep the answer to a preflight, in seconds.
const PREFLIGHT_SECONDS: HeaderValue = HeaderValue::from_static("600");

/// An `OPTIONS` by which a browser asks for leave. Any other `OPTIONS` is for the function.
pub(super) fn is_preflight(parts: &Parts) -> bool {
    parts.method == Method::OPTIONS && parts.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// Grants what a preflight asks for.
pub(super) fn preflight<B: Default>(asked: &HeaderMap) -> Response<B> {
    let mut granted = Response::new(B::default());
    *granted.status_mut() = StatusCode::NO_CONTENT;
    let headers = granted.headers_mut();
    copy(
        asked,
        ACCESS_CONTROL_REQUEST_METHOD,
        headers,
        ACCESS_CONTROL_ALLOW_METHODS,
    );
    copy(
        asked,
        ACCESS_CONTROL_REQUEST_HEADERS,
        headers,
        ACCESS_CONTROL_ALLOW_HEADERS,
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    granted
}

fn copy(from: &HeaderMap, name: HeaderName, to: &mut HeaderMap, target: HeaderName) {
    if let Some(value) = from.get(name) {
        to.insert(target, value.clone());
    }
}

/// Lets the page of `origin` read an answer, unless the function has said itself who may.
pub(super) fn share(origin: Option<HeaderValue>, headers: &mut HeaderMap) {
    let Some(origin) = origin else { return };
    if headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
        return;
    }
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(VARY, HeaderValue::from_static("origin"));
    headers
        .entry(ACCESS_CONTROL_EXPOSE_HEADERS)
        .or_insert(HeaderValue::from_static("*"));
}

/// Refuses a request that a web page elsewhere may have caused: one with a foreign `Origin`, and one that came under
/// a name which is not this host's (a name that was made to point here).
pub(super) fn guard(parts: &Parts, local: SocketAddr, allowed: &[String]) -> Result<(), Refusal> {
    let authority = authority(parts)?;
    if !is_own(&authority, local, allowed) {
        return Err(Refusal::ForeignHost {
            host: authority.to_string(),
        });
    }
    if is_made_elsewhere(&parts.headers) {
        return Err(Refusal::ForeignOrigin {
            origin: "another site".to_owned(),
        });
    }
    match parts.headers.get(ORIGIN) {
        Some(origin) if !is_same(origin, &authority) => Err(Refusal::ForeignOrigin {
            origin: String::from_utf8_lossy(origin.as_bytes()).into_owned(),
        }),
        _ => Ok(()),
    }
}

/// Whether a page elsewhere asks, other than by a link that is followed: its pictures and scripts have no `Origin`.
/// <https://www.w3.org/TR/fetch-metadata/>
fn is_made_elsewhere(headers: &HeaderMap) -> bool {
    let is = |name: &str, values: &[&str]| {
        let value = headers.get(name);
        value.is_some_and(|value| values.iter().any(|it| value.as_bytes() == it.as_bytes()))
    };
    is("sec-fetch-site", &["cross-site", "same-site"]) && !is("sec-fetch-mode", &["navigate"])
}

/// The host that the caller meant: of the target where it has one, else of the one `Host` header.
fn authority(parts: &Parts) -> Result<Authority, Refusal> {
    if let Some(authority) = parts.uri.authority() {
        return Ok(authority.clone());
    }
    let mut hosts = parts.headers.get_all(HOST).iter();
    let one = hosts.next().filter(|_| hosts.next().is_none());
    let parsed = one.and_then(|host| Authority::try_from(host.as_bytes()).ok());
    parsed.ok_or_else(|| Refusal::ForeignHost {
        host: String::new(),
    })
}

fn is_own(authority: &Authority, local: SocketAddr, allowed: &[String]) -> bool {
    let host = authority
        .host()
        .trim_start_matches('[')
        .trim_end_matches(']');
    match host.parse::<IpAddr>() {
        // Through a forwarded port the loopback address has any port.
        Ok(address) => address.is_loopback() || address == local.ip().to_canonical(),
        Err(_) => {
            host.eq_ignore_ascii_case("localhost")
                || allowed.iter().any(|name| host.eq_ignore_ascii_case(name))
        }
    }
}

fn is_same(origin: &HeaderValue, authority: &Authority) -> bool {
    let origin = origin.to_str().unwrap_or_default();
    let origin = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    origin.is_some_and(|origin| origin.eq_ignore_ascii_case(authority.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(HeaderName, &'static str)]) -> Parts {
        let mut request = http::Request::builder();
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    fn check(headers: &[(HeaderName, &'static str)]) -> Result<(), Refusal> {
        guard(
            &request(headers),
            "192.0.2.7:8080".parse().unwrap(),
            &["dev.example".to_owned()],
        )
    }

    /// HTTP.7
    #[test]
    fn the_listen_address_localhost_and_allowed_names_are_this_host() {
        for host in [
            "192.0.2.7:8080",
            "localhost:1",
            "LOCALHOST",
            "127.0.0.1:8080",
            "[::1]:8080",
            "dev.example",
        ] {
            assert!(check(&[(HOST, host)]).is_ok(), "{host}");
        }
    }

    /// HTTP.7
    #[test]
    fn any_other_host_is_refused() {
        for host in [
            "evil.example",
            "192.0.2.8:8080",
            "localhost.evil.example",
            "a b",
            "",
        ] {
            assert!(
                matches!(check(&[(HOST, host)]), Err(Refusal::ForeignHost { .. })),
                "{host}"
            );
        }
        assert!(check(&[]).is_err());
        assert!(check(&[(HOST, "localhost"), (HOST, "localhost")]).is_err());
    }

    /// HTTP.7
    #[test]
    fn what_a_page_elsewhere_loads_is_refused_and_a_link_to_here_is_not() {
        const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
        const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
        let asked = |site, mode| check(&[(HOST, "localhost:8080"), (SITE, site), (MODE, mode)]);
        for site in ["cross-site", "same-site"] {
            let refused = asked(site, "no-cors");
            assert!(
                matches!(refused, Err(Refusal::ForeignOrigin { .. })),
                "{site}"
            );
            assert!(asked(site, "navigate").is_ok(), "{site}");
        }
        for site in ["same-origin", "none"] {
            assert!(asked(site, "no-cors").is_ok(), "{site}");
        }
    }

    /// HTTP.7
    #[test]
    fn an_origin_must_be_this_host() {
        assert!(check(&[(HOST, "localhost:8080"), (ORIGIN, "http://localhost:8080")]).is_ok());
        for origin in [
            "http://evil.example",
            "null",
            "http://localhost:8081",
            "localhost:8080",
        ] {
            let refused = check(&[(HOST, "localhost:8080"), (ORIGIN, origin)]);
            assert!(
                matches!(refused, Err(Refusal::ForeignOrigin { .. })),
                "{origin}"
            );
        }
    }
}
