use momento_functions_assert::AssertResponse;
#[cfg(not(target_arch = "wasm32"))]
use momento_functions_wit::test::Header;
use momento_functions_wit::test::Response;
use std::borrow::Cow;
use std::fmt;

/// What the function under test answered, as its caller gets it.
///
/// [`AssertResponse`] has assertions on it.
pub struct Answer {
    response: Response,
    /// What is told of it when an assertion fails.
    what: String,
}

impl Answer {
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn new(response: Response) -> Self {
        let what = String::new();
        Self { response, what }
    }

    /// Makes an answer natively, where no runner makes it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of(
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        what: String,
    ) -> Self {
        let headers = headers.into_iter();
        let headers = headers
            .map(|(name, value)| Header { name, value })
            .collect();
        let response = Response {
            status,
            headers,
            body,
        };
        Self { response, what }
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// Returns the first value of a header. Its name is taken in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers();
        headers
            .find(|(of, _)| of.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns the headers in their order, their names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.response.headers.iter();
        headers.map(|header| (header.name.as_str(), header.value.as_str()))
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.response.body
    }

    /// Returns the body as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.response.body)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status())
            .field("headers", &self.headers().collect::<Vec<_>>())
            .field("body", &self.text())
            .finish()
    }
}

impl AssertResponse for Answer {
    fn status(&self) -> u16 {
        self.status()
    }

    fn headers(&self) -> Vec<(String, String)> {
        let headers = self.headers();
        headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    fn body(&self) -> &[u8] {
        self.body()
    }

    fn what(&self) -> String {
        self.what.clone()
    }
}
