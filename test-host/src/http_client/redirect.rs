use super::HttpFailure;
use crate::invocation::HostBuffer;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri, header};
use url::Url;

/// RFC 9110, section 15.4, on a change to GET: what speaks of the body goes with it.
const OF_THE_BODY: [header::HeaderName; 4] = [
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LOCATION,
    header::CONTENT_TYPE,
];

/// What another origin must not get.
const SECRET: [header::HeaderName; 4] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::PROXY_AUTHORIZATION,
    header::HeaderName::from_static("x-momento-authorization"),
];

/// What is kept of a request, to send it elsewhere.
pub(super) struct Redirectable {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    /// The body, if it can be sent again: one that is streamed is gone.
    body: Option<HostBuffer>,
}

impl Redirectable {
    pub(super) fn new(request: &Request<HostBuffer>) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            body: request.body().replay(),
        }
    }

    /// Gives the request that the response asks for; none if the response is for the function.
    pub(super) fn redirected<B>(
        mut self,
        response: &Response<B>,
    ) -> Result<Option<Request<HostBuffer>>, HttpFailure> {
        let Some(location) = location(response) else {
            return Ok(None);
        };
        if becomes_get(response.status(), &self.method) {
            self.method = Method::GET;
            self.body = Some(HostBuffer::default());
            remove(&mut self.headers, &OF_THE_BODY);
        }
        let Some(body) = self.body.take() else {
            return Ok(None);
        };
        let target = target(&self.uri, location)?;
        if !same_origin(&self.uri, &target) {
            remove(&mut self.headers, &SECRET);
        }
        let mut request = Request::new(body);
        *request.method_mut() = self.method;
        *request.uri_mut() = target;
        *request.headers_mut() = self.headers;
        Ok(Some(request))
    }
}

fn location<B>(response: &Response<B>) -> Option<&[u8]> {
    match response.status() {
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => {}
        _ => return None,
    }
    let location = response.headers().get(header::LOCATION);
    location.map(header::HeaderValue::as_bytes)
}

/// RFC 9110, sections 15.4.2 to 15.4.4, as every browser reads them.
fn becomes_get(status: StatusCode, method: &Method) -> bool {
    match status {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => method == Method::POST,
        StatusCode::SEE_OTHER => method != Method::HEAD && method != Method::GET,
        _ => false,
    }
}

fn target(from: &Uri, location: &[u8]) -> Result<Uri, HttpFailure> {
    let text = String::from_utf8_lossy(location);
    let wrong = |why: &str| {
        let told: String = text.chars().take(200).collect();
        HttpFailure::MalformedResponse(format!("it redirects to {told:?}, {why}"))
    };
    let base = Url::parse(&from.to_string()).map_err(|_| wrong("and has no URL itself"))?;
    let target = base.join(&text).map_err(|_| wrong("which is no URL"))?;
    if !matches!(target.scheme(), "http" | "https") {
        return Err(wrong("which is neither http nor https"));
    }
    if !target.username().is_empty() || target.password().is_some() {
        return Err(wrong("which has a user or a password in it"));
    }
    target
        .as_str()
        .parse()
        .map_err(|_| wrong("which is no URL"))
}

/// RFC 6454, section 4: the scheme, the host and the port.
fn same_origin(one: &Uri, other: &Uri) -> bool {
    let origin = |uri: &Uri| Url::parse(&uri.to_string()).map(|url| url.origin());
    matches!((origin(one), origin(other)), (Ok(one), Ok(other)) if one == other)
}

fn remove(headers: &mut HeaderMap, names: &[header::HeaderName]) {
    for name in names {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "https://a.test/x/y?q=1";

    fn request(method: &str, body: HostBuffer) -> Request<HostBuffer> {
        Request::builder()
            .method(method)
            .uri(FROM)
            .header("authorization", "secret")
            .header("cookie", "secret")
            .header("content-type", "text/plain")
            .header("x-a", "1")
            .body(body)
            .unwrap()
    }

    fn inline() -> HostBuffer {
        HostBuffer::from(b"body".to_vec())
    }

    fn streamed() -> HostBuffer {
        HostBuffer::stream(http_body_util::Full::new(bytes::Bytes::from_static(
            b"body",
        )))
    }

    fn redirected(
        request: &Request<HostBuffer>,
        status: u16,
        location: &str,
    ) -> Result<Option<Request<HostBuffer>>, HttpFailure> {
        let response = Response::builder().status(status);
        let response = response.header("location", location).body(()).unwrap();
        Redirectable::new(request).redirected(&response)
    }

    fn next(method: &str, status: u16, location: &str) -> Request<HostBuffer> {
        redirected(&request(method, inline()), status, location)
            .unwrap()
            .unwrap()
    }

    /// NET.2
    #[test]
    fn a_post_becomes_a_get_without_body_and_other_methods_stay() {
        for (status, method, expected, size) in [
            (301, "POST", "GET", 0),
            (302, "POST", "GET", 0),
            (303, "POST", "GET", 0),
            (303, "PUT", "GET", 0),
            (303, "HEAD", "HEAD", 4),
            (301, "PUT", "PUT", 4),
            (302, "DELETE", "DELETE", 4),
            (307, "POST", "POST", 4),
            (308, "PUT", "PUT", 4),
        ] {
            let next = next(method, status, "/");
            assert_eq!(next.method(), expected, "{status} {method}");
            assert_eq!(next.body().exact_size(), Some(size), "{status} {method}");
            assert_eq!(next.headers().contains_key("content-type"), size > 0);
            assert_eq!(next.headers()["x-a"], "1");
        }
    }

    /// NET.2
    #[test]
    fn a_body_that_is_gone_makes_the_redirect_the_response() {
        for (status, method, followed) in [
            (307, "POST", false),
            (302, "PUT", false),
            (302, "POST", true),
        ] {
            let next = redirected(&request(method, streamed()), status, "/").unwrap();
            assert_eq!(next.is_some(), followed, "{status} {method}");
        }
    }

    /// NET.2
    #[test]
    fn a_location_counts_from_the_url_that_was_called() {
        for (location, expected) in [
            ("/z", "https://a.test/z"),
            ("z", "https://a.test/x/z"),
            ("?p=2", "https://a.test/x/y?p=2"),
            ("//b.test/z#part", "https://b.test/z"),
            ("http://b.test:81", "http://b.test:81/"),
        ] {
            assert_eq!(*next("GET", 302, location).uri(), expected, "{location}");
        }
    }

    /// NET.2
    #[test]
    fn secrets_stay_with_their_origin() {
        for (location, kept) in [
            ("/z", true),
            ("https://a.test:443/z", true),
            ("https://a.test:444/z", false),
            ("http://a.test/z", false),
            ("https://b.test/z", false),
            ("https://sub.a.test/z", false),
        ] {
            let next = next("GET", 302, location);
            for name in ["authorization", "cookie"] {
                assert_eq!(next.headers().contains_key(name), kept, "{location} {name}");
            }
        }
    }

    /// NET.2
    #[test]
    fn a_location_that_cannot_be_called_is_malformed() {
        for location in [
            "http://",
            "http://a b/",
            "ftp://a.test/",
            "javascript:1",
            "http://u:p@a.test/",
        ] {
            let redirected = redirected(&request("GET", inline()), 302, location);
            let error = redirected.map(|next| next.is_some()).unwrap_err();
            assert!(
                matches!(error, HttpFailure::MalformedResponse(_)),
                "{error}"
            );
        }
    }

    /// NET.2
    #[test]
    fn other_statuses_and_no_location_are_responses() {
        for status in [200, 300, 304, 305, 306, 399, 404] {
            let sent = request("GET", inline());
            assert!(
                redirected(&sent, status, "/").unwrap().is_none(),
                "{status}"
            );
        }
        let response = Response::builder().status(302).body(()).unwrap();
        let sent = Redirectable::new(&request("GET", inline()));
        assert!(sent.redirected(&response).unwrap().is_none());
    }
}
