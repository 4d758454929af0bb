//! Functions that are served while their author works on them, and do not compile just now.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;

use super::reply::Reply;

/// The header of an answer that an older build than the newest has given.
const BUILD: HeaderName = HeaderName::from_static("x-momento-build");

/// How a browser says that it asks for a page, and for nothing that a page needs.
const FETCH_MODE: &str = "sec-fetch-mode";

/// The most bytes of an error that are kept.
const MOST: usize = 256 << 10;

/// The page has no script, and needs nothing from anywhere.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");

/// Tells a [`Service`](super::Service) which functions could not be built, and why.
///
/// Who asks for such a function by a browser gets the error as a page. Everyone else gets the answer of the version
/// that is there, with the header `x-momento-build: failed`; where none is there, 503 with the error. A caller that may
/// not invoke the function is told nothing of it.
///
/// A clone tells the same service.
///
/// # Examples
///
/// ```no_run
/// use momento_functions_test_host::Host;
/// use momento_functions_test_host::service::{FailedBuilds, Service};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let failed = FailedBuilds::default();
/// let service = Service::builder(Host::builder().build()?).failed_builds(failed.clone());
/// let service = service.bind(([127, 0, 0, 1], 0).into()).await?;
/// failed.put("default", "hello", "error: expected `;`, found `}`");
/// service.run(std::future::pending()).await;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct FailedBuilds(Arc<RwLock<ByName>>);

/// Errors by the function's cache and name.
type ByName = HashMap<(String, String), Arc<str>>;

/// A request for a function whose newest build failed.
#[derive(Debug)]
pub(super) struct FailedBuild {
    pub(super) function: String,
    pub(super) error: Arc<str>,
    /// Whether a browser has asked, for a page.
    is_navigation: bool,
}

impl FailedBuilds {
    /// Has the function be known as one that could not be built. Of the error the first 256 KiB are kept.
    pub fn put(&self, cache: &str, function: &str, error: &str) {
        let error = error
            .get(..error.floor_char_boundary(MOST))
            .unwrap_or(error);
        let key = (cache.to_owned(), function.to_owned());
        let mut failed = self.0.write().unwrap_or_else(PoisonError::into_inner);
        failed.insert(key, error.into());
    }

    /// Has the function be known as built again.
    pub fn clear(&self, cache: &str, function: &str) {
        let key = (cache.to_owned(), function.to_owned());
        let mut failed = self.0.write().unwrap_or_else(PoisonError::into_inner);
        failed.remove(&key);
    }

    /// What is to be told to whoever asks for the function with these headers.
    pub(super) fn find(
        &self,
        cache: &str,
        function: &str,
        headers: &HeaderMap,
    ) -> Option<FailedBuild> {
        let failed = self.0.read().unwrap_or_else(PoisonError::into_inner);
        // As a rule nothing has failed, and nothing needs to be looked up.
        if failed.is_empty() {
            return None;
        }
        let error = failed.get(&(cache.to_owned(), function.to_owned()))?;
        Some(FailedBuild {
            function: function.to_owned(),
            error: Arc::clone(error),
            is_navigation: is_navigation(headers),
        })
    }
}

impl fmt::Debug for FailedBuilds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self.0.read().unwrap_or_else(PoisonError::into_inner);
        f.debug_set().entries(failed.keys()).finish()
    }
}

impl FailedBuild {
    pub(super) fn is_navigation(&self) -> bool {
        self.is_navigation
    }

    /// Marks an answer as one of an older build, or of none.
    pub(super) fn mark<B>(response: &mut Response<B>) {
        let failed = HeaderValue::from_static("failed");
        response.headers_mut().insert(BUILD, failed);
    }

    /// The error as a page.
    pub(super) fn page(&self) -> Reply {
        let mut page = Response::new(Full::new(Bytes::from(self.html())));
        *page.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        let headers = page.headers_mut();
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        headers.insert(CONTENT_TYPE, html);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(CONTENT_SECURITY_POLICY, POLICY);
        page
    }

    fn html(&self) -> String {
        include_str!("failed_build.html")
            .replace("{{function}}", &escaped(&self.function))
            // Last, since it may hold anything.
            .replace("{{error}}", &escaped(&self.error))
    }
}

fn is_navigation(headers: &HeaderMap) -> bool {
    let accepts_html = || {
        let mut accepted = headers.get_all(ACCEPT).iter();
        accepted.any(|accept| accept.to_str().is_ok_and(|text| text.contains("text/html")))
    };
    headers
        .get(FETCH_MODE)
        .map_or_else(accepts_html, |mode| mode == "navigate")
}

/// A text as it can stand in HTML, a quoted attribute included.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        is_navigation(&headers)
    }

    /// DEV.2
    #[test]
    fn a_page_is_for_who_navigates() {
        assert!(asked(&[("sec-fetch-mode", "navigate"), ("accept", "*/*")]));
        assert!(asked(&[("accept", "text/html,application/xml;q=0.9")]));
        assert!(!asked(&[]));
        assert!(!asked(&[("accept", "*/*")]));
        // A script of a page asks, with whatever it accepts.
        assert!(!asked(&[
            ("sec-fetch-mode", "cors"),
            ("accept", "text/html")
        ]));
    }

    /// DEV.2
    #[test]
    fn an_error_is_text_in_the_page_whatever_it_holds() {
        let failed = FailedBuild {
            function: "f{{error}}".to_owned(),
            error: "<script>alert('x')</script> & {{function}}".into(),
            is_navigation: true,
        };
        let html = failed.html();
        let text = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; {{function}}";
        assert!(html.contains(text) && !html.contains("<script"), "{html}");
    }

    #[test]
    fn an_error_without_an_end_is_cut() {
        let failed = FailedBuilds::default();
        failed.put("c", "f", &"é".repeat(MOST));
        let kept = failed.find("c", "f", &HeaderMap::new()).unwrap();
        assert_eq!(kept.error.len(), MOST);
        failed.clear("c", "f");
        assert!(failed.find("c", "f", &HeaderMap::new()).is_none());
    }
}
