//! The key in a request's query, which a function never sees.

use super::percent;

/// The query parameter that carries a key.
const TOKEN: &str = "token";

/// What a request's query says to the service.
#[derive(Debug, Default)]
pub(super) struct Query {
    token: Option<String>,
    rest: String,
}

impl Query {
    /// Takes the first `token` out; the others are dropped.
    pub(super) fn parse(query: Option<&str>) -> Self {
        let query = query.unwrap_or_default();
        let (tokens, rest): (Vec<&str>, Vec<&str>) =
            query.split('&').partition(|pair| is_token(pair));
        match tokens.first() {
            Some(pair) => Self {
                token: Some(token_value(pair)),
                rest: rest.join("&"),
            },
            None => Self::default(),
        }
    }

    /// The key that the query carries.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// What is left of a query that carries a key; none where it carries no key, and so is right as it is.
    pub(super) fn without_token(&self) -> Option<&str> {
        self.token.as_ref().map(|_| self.rest.as_str())
    }
}

fn is_token(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    percent::decode(name).is_some_and(|name| name == TOKEN)
}

/// A token that does not decode is kept as it is: it is no key then.
fn token_value(pair: &str) -> String {
    let value = pair.split_once('=').map_or("", |(_, value)| value);
    percent::decode(value).map_or_else(|| value.to_owned(), |value| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// INV.6
    #[test]
    fn the_token_is_taken_out_and_the_rest_stays_as_written() {
        let query = Query::parse(Some("a=1&token=k%2B&a=%20&%74oken=x&b"));
        assert_eq!(query.token(), Some("k+"));
        assert_eq!(query.without_token(), Some("a=1&a=%20&b"));
    }

    #[test]
    fn a_query_without_a_token_is_left_alone() {
        for query in [None, Some(""), Some("&&a=1&tokens=2&")] {
            let query = Query::parse(query);
            assert_eq!((query.token(), query.without_token()), (None, None));
        }
    }

    #[test]
    fn a_query_of_nothing_but_a_token_leaves_nothing() {
        assert_eq!(Query::parse(Some("token=k")).without_token(), Some(""));
    }
}
