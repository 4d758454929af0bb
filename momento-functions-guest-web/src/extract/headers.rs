use std::convert::Infallible;
use std::ops::Deref;

use crate::{FromInvocation, HeaderMap, WebEnvironment};

/// The request's headers, as an argument of a handler.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::Headers;
///
/// fn handler(headers: Headers, _body: String) -> String {
///     headers.get("User-Agent").unwrap_or("unknown").to_owned()
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Headers(pub &'static HeaderMap);

impl Deref for Headers {
    type Target = HeaderMap;

    fn deref(&self) -> &HeaderMap {
        self.0
    }
}

impl FromInvocation for Headers {
    type Rejection = Infallible;

    fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, Infallible> {
        Ok(Self(environment.header_map()))
    }
}

impl FromInvocation for &'static WebEnvironment {
    type Rejection = Infallible;

    fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, Infallible> {
        Ok(environment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Invocation, invocation};

    #[test]
    fn the_headers_are_those_of_the_environment() {
        invocation(
            Invocation {
                headers: &[("a", "1")],
                ..Invocation::default()
            },
            || {
                let environment = WebEnvironment::load();
                let Ok(headers) = Headers::from_invocation(environment);
                assert_eq!(headers.get("A"), Some("1"));
                let Ok(taken) = <&WebEnvironment>::from_invocation(environment);
                assert!(std::ptr::eq(taken.header_map(), headers.0));
            },
        );
    }
}
