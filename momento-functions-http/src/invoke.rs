use momento_functions_wit::http as host;

use crate::{HttpError, Request, Response};

/// Sends a request, and waits for the head of the response.
///
/// The host follows at most 10 redirects. It does not decompress.
///
/// # Errors
/// There is no response: see [`HttpError`]. A response with any status is no error.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```no_run
/// use momento_functions_http::{Request, invoke};
///
/// let response = invoke(Request::new("https://example.com/", "GET"))?;
/// assert_eq!(response.status, 200);
/// # Ok::<(), momento_functions_http::HttpError>(())
/// ```
pub fn invoke(request: Request) -> Result<Response, HttpError> {
    let response = match request.into_abi() {
        (request, None) => host::invoke(request),
        (request, Some(timeout)) => host::invoke_with_timeout(request, timeout),
    };
    response
        .map(Response::from_abi)
        .map_err(HttpError::from_abi)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use momento_functions_bytes::Data;
    use momento_functions_wit::native;

    use super::*;

    /// Answers with what it was asked, and fails for every other method than GET.
    struct Echo;

    impl native::Host for Echo {
        fn http(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    impl host::Host for Echo {
        fn invoke(&self, request: host::Request) -> Result<host::Response, host::Error> {
            if request.verb != "GET" {
                return Err(host::Error::RequestError(request.verb));
            }
            Ok(host::Response {
                status: 404,
                headers: vec![("url".to_owned(), request.url)],
                body: request.body,
            })
        }

        fn invoke_with_timeout(
            &self,
            request: host::Request,
            milliseconds: u64,
        ) -> Result<host::Response, host::Error> {
            Err(host::Error::Timeout(format!(
                "{} after {milliseconds} ms",
                request.url
            )))
        }
    }

    #[test]
    fn a_response_with_any_status_is_a_response() {
        let request = Request::new("https://example.com/", "GET").with_body("body");
        let response = native::scope(Echo, || invoke(request)).unwrap();
        assert_eq!(
            (response.status, response.header("url")),
            (404, Some("https://example.com/"))
        );
        assert_eq!(Data::into_bytes(response.body), b"body");
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let request = Request::new("https://example.com/", "PUT");
        let error = native::scope(Echo, || invoke(request)).unwrap_err();
        assert_eq!(error, HttpError::RequestError("PUT".to_owned()));
    }

    #[test]
    fn a_timeout_is_the_hosts_to_keep() {
        let request = Request::new("u", "GET").with_request_timeout(Duration::from_millis(7));
        let error = native::scope(Echo, || invoke(request)).unwrap_err();
        assert_eq!(error, HttpError::Timeout("u after 7 ms".to_owned()));
    }
}
