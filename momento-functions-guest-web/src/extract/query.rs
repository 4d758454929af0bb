use serde::de::DeserializeOwned;

use super::de::{Pairs, Problem};
use super::rejection::rejection;
use crate::{FromInvocation, WebEnvironment};

/// The request's query parameters as a value, as an argument of a handler.
///
/// A struct takes the parameters of its fields' names and ignores the others. A field is text, a
/// number, a `bool` (`true` or `false`), an enum without data, an `Option` of these (absent is
/// `None`), or a `Vec` of these, which takes a parameter that repeats (it needs `#[serde(default)]`
/// where it may be absent). A map or a `Vec<(String, String)>` takes them all. What needs to know
/// the kind of a value beforehand (`#[serde(flatten)]`, `#[serde(untagged)]`) sees text.
///
/// What does not fit is answered with 400, naming the parameter and its value, and the handler does not run.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::Query;
///
/// #[derive(serde::Deserialize)]
/// struct Search {
///     q: String,
///     page: Option<u32>,
///     #[serde(default)]
///     tag: Vec<String>,
/// }
///
/// fn search(Query(search): Query<Search>, _body: String) -> String {
///     format!("{} in {:?}, page {}", search.q, search.tag, search.page.unwrap_or(1))
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

rejection! {
    /// Why the query parameters did not fit.
    QueryRejection: "query parameters", Problem
}

impl<T: DeserializeOwned> FromInvocation for Query<T> {
    type Rejection = QueryRejection;

    fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, QueryRejection> {
        Ok(Self(T::deserialize(Pairs::new(
            environment.query_map().iter(),
        ))?))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::IntoWebResponse;
    use crate::testing::{Invocation, invocation};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Page {
        page: u32,
    }

    fn query(
        query: &'static [(&'static str, &'static str)],
    ) -> Result<Query<Page>, QueryRejection> {
        invocation(
            Invocation {
                query,
                ..Invocation::default()
            },
            || Query::from_invocation(WebEnvironment::load()),
        )
    }

    #[test]
    fn a_query_that_fits_is_taken() {
        assert_eq!(query(&[("page", "2")]).unwrap(), Query(Page { page: 2 }));
    }

    #[test]
    fn a_query_that_does_not_fit_is_400_with_the_reason() {
        let rejection = query(&[("page", "x")]).unwrap_err();
        assert_eq!(
            rejection.to_string(),
            r#"Failed to parse query parameters: page = "x": not a u32, invalid digit found in string"#
        );
        assert_eq!(rejection.response().status, 400);
        assert_eq!(
            query(&[]).unwrap_err().to_string(),
            "Failed to parse query parameters: missing field `page`"
        );
    }
}
