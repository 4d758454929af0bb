//! Who may call: keys, and where a caller puts one.

use std::fmt;

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::query::Query;
use super::refusal::Refusal;

/// The header that carries a key when `authorization` is the function's own.
const MOMENTO_AUTHORIZATION: &str = "x-momento-authorization";

/// A key that a caller shows, and what it allows.
#[derive(Clone)]
pub struct Key {
    secret: String,
    access: Access,
}

/// What a route needs, and what a key gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Access {
    Invoke,
    Manage,
}

impl Key {
    /// A key that may invoke, deploy, list and delete.
    pub fn full(secret: impl Into<String>) -> Self {
        Self {
            secret: secret.into(),
            access: Access::Manage,
        }
    }

    /// A key that may invoke functions, and nothing else.
    pub fn invoke_only(secret: impl Into<String>) -> Self {
        Self {
            secret: secret.into(),
            access: Access::Invoke,
        }
    }

    /// Takes as long for a wrong key as for a right one of the same length. An empty key is nobody's: it would be a
    /// key that was forgotten, and open to all.
    fn is(&self, shown: &[u8]) -> bool {
        let secret = self.secret.as_bytes();
        let differences = secret
            .iter()
            .zip(shown)
            .fold(0, |all, (left, right)| all | (left ^ right));
        !secret.is_empty() && secret.len() == shown.len() && differences == 0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

/// Lets the request pass when a key it shows gives the access it needs, or when there are no keys at all.
pub(super) fn authorize(
    keys: &[Key],
    headers: &HeaderMap,
    query: &Query,
    needed: Access,
) -> Result<(), Refusal> {
    let shown = credential(headers, query)?;
    if keys.is_empty() {
        return Ok(());
    }
    let shown = shown.ok_or(Refusal::NoKey)?;
    match keys.iter().find(|key| key.is(shown)) {
        Some(key) if key.access >= needed => Ok(()),
        Some(_) => Err(Refusal::NotAllowed),
        None => Err(Refusal::UnknownKey {
            bearer: shown.starts_with(b"Bearer "),
        }),
    }
}

fn credential<'a>(headers: &'a HeaderMap, query: &'a Query) -> Result<Option<&'a [u8]>, Refusal> {
    let header = headers
        .get(MOMENTO_AUTHORIZATION)
        .or_else(|| headers.get(AUTHORIZATION));
    match (header, query.token()) {
        (Some(_), Some(_)) => Err(Refusal::TwoKeys),
        (Some(header), None) => Ok(Some(header.as_bytes())),
        (None, token) => Ok(token.map(str::as_bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    fn check(
        shown: &[(&'static str, &'static str)],
        query: &str,
        needed: Access,
    ) -> Result<(), Refusal> {
        let keys = [Key::full("all"), Key::invoke_only("some")];
        authorize(&keys, &headers(shown), &Query::parse(Some(query)), needed)
    }

    /// HTTP.6
    #[test]
    fn a_key_comes_raw_in_either_header_or_as_the_token() {
        assert!(check(&[("authorization", "all")], "", Access::Manage).is_ok());
        assert!(
            check(
                &[("x-momento-authorization", "all"), ("authorization", "x")],
                "",
                Access::Manage
            )
            .is_ok()
        );
        assert!(check(&[], "token=some", Access::Invoke).is_ok());
    }

    /// HTTP.6
    #[test]
    fn missing_and_unknown_keys_are_told_apart_from_weak_ones() {
        assert!(matches!(
            check(&[], "", Access::Invoke),
            Err(Refusal::NoKey)
        ));
        let unknown = check(&[("authorization", "Bearer all")], "", Access::Invoke);
        assert!(matches!(unknown, Err(Refusal::UnknownKey { bearer: true })));
        assert!(matches!(
            check(&[], "token=al", Access::Invoke),
            Err(Refusal::UnknownKey { bearer: false })
        ));
        assert!(matches!(
            check(&[("authorization", "some")], "", Access::Manage),
            Err(Refusal::NotAllowed)
        ));
    }

    /// HTTP.6
    #[test]
    fn a_header_and_a_token_at_once_are_refused() {
        let both = check(&[("authorization", "all")], "token=all", Access::Invoke);
        assert!(matches!(both, Err(Refusal::TwoKeys)));
    }

    /// HTTP.6
    #[test]
    fn an_empty_key_opens_nothing() {
        let shown = headers(&[("authorization", "")]);
        let query = Query::parse(None);
        let refused = authorize(&[Key::full("")], &shown, &query, Access::Invoke);
        assert!(matches!(refused, Err(Refusal::UnknownKey { .. })));
    }

    #[test]
    fn debug_does_not_show_the_secret() {
        assert!(!format!("{:?}", Key::full("hidden")).contains("hidden"));
    }
}
