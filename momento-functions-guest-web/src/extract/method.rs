use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;

use crate::{FromInvocation, WebEnvironment};

/// The request's method, as an argument of a handler.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::Method;
///
/// fn handler(method: Method, body: String) -> String {
///     if method == "POST" { body } else { format!("{method} is not for me") }
/// }
///
/// assert_eq!(handler(Method("POST"), "x".to_string()), "x");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Method(pub &'static str);

impl Method {
    /// Gives the method as it came: `GET`, `POST`, ….
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.0
    }
}

impl Deref for Method {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Method {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Method {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromInvocation for Method {
    type Rejection = Infallible;

    fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, Infallible> {
        Ok(Self(environment.http_method()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Invocation, invocation};

    #[test]
    fn the_method_is_that_of_the_request() {
        invocation(Invocation::default(), || {
            let Ok(method) = Method::from_invocation(WebEnvironment::load());
            assert_eq!(
                (method.as_str(), method.to_string(), method.len()),
                ("POST", "POST".to_owned(), 4)
            );
            assert!(method == "POST" && method == *"POST" && method != "GET");
        });
    }
}
