use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::Url;

use super::Content;
use super::key::{Key, MASK};

/// Carries a key where `authorization` is the function's own.
const MOMENTO_AUTHORIZATION: HeaderName = HeaderName::from_static("x-momento-authorization");

/// What is sent to a service.
#[derive(Clone)]
pub(crate) struct Request {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
    /// What is uploaded, if it is long enough to be told.
    pub(super) upload: Option<String>,
}

impl Request {
    pub(crate) fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            content: Content::default(),
            upload: None,
        }
    }

    /// Adds a header. Repeats are kept.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets the body, of a media type.
    pub(crate) fn content(self, kind: &'static str, content: Content) -> Self {
        self.body(content)
            .header(CONTENT_TYPE, HeaderValue::from_static(kind))
    }

    /// Sets the body.
    pub(crate) fn body(mut self, content: Content) -> Self {
        self.content = content;
        self
    }

    /// Tells what is uploaded while it is.
    pub(crate) fn uploading(mut self, what: &str) -> Self {
        self.upload = Some(what.to_owned());
        self
    }

    /// Shows a key: raw, and beside an `authorization` that is the function's own.
    pub(super) fn key(self, key: Option<&Key>) -> Self {
        let Some(key) = key else {
            return self;
        };
        let name = match self.headers.contains_key(AUTHORIZATION) {
            true => MOMENTO_AUTHORIZATION,
            false => AUTHORIZATION,
        };
        self.header(name, key.header())
    }

    /// Its method and URL.
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.method, shown(&self.url))
    }
}

/// A header's value as it may be shown.
pub(super) fn shown_value(name: &HeaderName, value: &HeaderValue) -> String {
    let secret = [
        AUTHORIZATION,
        MOMENTO_AUTHORIZATION,
        COOKIE,
        PROXY_AUTHORIZATION,
    ];
    match value.is_sensitive() || secret.contains(name) {
        true => MASK.to_owned(),
        false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
    }
}

/// A URL as it may be shown: without the credential that the service takes in the query.
pub(crate) fn shown(url: &Url) -> String {
    let Some(query) = url.query() else {
        return url.to_string();
    };
    let hide = |parameter: &str| match parameter.split_once('=') {
        Some(("token", _)) => format!("token={MASK}"),
        _ => parameter.to_owned(),
    };
    let query: Vec<String> = query.split('&').map(hide).collect();
    let mut shown = url.clone();
    shown.set_query(Some(&query.join("&")));
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Request {
        Request::new(Method::GET, Url::parse(url).unwrap())
    }

    /// CLI.3
    #[test]
    fn a_key_goes_beside_an_authorization_of_the_functions_own() {
        let key = Key::new("k", "").unwrap();
        let request = at("http://h").key(Some(&key));
        assert_eq!(request.headers[AUTHORIZATION], "k");
        let own = at("http://h").header(AUTHORIZATION, HeaderValue::from_static("Basic x"));
        let request = own.key(Some(&key));
        assert_eq!(request.headers[AUTHORIZATION], "Basic x");
        assert_eq!(request.headers[MOMENTO_AUTHORIZATION], "k");
        for (name, value) in &request.headers {
            assert_eq!(shown_value(name, value), MASK);
        }
    }

    /// CLI.3
    #[test]
    fn a_token_in_a_query_is_not_shown() {
        let request = at("http://h/f?a=1&token=s3cret&b=token");
        assert_eq!(request.line(), "GET http://h/f?a=1&token=***&b=token");
    }
}
