//! The files that the page is made of.

use http::header::{ACCEPT, VARY};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use crate::service::reply::{Reply, whole};

/// A file of the page, kept in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum Asset {
    Page,
    Style,
    Script,
    Icon,
}

impl Asset {
    pub(super) fn reply(self) -> Reply {
        let (kind, text) = match self {
            Self::Page => ("text/html; charset=utf-8", include_str!("console.html")),
            Self::Style => ("text/css; charset=utf-8", include_str!("console.css")),
            Self::Script => ("text/javascript; charset=utf-8", include_str!("console.js")),
            Self::Icon => ("image/svg+xml", include_str!("icon.svg")),
        };
        let mut reply = whole(StatusCode::OK, kind, text);
        if self == Self::Page {
            // Others get JSON there.
            let headers = reply.headers_mut();
            headers.insert(VARY, HeaderValue::from_static("accept"));
        }
        reply
    }
}

/// Tells whether it is a browser that asks, for a page to show.
pub(in crate::service) fn wants_page(parts: &Parts) -> bool {
    let kinds = parts.headers.get_all(ACCEPT).iter();
    let kinds = kinds.filter_map(|kinds| kinds.to_str().ok());
    kinds.flat_map(|kinds| kinds.split(',')).any(|kind| {
        let name = kind.split(';').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("text/html")
    })
}
