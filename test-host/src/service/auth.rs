//! Who may call: keys and disposable tokens, and where a caller puts one.

use std::fmt;

use http::HeaderMap;
use http::header::AUTHORIZATION;

use momento_functions_models::token::Action;

use super::query::Query;
use super::refusal::Refusal;
use crate::tokens::{Grant, NoGrant, Term, TokenAuthority};

/// The header that carries a key when `authorization` is the function's own.
const MOMENTO_AUTHORIZATION: &str = "x-momento-authorization";

/// A key that a caller shows, and what it allows.
#[derive(Clone)]
pub struct Key {
    secret: String,
    access: Access,
}

/// What a key gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Access {
    Invoke,
    Manage,
}

/// What a route needs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Need<'a> {
    Invoke {
        cache: &'a str,
        function: &'a str,
    },
    /// VER.4: a token is for the clients of a function, who get the version that is invoked.
    InvokeVersion,
    Listen {
        cache: &'a str,
        topic: &'a str,
    },
    Item {
        cache: &'a str,
        key: &'a [u8],
        access: ItemAccess,
    },
    Publish {
        cache: &'a str,
        topic: &'a str,
    },
    Manage,
}

/// What is done with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemAccess {
    Read,
    Write,
    /// Writes, and tells something of what is there.
    Both,
}

/// What opens a service.
#[derive(Clone, Copy)]
pub(super) struct Guard<'a> {
    pub(super) keys: &'a [Key],
    pub(super) tokens: &'a TokenAuthority,
}

/// Who calls: what a function is told of the caller's token, and how long that lives.
#[derive(Debug, Default)]
pub(super) struct Caller {
    pub(super) token_metadata: Option<String>,
    pub(super) term: Option<Term>,
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

impl Need<'_> {
    fn access(self) -> Access {
        match self {
            Self::Invoke { .. } | Self::InvokeVersion => Access::Invoke,
            Self::Listen { .. } | Self::Item { .. } | Self::Publish { .. } | Self::Manage => {
                Access::Manage
            }
        }
    }

    fn is_granted(self, grant: &Grant) -> bool {
        let allow = |action, cache, thing: &str| grant.permissions.allow(action, cache, thing);
        match self {
            Self::Invoke { cache, function } => allow(Action::Invoke, cache, function),
            Self::Listen { cache, topic } => allow(Action::Subscribe, cache, topic),
            Self::Publish { cache, topic } => allow(Action::Publish, cache, topic),
            Self::Item { cache, key, access } => access
                .actions()
                .iter()
                .all(|action| grant.permissions.allow(*action, cache, key)),
            Self::InvokeVersion | Self::Manage => false,
        }
    }

    /// What a token has to say for it, for whoever makes tokens.
    fn permission(self) -> &'static str {
        match self {
            Self::Invoke { .. } => {
                "`function_permissions` with the role `FunctionInvoke` that cover this cache and function"
            }
            Self::Listen { .. } => {
                "`topic_permissions` with the role `TopicReadOnly` or `TopicReadWrite` that cover this cache and topic"
            }
            Self::Publish { .. } => {
                "`topic_permissions` with the role `TopicWriteOnly` or `TopicReadWrite` that cover this cache and topic"
            }
            Self::Item { access, .. } => access.permission(),
            Self::InvokeVersion => "a key instead, since tokens are for the current version",
            Self::Manage => "a key instead, since no token manages functions",
        }
    }
}

impl ItemAccess {
    fn actions(self) -> &'static [Action] {
        match self {
            Self::Read => &[Action::ReadItem],
            Self::Write => &[Action::WriteItem],
            Self::Both => &[Action::ReadItem, Action::WriteItem],
        }
    }

    fn permission(self) -> &'static str {
        match self {
            Self::Read => {
                "`cache_permissions` with the role `CacheReadOnly` or `CacheReadWrite` that cover this cache and key"
            }
            Self::Write => {
                "`cache_permissions` with the role `CacheWriteOnly` or `CacheReadWrite` that cover this cache and key"
            }
            Self::Both => {
                "`cache_permissions` with the role `CacheReadWrite` that cover this cache and key"
            }
        }
    }
}

impl Guard<'_> {
    /// Lets the request pass when a key or a token it shows gives what it needs. Without any keys the service is open,
    /// but a token that was made here allows no more than it says.
    pub(super) fn admit(
        &self,
        headers: &HeaderMap,
        query: &Query,
        need: Need<'_>,
    ) -> Result<Caller, Refusal> {
        let shown = credential(headers, query)?;
        let open = self.keys.is_empty();
        let Some(shown) = shown else {
            return if open {
                Ok(Caller::default())
            } else {
                Err(Refusal::NoKey)
            };
        };
        match self.keys.iter().find(|key| key.is(shown)) {
            Some(key) if key.access >= need.access() => return Ok(Caller::default()),
            Some(_) => return Err(Refusal::NotAllowed),
            None => {}
        }
        match self.tokens.check(shown) {
            Ok(grant) if need.is_granted(&grant) => Ok(Caller {
                token_metadata: grant.id,
                term: Some(grant.term),
            }),
            Ok(_) => Err(Refusal::NotGranted {
                missing: need.permission(),
            }),
            Err(NoGrant::Expired) => Err(Refusal::TokenExpired),
            // On an open service it may be the function's own.
            Err(NoGrant::Unknown) if open => Ok(Caller::default()),
            Err(NoGrant::Unknown) => Err(Refusal::UnknownKey {
                bearer: shown.starts_with(b"Bearer "),
            }),
        }
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
    use momento_functions_models::SystemClock;
    use std::sync::Arc;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    const INVOKE: Need<'_> = Need::Invoke {
        cache: "c",
        function: "f",
    };

    fn admit(
        keys: &[Key],
        shown: &[(&'static str, &str)],
        query: &str,
        need: Need<'_>,
    ) -> Result<Caller, Refusal> {
        let guard = Guard {
            keys,
            tokens: &TokenAuthority::new(Arc::new(SystemClock::default()), [7; 64]),
        };
        guard.admit(&headers(shown), &Query::parse(Some(query)), need)
    }

    fn check(
        shown: &[(&'static str, &str)],
        query: &str,
        need: Need<'_>,
    ) -> Result<Caller, Refusal> {
        let keys = [Key::full("all"), Key::invoke_only("some")];
        admit(&keys, shown, query, need)
    }

    /// HTTP.6
    #[test]
    fn a_key_comes_raw_in_either_header_or_as_the_token() {
        assert!(check(&[("authorization", "all")], "", Need::Manage).is_ok());
        assert!(
            check(
                &[("x-momento-authorization", "all"), ("authorization", "x")],
                "",
                Need::Manage
            )
            .is_ok()
        );
        assert!(check(&[], "token=some", INVOKE).is_ok());
    }

    /// HTTP.6
    #[test]
    fn missing_and_unknown_keys_are_told_apart_from_weak_ones() {
        assert!(matches!(check(&[], "", INVOKE), Err(Refusal::NoKey)));
        let unknown = check(&[("authorization", "Bearer all")], "", INVOKE);
        assert!(matches!(unknown, Err(Refusal::UnknownKey { bearer: true })));
        assert!(matches!(
            check(&[], "token=al", INVOKE),
            Err(Refusal::UnknownKey { bearer: false })
        ));
        assert!(matches!(
            check(&[("authorization", "some")], "", Need::Manage),
            Err(Refusal::NotAllowed)
        ));
    }

    /// HTTP.6
    #[test]
    fn a_header_and_a_token_at_once_are_refused() {
        let both = check(&[("authorization", "all")], "token=all", INVOKE);
        assert!(matches!(both, Err(Refusal::TwoKeys)));
    }

    /// HTTP.6
    #[test]
    fn an_empty_key_opens_nothing() {
        let refused = admit(&[Key::full("")], &[("authorization", "")], "", INVOKE);
        assert!(matches!(refused, Err(Refusal::UnknownKey { .. })));
    }

    #[test]
    fn debug_does_not_show_the_secret() {
        assert!(!format!("{:?}", Key::full("hidden")).contains("hidden"));
    }
}
