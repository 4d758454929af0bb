use momento_functions_bytes::Data;
use momento_functions_wit::http as host;

/// What a server answered.
#[derive(Debug)]
pub struct Response {
    /// The HTTP status, whatever it is.
    pub status: u16,
    /// The headers in the order in which they came, names in lower case, repeats kept.
    pub headers: Vec<(String, String)>,
    /// The body as the server sent it, compressed when the headers say so. It streams: read it piece
    /// by piece, whole, or hand it on unread.
    pub body: Data,
}

impl Response {
    pub(crate) fn from_abi(response: host::Response) -> Self {
        let host::Response {
            status,
            headers,
            body,
        } = response;
        Self {
            status,
            headers,
            body: Data::__from_abi(body),
        }
    }

    /// Gives the first value of a header; names match whatever their case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Tells whether the status is 200 to 299.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_in_any_case_and_the_first_counts() {
        let headers =
            [("etag", "1"), ("etag", "2")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let response = Response {
            status: 200,
            headers: headers.to_vec(),
            body: Data::default(),
        };
        assert_eq!(
            (response.header("ETag"), response.header("age")),
            (Some("1"), None)
        );
    }

    #[test]
    fn only_2xx_is_success() {
        let of = |status| {
            Response {
                status,
                headers: Vec::new(),
                body: Data::default(),
            }
            .is_success()
        };
        assert_eq!(
            [199, 200, 299, 300, 404].map(of),
            [false, true, true, false, false]
        );
    }
}
