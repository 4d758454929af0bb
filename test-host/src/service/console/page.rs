//! What a path below `/console/` asks for.

use std::borrow::Cow;

use super::Asset;
use crate::service::refusal::Refusal;
use crate::service::route::name;

/// A path of the console, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::service) enum Page<'a> {
    Asset(Asset),
    Overview,
    Invocations,
    Invocation(Cow<'a, str>),
    Events,
    Items(Cow<'a, str>),
    Item(Cow<'a, str>),
}

impl<'a> Page<'a> {
    /// Takes apart what follows `/console/`; none if there is nothing of this name.
    pub(in crate::service) fn parse(rest: &'a str) -> Result<Option<Self>, Refusal> {
        let mut segments = rest.split('/');
        let place = [segments.next(), segments.next(), segments.next()];
        if segments.next().is_some() {
            return Ok(None);
        }
        Ok(Some(match place {
            [Some("console.css"), None, None] => Self::Asset(Asset::Style),
            [Some("console.js"), None, None] => Self::Asset(Asset::Script),
            [Some("icon.svg"), None, None] => Self::Asset(Asset::Icon),
            [Some("overview"), None, None] => Self::Overview,
            [Some("events"), None, None] => Self::Events,
            [Some("invocations"), None, None] => Self::Invocations,
            [Some("invocations"), Some(id), None] => Self::Invocation(name(id)?),
            [Some("caches"), Some(cache), Some("items")] => Self::Items(name(cache)?),
            [Some("caches"), Some(cache), Some("item")] => Self::Item(name(cache)?),
            _ => return Ok(None),
        }))
    }

    /// Tells whether it is the same for everybody: a page has no key yet when it is loaded.
    pub(in crate::service) fn is_asset(&self) -> bool {
        matches!(self, Self::Asset(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CON.2
    #[test]
    fn a_path_below_console_is_one_of_a_few() {
        for (path, page) in [
            ("console.js", Page::Asset(Asset::Script)),
            ("overview", Page::Overview),
            ("invocations", Page::Invocations),
            ("invocations/a%20b", Page::Invocation("a b".into())),
            ("caches/a%2Fb/items", Page::Items("a/b".into())),
        ] {
            assert_eq!(Page::parse(path).unwrap(), Some(page), "{path}");
        }
        for path in [
            "",
            "console.html",
            "overview/",
            "caches",
            "caches/c",
            "caches/c/items/d",
        ] {
            assert_eq!(Page::parse(path).unwrap(), None, "{path}");
        }
        assert!(Page::parse("caches//items").is_err());
        assert!(Page::parse("invocations/%ff").is_err());
    }
}
