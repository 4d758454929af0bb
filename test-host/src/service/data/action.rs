//! What a request does with a cache.

use http::Method;
use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::request::Parts;

use crate::service::auth::ItemAccess;
use crate::service::refusal::Refusal;

/// What follows a cache's name in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum Action {
    Item,
    SetIf,
    SetIfHash,
    List,
    Length,
    Push(Side),
    Concatenate(Side),
    Pop(Side),
    Erase,
    Remove,
    Retain,
}

/// An end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum Side {
    Front,
    Back,
}

impl Action {
    /// Reads what follows the cache's name, with its slash.
    pub(in crate::service) fn parse(path: &str) -> Option<Self> {
        Some(match path {
            "" => Self::Item,
            "/set-if" => Self::SetIf,
            "/set-if-hash" => Self::SetIfHash,
            "/list" => Self::List,
            "/list/length" => Self::Length,
            "/list/push-front" => Self::Push(Side::Front),
            "/list/push-back" => Self::Push(Side::Back),
            "/list/concatenate-front" => Self::Concatenate(Side::Front),
            "/list/concatenate-back" => Self::Concatenate(Side::Back),
            "/list/pop-front" => Self::Pop(Side::Front),
            "/list/pop-back" => Self::Pop(Side::Back),
            "/list/erase" => Self::Erase,
            "/list/remove" => Self::Remove,
            "/list/retain" => Self::Retain,
            _ => return None,
        })
    }

    fn allow(self) -> &'static str {
        match self {
            Self::Item => "GET, HEAD, PUT, DELETE",
            Self::List => "GET, HEAD, DELETE",
            Self::Length => "GET, HEAD",
            _ => "POST",
        }
    }

    /// DAT.7: what the caller must be allowed.
    pub(super) fn access(self, parts: &Parts) -> Result<ItemAccess, Refusal> {
        let (method, allow) = (&parts.method, self.allow());
        if !allow.split(", ").any(|allowed| allowed == method.as_str()) {
            return Err(Refusal::Method { allow });
        }
        let conditional =
            parts.headers.contains_key(IF_MATCH) || parts.headers.contains_key(IF_NONE_MATCH);
        Ok(match (self, method) {
            (_, &Method::GET | &Method::HEAD) => ItemAccess::Read,
            (Self::Item, _) if !conditional => ItemAccess::Write,
            _ => ItemAccess::Both,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DAT.1
    #[test]
    fn what_follows_a_cache_is_one_of_a_few() {
        assert_eq!(Action::parse(""), Some(Action::Item));
        let pop = Action::Pop(Side::Back);
        assert_eq!(Action::parse("/list/pop-back"), Some(pop));
        for path in [
            "/",
            "/list/",
            "/list/pop",
            "/set-if/",
            "/x",
            "/list/length/x",
        ] {
            assert_eq!(Action::parse(path), None, "{path}");
        }
    }
}
